import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { call, callTurn, spansOf, textTurn } from '../../harness/agent-turns.ts';
import { customOf, nodeServer, notesOf, runMcp } from './mcp-run.ts';

const everything = fileURLToPath(
  new URL(
    '../../../node_modules/@modelcontextprotocol/server-everything/dist/index.js',
    import.meta.url,
  ),
);

const turns = [
  callTurn(
    call('c1', 'echo', { message: 'hello' }),
    call('c2', 'get-sum', { a: 2, b: '40' }),
    call('c3', 'trigger-long-running-operation', { duration: 0.3, steps: 3 }),
    call('c4', 'get-tiny-image', {}),
    call('c5', 'get-structured-content', { location: 'New York' }),
    call('c6', 'read_resource', { uri: 'demo://resource/static/document/features.md' }),
    call('c7', 'get_prompt', { name: 'args-prompt', arguments: { city: 'Lima' } }),
    call('c8', 'get-sum', { a: 'two' }),
  ),
  textTurn('Done.'),
];

const told = [
  'Echo: hello',
  'The sum of 2 and 40 is 42.',
  expect.stringMatching(/^Long running operation completed/),
  expect.stringMatching(/\[image\/png, \d+ bytes\]/),
  expect.stringContaining('temperature'),
  expect.stringContaining('#'),
  expect.stringMatching(/^user: .*Lima/),
  expect.stringContaining('invalid_arguments'),
];

const offers = { offerResources: true, offerPrompts: true };

describe('the official test server', () => {
  test('is started as a program: tools, progress, resources, prompts; it ends with the engine', async () => {
    const { settings, line } = nodeServer(everything);
    const run = await runMcp({ ...settings, ...offers }, turns, { commands: [line] });
    expect([run.result.state, run.told]).toEqual(['done', told]);
    expect(notesOf(run.events, 'mcp-server')).toMatchObject([
      {
        server: { name: 'mcp-servers/everything' },
        tools: expect.arrayContaining(['echo', 'get-sum', 'list_resources', 'get_prompt']),
        leftOut: [],
        prompts: expect.arrayContaining(['args-prompt']),
      },
    ]);
    expect(customOf(run.events, 'progress')).toContainEqual({ progress: 1, total: 3 });
    expect(spansOf(run.events)).toContain('server: echo · hello');
    expect(notesOf(run.events, 'server-log').flat()).toContain(
      'Starting default (STDIO) server...',
    );
    const isAlive = (): boolean => isRunning(everything);
    expect(isAlive()).toBe(true);
    await run.engine.close();
    expect(isAlive()).toBe(false);
  });

  test('is reached over streamable HTTP', async () => {
    const port = await freePort();
    const child = spawn(process.execPath, [everything, 'streamableHttp'], {
      env: { ...process.env, PORT: String(port) },
      stdio: 'ignore',
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await untilListening(port);
    const server = { transport: 'http', url: `http://127.0.0.1:${port}/mcp`, ...offers };
    const run = await runMcp(server, turns, { hosts: [`127.0.0.1:${port}`] });
    expect([run.result.error, run.told]).toEqual([undefined, told]);
    expect(customOf(run.events, 'progress')).toContainEqual({ progress: 1, total: 3 });
  });
});

test('nothing is started or called that nobody allowed', async () => {
  const { settings } = nodeServer(everything);
  const other = await runMcp(settings, turns, { commands: [process.execPath] });
  expect(other.result.error).toMatchObject({ code: 'not_granted', nodeId: 'server' });
  const withVariable = nodeServer(everything);
  const env = { NODE_OPTIONS: '--require=/tmp/evil.cjs' };
  const sly = await runMcp({ ...withVariable.settings, env }, turns, {
    commands: [withVariable.line],
  });
  expect(sly.result.error).toMatchObject({ code: 'not_granted' });
  const away = await runMcp({ transport: 'http', url: 'http://127.0.0.1:9/mcp' }, turns, {
    hosts: ['*'],
  });
  expect(away.result.error).toMatchObject({ code: 'private_address' });
});

function isRunning(script: string): boolean {
  const lines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  return lines.some((line) => line.endsWith(script));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilListening(port: number): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/mcp`);
      return;
    } catch {
      if (performance.now() > deadline) throw new Error('The server did not start.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
