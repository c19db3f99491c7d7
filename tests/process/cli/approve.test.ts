import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labelled, makeFolder, millrace, projectRoot } from './millrace.ts';

const team = join(projectRoot, 'examples/agent-team.flow.json');
const run = ['run', team, '--model', 'demo-fast'];

test.each([
  ['--approve all', ['--approve', 'all'], 'For Paris, people is 4 and booked is yes.'],
  [
    '--approve none',
    ['--approve', 'none'],
    'A person did not allow this call of book_table: the run was started with --approve none',
  ],
  ['no terminal', [], 'Nobody is there to answer: May book_table be called?'],
])('%s settles what a run asks', async (_name, options, said) => {
  const { code, lines } = await millrace(makeFolder(), [...run, ...options]);
  expect([code, labelled(lines, 'ret').join()]).toEqual([0, expect.stringContaining(said)]);
});

test('another word is refused; a question without anybody to answer fails its node', async () => {
  const folder = makeFolder();
  const wrong = await millrace(folder, [...run, '--approve', 'maybe']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('all or none')]);
  const loop = join(projectRoot, 'examples/human-in-the-loop.flow.json');
  const asked = await millrace(folder, ['run', loop, '--model', 'demo-fast', '--approve', 'all']);
  expect([asked.code, asked.stderr]).toEqual([
    1,
    expect.stringContaining('Nobody is there to answer: Where shall it be shown?'),
  ]);
});
