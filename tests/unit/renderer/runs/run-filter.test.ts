import { expect, test } from 'vitest';
import {
  everyRun,
  listFilterParts,
  toRunFilter,
  type ShownFilter,
} from '../../../../renderer/runs/run-filter.ts';

const now = { openFlowId: 'flow-1', nowMs: 10_000_000 };

const narrow: ShownFilter = {
  text: '  river ',
  thisFlow: true,
  states: ['failed', 'interrupted'],
  node: ' Agent ',
  model: 'demo',
  period: 'hour',
  minCostUsd: 0,
  maxCostUsd: 2,
  starred: true,
};

test('every run asks for nothing; each choice becomes a condition', () => {
  expect([toRunFilter(everyRun, now), toRunFilter(narrow, now)]).toEqual([
    {},
    {
      text: 'river',
      flowId: 'flow-1',
      states: ['failed', 'interrupted'],
      node: 'Agent',
      model: 'demo',
      fromUs: 6_400_000_000,
      minCostUsd: 0,
      maxCostUsd: 2,
      isStarred: true,
    },
  ]);
});

test('each part can be dropped by itself, the search apart', () => {
  const parts = listFilterParts(narrow);
  const left = parts.map(({ part, without }) => [part, listFilterParts(without).length]);
  expect([listFilterParts({ ...everyRun, text: 'x' }), left, parts[0]?.without.text]).toEqual([
    [],
    [
      ['flow', 6],
      ['state', 6],
      ['node', 6],
      ['model', 6],
      ['period', 6],
      ['cost', 6],
      ['starred', 6],
    ],
    '  river ',
  ]);
});
