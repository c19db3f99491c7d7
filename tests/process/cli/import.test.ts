import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, millrace, projectRoot } from './millrace.ts';

const fixture = (name: string): string => join(projectRoot, 'tests/fixtures/import', name);

test('writes the flow and says in plain words what became of every node', async () => {
  const folder = makeFolder();
  const file = join(folder, 'rhymes.json');
  writeFileSync(file, readFileSync(fixture('langflow/rhyme-teacher.json')));
  const { code, lines, stderr } = await millrace(folder, ['import', file]);
  const written = join(folder, 'rhymes.flow.json');
  expect([code, stderr, lines[0]]).toEqual([0, '', `Rhyme teacher (Langflow) → ${written}`]);
  expect(lines).toEqual(
    expect.arrayContaining([
      'Does the same here: 5',
      '  OpenAI (OpenAIModel) → llm',
      'You still have to add:',
      '  connection openai, for OpenAI',
    ]),
  );
  const run = await millrace(folder, [
    'run',
    written,
    '--connection',
    'demo',
    '--model',
    'demo-fast',
  ]);
  expect(run.code).toBe(0);
});

test('writes all flows of a project; as JSON it names each with its report', async () => {
  const folder = makeFolder();
  const output = join(folder, 'story.flow.json');
  const { code, lines } = await millrace(folder, [
    'import',
    fixture('rivet/story-maker.rivet-project'),
    '-o',
    output,
    '--json',
  ]);
  const { builder, flows } = JSON.parse(lines.join('\n')) as {
    readonly builder: string;
    readonly flows: readonly { readonly file: string; readonly report: { mapped: unknown[] } }[];
  };
  expect([code, builder, flows.map(({ file }) => file)]).toEqual([
    0,
    'Rivet',
    [output, join(folder, 'story.helpers-title.flow.json')],
  ]);
  expect(flows.every(({ file, report }) => existsSync(file) && report.mapped.length > 0)).toBe(
    true,
  );
});

test('never writes over a file that was not named, and refuses what it cannot read', async () => {
  const folder = makeFolder();
  const file = join(folder, 'desk.rivet-project');
  writeFileSync(file, readFileSync(fixture('rivet/tool-desk.rivet-project')));
  writeFileSync(join(folder, 'desk.flow.json'), 'precious');
  const taken = await millrace(folder, ['import', file]);
  expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining('exists already')]);
  expect(readFileSync(join(folder, 'desk.flow.json'), 'utf8')).toBe('precious');

  writeFileSync(join(folder, 'noise.txt'), 'Dear all');
  const noise = await millrace(folder, ['import', join(folder, 'noise.txt')]);
  const missing = await millrace(folder, ['import', join(folder, 'missing.json')]);
  expect([noise.code, missing.code]).toEqual([2, 2]);
  expect(noise.stderr).toContain(
    'Choose a flow exported from Flowise, Langflow, Dify, n8n or Rivet.',
  );
});
