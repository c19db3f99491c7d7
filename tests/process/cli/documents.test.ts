import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../core/shared/json.ts';
import { startJsonServer } from '../../servers/embedding-server.ts';
import { makeFolder, millrace, projectRoot } from './millrace.ts';

const ask = {
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'ask',
  name: 'Ask',
  description: '',
  layout: {},
  nodes: {
    in: { kind: 'input', kindVersion: 1, title: 'In', settings: {} },
    find: {
      kind: 'retriever',
      kindVersion: 1,
      title: 'Find',
      settings: { path: '.', search: 'vector', connection: 'openai', model: 'm', limit: 1 },
    },
    out: { kind: 'output', kindVersion: 1, title: 'Out', settings: {} },
  },
  edges: [
    { from: 'in.value', to: 'find.question' },
    { from: 'find.text', to: 'out.value' },
  ],
};

/** What a text is near to: the count of each of three letters. */
const vectorOf = (text: string): readonly number[] =>
  ['a', 'b', 'c'].map((letter) => text.split(letter).length - 1);

test('documents are embedded once, over processes; a change is read by the next run', async () => {
  const server = await startJsonServer(({ body }) => ({
    body: {
      data: (body['input'] as readonly string[]).map((text, index) => ({
        index,
        embedding: vectorOf(text),
      })),
      usage: { prompt_tokens: 1 },
    } as JsonObject,
  }));
  const home = makeFolder();
  const documents = makeFolder();
  writeFileSync(join(documents, 'a.md'), 'aaa');
  writeFileSync(join(documents, 'b.txt'), 'bbb');
  const flow = join(home, 'ask.flow.json');
  writeFileSync(flow, JSON.stringify(ask));
  const run = async (question: string): Promise<unknown> => {
    const before = server.requests.length;
    const { code, lines, stderr } = await millrace(
      home,
      ['run', flow, '--input', question, '--allow-folder', documents, '--trust'],
      { env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: 'sk-test-0123456789' } },
    );
    const asked = server.requests.slice(before).map(({ body }) => body['input']);
    return { code, stderr, answer: lines.at(-1), asked };
  };
  const first = await run('bb');
  const second = await run('ab b');
  writeFileSync(join(documents, 'b.txt'), 'ccc');
  const third = await run('c');
  expect([first, second, third]).toEqual([
    { code: 0, stderr: '', answer: 'ret: [1] b.txt\\nbbb', asked: [['aaa', 'bbb'], ['bb']] },
    { code: 0, stderr: '', answer: 'ret: [1] b.txt\\nbbb', asked: [['ab b']] },
    { code: 0, stderr: '', answer: 'ret: [1] b.txt\\nccc', asked: [['ccc'], ['c']] },
  ]);
  expect(statSync(join(home, 'home', 'documents-v1.db')).mode & 0o077).toBe(0);
});

test('the example answers from its documents once their folder is allowed', async () => {
  const example = join(projectRoot, 'examples/ask-documents.flow.json');
  const args = ['run', example, '--model', 'demo-fast'];
  const refused = await millrace(makeFolder(), args);
  const folder = join(projectRoot, 'examples/documents');
  const answered = await millrace(makeFolder(), [...args, '--allow-folder', folder]);
  expect({ refused: refused.code, answered: answered.code }).toEqual({ refused: 1, answered: 0 });
  expect(refused.stderr).toContain('--allow-folder');
  expect(answered.lines.at(-1)).toContain('cuts its furrows sharp again. [1]');
});
