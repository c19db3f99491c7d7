import { expect, test } from 'vitest';
import { pickRows } from '../../../../renderer/output/shown-rows.ts';
import { shortenArguments } from '../../../../renderer/panels/shorten-arguments.ts';
import { reduceRunEvents } from '../../../../renderer/run/reduce-run-events.ts';
import { createRunView, type RunView } from '../../../../renderer/run/run-view.ts';
import { allPasses } from '../../../../renderer/run/pass-store.ts';
import { recordedRun } from '../run/recorded-runs.ts';

function fold(count?: number): RunView {
  const view = createRunView('run-weather');
  reduceRunEvents(view, recordedRun('done').events.slice(0, count));
  return view;
}

function indexes(
  view: RunView,
  options: Omit<Parameters<typeof pickRows>[1], 'chosen'>,
): (number | undefined)[] {
  const rows = pickRows(view, { ...options, chosen: allPasses });
  return Array.from({ length: rows.count }, (_, position) => rows.at(position)?.index);
}

test('all rows, or those of one node', () => {
  const view = fold();
  expect(indexes(view, { frozen: undefined, onlyNodeId: undefined })).toEqual([0, 1, 2, 3, 4, 5]);
  expect(indexes(view, { frozen: undefined, onlyNodeId: 'question' })).toEqual([]);
  expect(indexes(view, { frozen: undefined, onlyNodeId: 'agent' })).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a pause holds new rows back, and its end shows every one of them', () => {
  const view = fold(30);
  const before = view.rows.length;
  const frozen = { view, count: before, tokens: view.tokens, lengths: new Map() };
  reduceRunEvents(view, recordedRun('done').events);
  expect(indexes(view, { frozen, onlyNodeId: undefined })).toHaveLength(before);
  expect(indexes(view, { frozen, onlyNodeId: 'agent' })).toHaveLength(before);
  expect(indexes(view, { frozen: undefined, onlyNodeId: undefined })).toHaveLength(6);
});

test('arguments are shown as their values, and as they stand while they are being written', () => {
  expect(
    ['{"location":"Tokyo","num_days":3,"deep":{"a":1}}', '{"location":"To', '', '[1,2]'].map(
      shortenArguments,
    ),
  ).toEqual(['Tokyo, 3, {"a":1}', '{"location":"To', '', '[1,2]']);
});
