import { expect, test } from 'vitest';
import { readPassedValue } from '../../../../renderer/run/passed-values.ts';
import { reduceRunEvents } from '../../../../renderer/run/reduce-run-events.ts';
import { createRunView, type RunView } from '../../../../renderer/run/run-view.ts';
import { recordedRun } from './recorded-runs.ts';

function view(): RunView {
  const { summary, events } = recordedRun('done');
  const folded = createRunView(summary.runId);
  reduceRunEvents(folded, events);
  return folded;
}

test('what passed a wire is what its source gave at that port, or else what its target took', () => {
  const folded = view();
  const node = (nodeId: string, part: object): void =>
    void folded.nodes.set(nodeId, {
      ...folded.nodes.get([...folded.nodes.keys()][0] ?? '')!,
      ...part,
    });
  node('a', { lastOutput: { value: { text: 'one\n  two', list: [1, 2] } }, lastInput: undefined });
  node('b', { lastOutput: undefined, lastInput: { value: { item: 7, long: 'x'.repeat(500) } } });
  const preview = (from: string, to: string, prefix?: string): string | undefined =>
    readPassedValue(folded, { from, to }, prefix)?.preview;
  expect([
    preview('a.text', 'b.item'),
    preview('a.list', 'b.item'),
    preview('a.item', 'b.item'),
    preview('a.long', 'b.long')?.length,
    preview('a.none', 'b.none'),
    preview('a.text', 'b.item', 'sub/'),
  ]).toEqual(['one two', '[1,2]', '7', 161, undefined, undefined]);
});

test('of a large message only its beginning is known', () => {
  const folded = view();
  const large = { hash: 'h', bytes: 50_000_000, preview: 'It begins so' };
  const some = [...folded.nodes.values()][0]!;
  folded.nodes.set('a', { ...some, lastOutput: large, lastInput: undefined });
  expect(readPassedValue(folded, { from: 'a.text', to: 'none.text' })).toEqual({
    preview: 'It begins so',
    value: undefined,
    message: large,
  });
});
