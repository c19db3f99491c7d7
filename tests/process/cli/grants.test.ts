import { createServer } from 'node:http';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FlowNode } from '../../../core/model/flow-document.ts';
import { stringifyFlow } from '../../../core/model/flow-file.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { makeFolder, millrace } from './millrace.ts';

/** A flow file of an input, one node of a kind, and an output. */
function writeFlow(
  folder: string,
  kind: string,
  settings: JsonObject,
  ports: readonly [string, string],
): string {
  const path = join(folder, 'flow.flow.json');
  const node = (kind: string, own: JsonObject = {}): FlowNode => ({
    kind,
    kindVersion: 1,
    title: kind,
    settings: own as FlowNode['settings'],
  });
  writeFileSync(
    path,
    stringifyFlow({
      format: 'millrace/flow',
      formatVersion: 1,
      id: 'grants',
      name: 'Grants',
      description: '',
      nodes: { in: node('input'), step: node(kind, settings), out: node('output') },
      edges: [
        { from: 'in.value', to: `step.${ports[0]}` },
        { from: `step.${ports[1]}`, to: 'out.value' },
      ],
      layout: {},
    }),
  );
  return path;
}

test('a folder is reached only if it is allowed', async () => {
  const folder = makeFolder();
  const allowed = join(folder, 'allowed');
  mkdirSync(allowed);
  const flow = writeFlow(folder, 'write-file', { path: 'said.txt' }, ['content', 'path']);
  const unknown = await millrace(folder, ['run', flow, '--input', 'hello']);
  const refused = await millrace(folder, ['run', flow, '--input', 'hello', '--trust']);
  const done = await millrace(folder, [
    'run',
    flow,
    '--input',
    'hello',
    '--allow-folder',
    'allowed',
  ]);
  const wrong = await millrace(folder, ['run', flow, '--input', 'x', '--allow-folder', 'nowhere']);
  expect([unknown.code, refused.code, done.code, wrong.code]).toEqual([3, 1, 0, 2]);
  expect(refused.stderr).toContain('--allow-folder');
  expect(wrong.stderr).toContain('There is no folder');
  expect(readFileSync(join(allowed, 'said.txt'), 'utf8')).toBe('hello');
});

test('a host is reached only if it is allowed', async () => {
  const server = createServer((_request, response) => response.end('served'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const folder = makeFolder();
  const flow = writeFlow(folder, 'http', { url: `http://127.0.0.1:${port}/` }, ['after', 'body']);
  const run = (...grants: readonly string[]): ReturnType<typeof millrace> =>
    millrace(folder, ['run', flow, '--input', 'x', ...grants]);
  try {
    const unknown = await run();
    const open = await run('--allow-host', '*');
    const done = await run('--allow-host', `127.0.0.1:${port}`);
    const wrong = await run('--allow-host', 'http://127.0.0.1/');
    expect([unknown.code, open.code, done.code, wrong.code]).toEqual([3, 1, 0, 2]);
    expect(open.stderr).toContain('--allow-host 127.0.0.1');
    expect(done.lines.at(-1)).toBe('ret: served');
  } finally {
    server.close();
  }
});

test('a query that never ends ends the run at its limit, and the program with it', async () => {
  const folder = makeFolder();
  const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT count(*) FROM n';
  const settings = { path: 'new.db', sql, mayWrite: true, timeoutMs: 300 };
  const flow = writeFlow(folder, 'sql', settings, ['after', 'rows']);
  const { code, stderr } = await millrace(folder, [
    'run',
    flow,
    '--input',
    'x',
    '--allow-folder',
    '.',
  ]);
  expect([code, stderr.includes('longer than 300 ms')]).toEqual([1, true]);
});
