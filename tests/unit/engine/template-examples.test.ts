import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Answer, PendingQuestion } from '../../../core/contracts/questions.ts';
import { templates } from '../../../renderer/templates/template-list.ts';
import { testEngine } from '../../harness/test-engine.ts';

const example = (name: string): string => readFileSync(`examples/${name}.flow.json`, 'utf8');

/** A person who agrees to everything, and takes the first choice. */
function agree({ question }: PendingQuestion): Answer {
  if (question.type === 'approval') return { type: 'approve' };
  return { type: 'reply', value: 'Door' };
}

async function outcome(name: string): Promise<unknown> {
  const run = testEngine().start({
    flow: example(name),
    input: '',
    overrides: { model: 'demo-fast' },
    answerer: agree,
  });
  return run.result;
}

test('the gallery names every example once, and each has words in both languages', () => {
  const files = readdirSync('examples').filter((name) => name.endsWith('.flow.json'));
  expect(templates.map(({ file }) => `${file}.flow.json`).toSorted()).toEqual(files.toSorted());
  const wordless = templates.filter(
    ({ en, zh, tags }) =>
      !/^[^.]+\.$/.test(en.sentence) ||
      !/\p{Script=Han}.*。$/u.test(zh.sentence) ||
      tags.length === 0,
  );
  expect(wordless).toEqual([]);
  expect(new Set(templates.map(({ en }) => en.name)).size).toBe(templates.length);
});

describe('templates', () => {
  const flows = templates.filter(({ shelf }) => shelf === 'flows').map(({ file }) => file);

  test.each(flows)(
    'examples/%s.flow.json runs to its end on the demo model, with no grant',
    async (name) => {
      expect(await outcome(name)).toMatchObject({ state: 'done', output: expect.anything() });
    },
  );
});

test('the chain makes points of a text and a headline of the points', async () => {
  expect(await outcome('prompt-chain')).toMatchObject({
    output: expect.stringMatching(
      /^# The mill at Brook End opens .*\n\n- The mill[^]*\n- The new wheel/,
    ),
  });
});

test('the judge is given the opinions by name', async () => {
  const engine = testEngine();
  const run = engine.start({
    flow: example('judge'),
    input: '',
    overrides: { model: 'demo-fast' },
  });
  await run.result;
  const asked = engine.record.spansOf(run.runId).filter(({ kind }) => kind === 'llm');
  expect(asked).toHaveLength(4);
  expect(await run.result).toMatchObject({ output: expect.stringContaining('{"Optimist":') });
});

test('notes in the flow answer as the same files in a folder do', async () => {
  const engine = testEngine({ grants: { folders: [resolve('examples/documents')] } });
  const asked = { input: 'Who built the first mill?', overrides: { model: 'demo-fast' } };
  const [notes, files] = await Promise.all(
    ['ask-notes', 'ask-documents'].map(
      (name) => engine.start({ flow: example(name), ...asked }).result,
    ),
  );
  expect(notes?.outputs?.['Answer']).toMatch(/^Monks built the first mill/);
  expect(notes?.outputs?.['Answer']).toBe(files?.outputs?.['Answer']);
});
