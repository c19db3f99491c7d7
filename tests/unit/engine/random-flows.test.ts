import { expect, test } from 'vitest';
import { build, evaluate, makeParts } from '../../harness/random-flow.ts';
import { skippedStamps } from '../../harness/small-modules.ts';
import { allEvents, testEngine } from '../../harness/test-engine.ts';

test('two hundred random flows with containers in containers give what they must, skip what they must, and run nothing twice', async () => {
  const engine = testEngine();
  for (let seed = 1; seed <= 200; seed++) {
    const parts = makeParts(seed);
    const expected = evaluate(parts);
    const run = engine.start({ ...build(parts), input: '' });
    const events = await allEvents(engine, run);
    const result = await run.result;
    const spans = engine.record
      .spansOf(run.runId)
      .map(({ nodeId, iteration }) => `${nodeId} ${iteration}`);
    expect({
      seed,
      state: result.state,
      output: result.output,
      skipped: skippedStamps(events).toSorted(),
      ranTwice: spans.filter((span, index) => spans.indexOf(span) !== index),
    }).toEqual({
      seed,
      state: 'done',
      output: expected.output,
      skipped: expected.skipped.toSorted(),
      ranTwice: [],
    });
  }
});

test('a random flow that is cancelled anywhere ends, and leaves nothing running', async () => {
  const engine = testEngine();
  for (let seed = 1; seed <= 40; seed++) {
    const run = engine.start({ ...build(makeParts(seed)), input: '' });
    for (let turn = 0; turn < seed % 7; turn++) await Promise.resolve();
    run.cancel();
    const { state } = await run.result;
    const events = await allEvents(engine, run);
    const types = events.map(({ body }) => (body as { readonly type?: string }).type);
    const count = (type: string): number => types.filter((each) => each === type).length;
    expect({
      seed,
      ends: ['done', 'cancelled'].includes(state),
      open: count('span-opened') - count('span-closed'),
      last: types.at(-1),
    }).toEqual({ seed, ends: true, open: 0, last: 'run-ended' });
  }
});
