import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startChatServer } from '../../servers/chat-server.ts';
import type { ChatServer } from '../../servers/chat-server.ts';
import { makeFolder, millrace } from './millrace.ts';

/** Three models one after the other; each answers with its own name and what it was asked. */
const flow = {
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'three',
  name: 'Three',
  description: '',
  nodes: {
    question: { kind: 'input', kindVersion: 1, title: 'Question', settings: {} },
    a: model('a'),
    b: model('b'),
    c: model('c'),
    answer: { kind: 'output', kindVersion: 1, title: 'Answer', settings: {} },
  },
  edges: [
    { from: 'question.value', to: 'a.prompt' },
    { from: 'a.text', to: 'b.prompt' },
    { from: 'b.text', to: 'c.prompt' },
    { from: 'c.text', to: 'answer.value' },
  ],
  layout: {},
};

function model(name: string): object {
  const settings = { connection: 'openai', model: name };
  return { kind: 'llm', kindVersion: 1, title: `Model ${name}`, settings };
}

function answer(text: string): string {
  const chunk = (delta: object, finish: string | null): string =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  return `${chunk({ content: text }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`;
}

/** A server that answers each model by its name; `hangs` names the one that says nothing. */
async function openServer(
  hangs: { model?: string },
  fails: { model?: string } = {},
): Promise<ChatServer> {
  const server = await startChatServer(async ({ body, disconnected }) => {
    if (body.model === fails.model) return { status: 400, chunks: ['{"error":{"message":"no"}}'] };
    if (body.model === hangs.model) {
      await disconnected;
      return { chunks: [] };
    }
    return { chunks: [answer(`${body.model}(${body.messages.at(-1)?.content ?? ''})`)] };
  });
  onTestFinished(() => server.close());
  return server;
}

function write(folder: string): string {
  const path = join(folder, 'three.flow.json');
  writeFileSync(path, JSON.stringify(flow));
  return path;
}

const envOf = ({ url }: ChatServer): Record<string, string> => ({
  OPENAI_BASE_URL: url,
  OPENAI_API_KEY: 'sk-test-000000',
});

const asked = ({ requests }: ChatServer): string => requests.map(({ body }) => body.model).join('');

test('a run whose process was killed is resumed: no finished call is made again', async () => {
  const folder = makeFolder();
  const path = write(folder);
  const hangs = { model: 'c' } as { model?: string };
  const server = await openServer(hangs);
  const killed = millrace(folder, ['run', path, '--input', 'x', '--trust'], {
    env: envOf(server),
    onLine: (line, control) => {
      // The second model has spoken: its call is finished, or the next one waits already.
      if (line.includes('b(a(x))'))
        void untilAsked(server, 3).then(() => control.signal('SIGKILL'));
    },
  });
  expect((await killed).code).toBe(null);
  delete hangs.model;
  const resumed = await millrace(folder, ['run', path, '--resume', 'last', '--trust'], {
    env: envOf(server),
  });
  expect(resumed).toMatchObject({ code: 0, stderr: '' });
  expect({ last: resumed.lines.at(-1), asked: asked(server) }).toEqual({
    last: 'ret: c(b(a(x)))',
    asked: 'abcc',
  });
});

test('a failed run is resumed after its flow was mended; one node can be done anew, or be the last', async () => {
  const folder = makeFolder();
  const path = write(folder);
  const fails = { model: 'c' } as { model?: string };
  const server = await openServer({}, fails);
  const env = envOf(server);
  const run = (...more: readonly string[]): ReturnType<typeof millrace> =>
    millrace(folder, ['run', path, '--trust', ...more], { env });
  expect((await run('--input', 'x')).code).not.toBe(0);
  const mended = { ...flow, nodes: { ...flow.nodes, c: model('d') } };
  writeFileSync(path, JSON.stringify(mended));
  expect((await run('--resume', 'last')).lines.at(-1)).toBe('ret: d(b(a(x)))');
  expect(asked(server)).toBe('abcd');
  expect((await run('--resume', 'last', '--redo', 'Model b')).lines.at(-1)).toBe('ret: d(b(a(x)))');
  // What comes after it is done anew too, though it was asked the same.
  expect(asked(server)).toBe('abcdbd');
  expect((await run('--input', 'y', '--until', 'a')).code).toBe(0);
  expect(asked(server)).toBe('abcdbda');
  expect(await run('--redo', 'a')).toMatchObject({ code: 2 });
  expect(await run('--resume', 'nowhere')).toMatchObject({ code: 2 });
  expect(await run('--until', 'Modle a')).toMatchObject({ code: 2 });
});

async function untilAsked({ requests }: ChatServer, count: number): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (requests.length < count) {
    if (performance.now() > deadline) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
