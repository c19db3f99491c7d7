import { expect, test } from 'vitest';
import { findInRows } from '../../../../renderer/output/find-in-rows.ts';
import { pickRows } from '../../../../renderer/output/shown-rows.ts';
import { allPasses } from '../../../../renderer/run/pass-store.ts';
import { reduceRunEvents } from '../../../../renderer/run/reduce-run-events.ts';
import { createRunView } from '../../../../renderer/run/run-view.ts';
import { recordedRun } from '../run/recorded-runs.ts';

test('words are found in text, calls and results, whatever their case, and also while lines grow', () => {
  const view = createRunView('run-weather');
  const { events } = recordedRun('done');
  const find = (words: string): readonly number[] => {
    const rows = pickRows(view, { frozen: undefined, onlyNodeId: undefined, chosen: allPasses });
    return findInRows(view, rows, 'all', words);
  };
  const grown = events.map((event) => {
    reduceRunEvents(view, [event]);
    return find('paris').length;
  });
  const kinds = find('PARIS').map((position) => view.rows[position]?.kind);
  expect(new Set(kinds)).toEqual(new Set(['reasoning', 'call', 'result', 'text']));
  expect(grown.at(-1)).toBe(kinds.length);
  expect(grown).toEqual(grown.toSorted((a, b) => a - b));
  expect([find('get_current_weather').length, find('nowhere'), find('')]).toEqual([3, [], []]);
});
