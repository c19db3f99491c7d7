import { expect, test } from 'vitest';
import { listTraceRows, placeBar } from '../../../../renderer/panels/trace-rows.ts';
import { reduceRunEvents } from '../../../../renderer/run/reduce-run-events.ts';
import { createRunView } from '../../../../renderer/run/run-view.ts';
import { recordedRun } from '../run/recorded-runs.ts';

const view = createRunView('run-weather');
reduceRunEvents(view, recordedRun('done').events);

test('the tree is listed in order, with its levels and places', () => {
  const rows = listTraceRows(view.roots, { folded: new Set(), chosen: {} });
  expect(rows.map((row) => [row.span.spanId, row.level, row.position, row.siblings])).toEqual([
    ['s1', 1, 1, 3],
    ['s2', 1, 2, 3],
    ['s3', 2, 1, 4],
    ['s4', 2, 2, 4],
    ['s5', 2, 3, 4],
    ['s6', 2, 4, 4],
    ['s7', 1, 3, 3],
  ]);
});

test('what is folded hides its steps only', () => {
  const rows = listTraceRows(view.roots, { folded: new Set(['s2']), chosen: {} });
  expect(rows.map((row) => row.span.spanId)).toEqual(['s1', 's2', 's7']);
});

test('bars lie on the time axis, with the wait for the first token apart', () => {
  const axis = { fromUs: 1_000_000, untilUs: 2_000_000, nowUs: 2_000_000 };
  const span = { ...view.spans.get('s3')!, openedUs: 1_250_000, closedUs: 1_750_000 };
  const streamed = { ...span, firstTokenUs: 1_375_000, lastTokenUs: 1_700_000 };
  const silent = { ...span, firstTokenUs: undefined, lastTokenUs: undefined };
  expect([
    placeBar(streamed, axis),
    placeBar(silent, axis),
    placeBar({ ...silent, closedUs: undefined }, axis),
  ]).toEqual([
    { left: 25, width: 50, waiting: 25 },
    { left: 25, width: 50, waiting: 0 },
    { left: 25, width: 75, waiting: 0 },
  ]);
});
