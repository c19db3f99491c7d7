import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type {
  ConnectionManager,
  LocalServerInfo,
  ServerLogLine,
} from '../../../core/contracts/connection.ts';
import { until } from '../../unit/api/until.ts';
import { openConnections } from './open-connections.ts';

const program = fileURLToPath(new URL('../../servers/local-model-server.ts', import.meta.url));

/** A port that is free at the moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

interface Started {
  readonly connections: ReturnType<typeof openConnections>;
  readonly manager: ConnectionManager;
  readonly port: number;
  state(): LocalServerInfo['state'];
  log(): readonly ServerLogLine[];
}

/** A connection named `own` with a server of these manners, not started yet. */
async function prepare(manners: readonly string[], change: object = {}): Promise<Started> {
  const port = await freePort();
  const connections = openConnections({
    env: { PATH: process.env['PATH'], HOME_KEY: 'home-key-value', HOUSE: 'chain-value' },
    secrets: { get: () => undefined, values: () => ['chain-value'] },
  });
  const { manager } = connections;
  manager.save({
    id: 'own',
    preset: 'llama-cpp',
    baseUrl: `http://127.0.0.1:${port}/v1`,
    server: { command: process.execPath, args: [program, String(port), ...manners], ...change },
  });
  return {
    connections,
    manager,
    port,
    state: () => manager.serverLog('own', 0).server.state,
    log: () => manager.serverLog('own', 0).lines,
  };
}

function isAlive(processId: number | undefined): boolean {
  try {
    return process.kill(processId ?? 0, 0);
  } catch {
    return false;
  }
}

const infoOf = ({ connections }: Started): LocalServerInfo | undefined =>
  connections.list().find(({ id }) => id === 'own')?.server;

describe('a connection’s own server', () => {
  test('starts when asked, is ready when healthy, and ends when asked', async () => {
    const started = await prepare(['ready-after=400']);
    const { manager } = started;
    expect([infoOf(started), started.log()]).toEqual([{ state: 'stopped' }, []]);
    const first = await manager.startServer('own');
    expect(first).toEqual({ state: 'starting', processId: expect.any(Number) });
    await until(() => started.state() === 'running');
    expect(infoOf(started)).toEqual({
      ...first,
      state: 'running',
      startedInMs: expect.any(Number),
    });
    expect((await manager.models({ id: 'own' })).models).toEqual([{ id: 'local-model' }]);
    await expect(manager.startServer('own')).rejects.toMatchObject({ code: 'server_running' });
    expect(await manager.stopServer('own')).toEqual({ state: 'stopped' });
    expect(isAlive(first.processId)).toBe(false);
    await manager.startServer('own');
    await until(() => started.state() === 'running');
  });

  test('inherits no secret but those that it is given by name', async () => {
    const env = { MODEL_FOLDER: 'models', HF_TOKEN: { $secret: 'HOME_KEY' } };
    const started = await prepare([], { env });
    await started.manager.startServer('own');
    const find = (): string =>
      started.log().find(({ text }) => text.startsWith('variables'))?.text ?? '';
    await until(() => find() !== '');
    const names = find().split(' ').slice(1);
    expect(names).toEqual(expect.arrayContaining(['HF_TOKEN', 'MODEL_FOLDER', 'PATH']));
    expect(names.filter((name) => name === 'HOME_KEY' || name === 'HOUSE')).toEqual([]);
    const missing = await prepare([], { env: { HF_TOKEN: { $secret: 'HF_TOKEN' } } });
    await expect(missing.manager.startServer('own')).rejects.toMatchObject({
      code: 'missing_secret',
    });
  });

  test('that ends by itself is told of, and never started again', async () => {
    const started = await prepare(['ends-after=300']);
    await started.manager.startServer('own');
    await until(() => started.state() === 'failed');
    expect(infoOf(started)).toEqual({
      state: 'failed',
      error: expect.objectContaining({
        code: 'server_ended',
        message: 'The server ended with exit code 3.',
      }),
    });
    expect(started.log().at(-1)).toMatchObject({
      from: 'host',
      text: 'The server ended with exit code 3.',
    });
  });

  test('that is not ready in time is ended', async () => {
    const started = await prepare(['ready-after=60000'], { startTimeoutMs: 600 });
    const { processId } = await started.manager.startServer('own');
    await until(() => started.state() === 'failed' && !isAlive(processId));
    await until(() => infoOf(started)?.processId === undefined);
    expect(infoOf(started)).toMatchObject({ error: { code: 'server_start_timeout' } });
  });

  test.each([
    ['a command that is not there', { command: 'no-such-program-at-all' }],
    ['a folder that is not there', { cwd: '/no/such/folder' }],
  ])('with %s fails with a sentence', async (_what, change) => {
    const started = await prepare([], change);
    await started.manager.startServer('own');
    await until(() => started.state() === 'failed');
    expect(infoOf(started)).toMatchObject({ error: { code: 'server_not_started' } });
    // It can be tried again, and stopping it does nothing.
    expect(await started.manager.stopServer('own')).toMatchObject({ state: 'failed' });
  });

  test('does not start where something answers already', async () => {
    const started = await prepare([]);
    await started.manager.startServer('own');
    await until(() => started.state() === 'running');
    const settings = started.connections.list().find(({ id }) => id === 'own')?.settings;
    started.manager.save({ ...settings, id: 'twin' });
    await expect(started.manager.startServer('twin')).rejects.toMatchObject({
      code: 'server_address_taken',
    });
  });

  test('keeps the newest 2,000 lines, and gives those after a number', async () => {
    const started = await prepare(['lines=5000']);
    await started.manager.startServer('own');
    await until(
      () => started.state() === 'running' && started.log().some(({ text }) => text === 'line 5000'),
    );
    const lines = started.log();
    const last = lines.at(-1)?.seq ?? 0;
    expect(lines).toHaveLength(2_000);
    expect(lines.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 2_000 }, (_, index) => last - 1_999 + index),
    );
    expect(started.manager.serverLog('own', last - 2).lines).toEqual(lines.slice(-2));
  });

  test('ends with the engine, with all that it started, however stubborn', async () => {
    const started = await prepare(['child', 'stubborn']);
    const { processId } = await started.manager.startServer('own');
    await until(() => started.state() === 'running');
    const line = started.log().find(({ text }) => text.startsWith('child '))?.text;
    const childId = Number(line?.slice('child '.length));
    expect([isAlive(processId), isAlive(childId)]).toEqual([true, true]);
    const startedAt = performance.now();
    await started.connections.close?.();
    expect(performance.now() - startedAt).toBeLessThan(3_800);
    await until(() => !isAlive(processId) && !isAlive(childId));
  });

  test.skipIf(process.platform === 'win32')('ends when the engine is killed', async () => {
    const started = await prepare(['child', 'stubborn']);
    const { path } = started.manager.file();
    const owner = fileURLToPath(new URL('programs/start-server.ts', import.meta.url));
    const engine = spawn(process.execPath, [owner, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = (await once(engine.stdout, 'data')) as [Buffer];
    const processId = Number(output.toString('utf8'));
    expect(isAlive(processId)).toBe(true);
    engine.kill('SIGKILL');
    await until(() => !isAlive(processId));
  });

  test('ends when its connection is removed', async () => {
    const started = await prepare([]);
    const { processId } = await started.manager.startServer('own');
    await started.manager.remove('own');
    expect(isAlive(processId)).toBe(false);
  });

  test('is no business of connections without one', async () => {
    const { manager } = openConnections();
    manager.save({ id: 'plain', baseUrl: 'http://127.0.0.1:1/v1' });
    await expect(manager.startServer('plain')).rejects.toMatchObject({ code: 'no_local_server' });
    await expect(manager.startServer('demo')).rejects.toMatchObject({
      code: 'connection_built_in',
    });
    await expect(manager.startServer('gone')).rejects.toMatchObject({ code: 'unknown_connection' });
  });
});
