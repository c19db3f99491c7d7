import { expect, test } from 'vitest';
import type { ListedRun, TextMatch } from '../../../../core/contracts/run-history.ts';
import { appendPage, listLines, mergeNewest } from '../../../../renderer/runs/run-list.ts';

function run(runId: string, matches: readonly TextMatch[] = []): ListedRun {
  return {
    runId,
    flowId: 'f',
    flowName: 'F',
    state: 'done',
    startedUs: 0,
    isStarred: false,
    note: '',
    isIndexed: true,
    sums: { events: 0, spans: 0, inputTokens: 0, outputTokens: 0, reasoningTokens: 0 },
    models: [],
    inputPreview: '',
    outputPreview: '',
    matches,
  };
}
const runs = (...ids: readonly string[]): readonly ListedRun[] => ids.map((id) => run(id));
const names = (list: readonly ListedRun[]): string => list.map(({ runId }) => runId).join('');

test('the newest page comes in front of what was loaded, as far as it reaches that', () => {
  const loaded = { runs: runs('e', 'd', 'c', 'b', 'a'), next: 'after a' };
  const reached = mergeNewest(loaded, { runs: runs('g', 'f', 'e'), next: 'after e', waiting: 0 });
  const apart = mergeNewest(loaded, { runs: runs('z', 'y'), next: 'after y', waiting: 0 });
  const whole = mergeNewest(loaded, { runs: runs('e', 'b'), waiting: 0 });
  const none = mergeNewest(loaded, { runs: [], waiting: 0 });
  expect([reached, apart, whole, none].map((list) => [names(list.runs), list.next])).toEqual([
    ['gfedcba', 'after a'],
    ['zy', 'after y'],
    ['eb', undefined],
    ['', undefined],
  ]);
});

test('a following page never brings a run twice', () => {
  const list = appendPage(
    { runs: runs('c', 'b'), next: 'after b' },
    { runs: runs('b', 'a'), waiting: 0 },
  );
  expect([names(list.runs), list.next]).toEqual(['cba', undefined]);
});

test('matches stand under their run', () => {
  const match: TextMatch = {
    field: 'text',
    spanId: 's1',
    nodeId: 'a',
    title: 'A',
    seq: 3,
    snippet: 'x',
    start: 0,
    length: 1,
  };
  const lines = listLines([run('b', [match, { ...match, seq: 9 }]), run('a')]);
  expect(lines.map((line) => line.run.runId + (line.kind === 'run' ? '' : line.match.seq))).toEqual(
    ['b', 'b3', 'b9', 'a'],
  );
});
