import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testEngine } from '../../../harness/test-engine.ts';

const example = (name: string): string => readFileSync(`examples/${name}.flow.json`, 'utf8');
const asked = (question: string): unknown => expect.stringContaining(`“${question}”`);

test('the example of Map answers every question, in order', async () => {
  const run = testEngine().start({ flow: example('map'), input: '' });
  expect(await run.result).toMatchObject({
    state: 'done',
    outputs: {
      Answers: [
        asked('What is a mill race? Answer in one sentence.'),
        asked('Why does water turn a wheel? Answer in one sentence.'),
        asked('What is a sluice? Answer in one sentence.'),
      ],
      Errors: [],
    },
  });
});

test('the example of Loop runs its three rounds and says so', async () => {
  const engine = testEngine();
  const run = engine.start({ flow: example('loop'), input: 'A draft.' });
  expect(await run.result).toMatchObject({
    state: 'done',
    outputs: { Text: expect.stringContaining('Round 3'), 'Why it stopped': 'count' },
  });
  const rounds = engine.record.spansOf(run.runId).filter(({ nodeId }) => nodeId === 'model');
  expect(rounds.map(({ iteration }) => iteration)).toEqual(['loop:1', 'loop:2', 'loop:3']);
});

test('the example of Sub-flow runs one flow twice at the same time, each with its own parameter', async () => {
  const engine = testEngine();
  const results = await Promise.all(
    Array.from(
      { length: 10 },
      (_, index) => engine.start({ flow: example('sub-flow'), input: `Wheel ${index}.` }).result,
    ),
  );
  expect(results.map(({ output }) => output)).toEqual(
    results.map((_, index) =>
      expect.stringMatching(
        new RegExp(
          `^French: .*“Translate into French: Wheel ${index}\\.”.*\nGerman: .*“Translate into German: Wheel ${index}\\.”`,
        ),
      ),
    ),
  );
});
