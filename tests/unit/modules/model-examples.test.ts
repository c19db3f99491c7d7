import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { testEngine } from '../../harness/test-engine.ts';

const example = (name: string): string => readFileSync(`examples/${name}.flow.json`, 'utf8');
const fast = { overrides: { model: 'demo-fast' } };

test.each([
  ['', /cuts its furrows sharp again\. \[1\]$/, 'mill.md'],
  [
    'When is the mill open to visitors?',
    /open to visitors on Saturdays and Sundays.* \[1\]$/,
    'visits.md',
  ],
  ['Who built the first mill?', /^Monks built the first mill.* \[1\]$/, 'history.md'],
])(
  'the example that asks documents answers “%s” from its source',
  async (input, answer, source) => {
    const engine = testEngine({ grants: { folders: [resolve('examples/documents')] } });
    const run = engine.start({ flow: example('ask-documents'), input, ...fast });
    expect(await run.result).toMatchObject({
      state: 'done',
      outputs: { Answer: expect.stringMatching(answer), Sources: [{ source }, {}, {}] },
    });
  },
);

test('the example that asks documents reaches nothing without a grant', async () => {
  const run = testEngine().start({ flow: example('ask-documents'), input: '', ...fast });
  expect((await run.result).error).toMatchObject({ code: 'not_granted', nodeId: 'retriever' });
});

test('the example that extracts gives the values of an order', async () => {
  const run = testEngine().start({ flow: example('extract'), input: '', ...fast });
  expect((await run.result).outputs).toEqual({
    Order: { quantity: 12, city: 'Lisbon', speed: 'quick' },
    City: 'Lisbon',
  });
});

test.each([
  ['', 'For the bookkeepers: '],
  ['My mixer does not start any more', 'For the workshop: '],
  ['Do you like apples?', 'For the office: '],
])('the example that classifies routes “%s”', async (input, beginning) => {
  const engine = testEngine();
  const run = engine.start({ flow: example('classify'), input, ...fast });
  const { output } = await run.result;
  expect(output).toEqual(expect.stringMatching(`^${beginning}`));
  const prompts = engine.record.spansOf(run.runId).filter(({ kind }) => kind === 'prompt');
  expect(prompts.map(({ state }) => state)).toEqual(['done']);
});
