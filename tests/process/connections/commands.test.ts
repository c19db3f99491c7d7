import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngineClient } from '../../../core/api/engine-client.ts';
import type { EngineClient } from '../../../core/api/engine-client.ts';
import { serveEngine } from '../../../core/api/engine-server.ts';
import type { ClientChannel } from '../../../core/api/protocol.ts';
import { createNodeEngine } from '../../../core/bin/create-node-engine.ts';
import type { CodeEngine } from '../../../core/engine/create-engine.ts';
import { toErrorInfo } from '../../../core/shared/errors.ts';
import { dialects } from '../../servers/chat-dialects.ts';
import { startChatServer } from '../../servers/chat-server.ts';
import type { ChatServer, ChatServerRequest } from '../../servers/chat-server.ts';
import { messagePortTransport, webSocketTransport } from '../../unit/api/transports.ts';
import type { Transport } from '../../unit/api/transports.ts';
import { makePlainFolder } from './make-plain-folder.ts';
import { json, key } from './open-connections.ts';

describe.each([
  { name: 'MessagePort', create: messagePortTransport },
  { name: 'WebSocket', create: webSocketTransport },
])('connections behind a $name', ({ create }) => {
  const folder = makePlainFolder();
  let transport: Transport;
  let engine: CodeEngine;
  let models: ChatServer;
  let client: EngineClient;

  beforeAll(async () => {
    transport = create();
    engine = createNodeEngine({ recordPath: join(folder, 'record.db'), env: { MY_API_KEY: key } });
    models = await startChatServer(({ path }) =>
      path.endsWith('/models')
        ? json({ data: [{ id: 'house-model' }] })
        : { chunks: dialects.openai({ text: ['Hello ', 'there'] }) },
    );
    const pipe = await transport.open();
    serveEngine(engine, pipe.engine, { version: '1' });
    client = createEngineClient(pipe.client as unknown as ClientChannel);
  });
  afterAll(async () => {
    client.close();
    await transport.close();
    await engine.close();
    await models.close();
    rmSync(folder, { recursive: true });
  });

  test('are saved, listed, tested, asked for models, and removed', async () => {
    const settings = { id: 'house', baseUrl: models.url, keyName: 'MY_API_KEY', rawFormat: 'none' };
    const saved = await client.call('connections.save', { settings });
    expect(saved).toEqual({
      id: 'house',
      label: 'house',
      note: new URL(models.url).host,
      models: [],
      defaultModel: '',
      keyName: 'MY_API_KEY',
      variables: ['MY_API_KEY'],
      preset: 'custom',
      baseUrl: models.url,
      settings,
    });
    const list = await client.call('connections.list', {});
    expect(list.at(-1)).toEqual(saved);
    const test = await client.call('connections.test', { target: { id: 'house' } });
    expect([test.ok, test.model]).toEqual([true, 'house-model']);
    expect(await client.call('connections.models', { target: { settings } })).toEqual({
      models: [{ id: 'house-model' }],
      from: 'endpoint',
    });
    expect(await client.call('connections.file', {})).toEqual({
      path: join(folder, 'connections.json'),
      findings: [],
    });
    expect(await client.call('connections.remove', { id: 'house' })).toBeNull();
    expect((await client.call('connections.list', {})).map(({ id }) => id)).toEqual([
      'demo',
      'openai',
    ]);
    expect(JSON.stringify([saved, list, test])).not.toContain(key);
  });

  test('are no longer tested once the test is stopped by its name', async () => {
    const asked = Promise.withResolvers<ChatServerRequest>();
    const silent = await startChatServer((request) => {
      asked.resolve(request);
      return {
        chunks: (async function* (): AsyncGenerator<string> {
          await new Promise(() => {});
          yield '';
        })(),
      };
    });
    const target = { settings: { id: 'slow', baseUrl: silent.url } };
    const testing = client.call('connections.test', { target, test: 'one' });
    const { disconnected } = await asked.promise;
    await expect(client.call('connections.test', { target, test: 'one' })).rejects.toMatchObject({
      code: 'test_running',
    });
    expect(await client.call('connections.test.stop', { test: 'another' })).toBeNull();
    expect(await client.call('connections.test.stop', { test: 'one' })).toBeNull();
    await expect(testing).rejects.toMatchObject({ code: 'cancelled' });
    await disconnected;
    await silent.close();
    expect(await client.call('connections.test.stop', { test: 'one' })).toBeNull();
    await expect(client.call('connections.test.stop', { test: '' })).rejects.toMatchObject({
      code: 'bad_message',
    });
  });

  test('that are wrong are refused with everything that is wrong', async () => {
    const settings = { id: 'A B', preset: 'nobody', keyName: 'sk-123' };
    await expect(client.call('connections.save', { settings })).rejects.toMatchObject({
      code: 'connection_invalid',
      details: [
        { path: 'id', message: expect.any(String) },
        { path: 'keyName', message: expect.any(String) },
      ],
    });
    const meaningless = { id: 'a', preset: 'azure', rawFormat: 'nothing' };
    await expect(client.call('connections.save', { settings: meaningless })).rejects.toMatchObject({
      details: [{ path: 'baseUrl' }, { path: 'rawFormat' }],
    });
    await expect(
      client.call('connections.save', { settings: { id: 'demo' } }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^connection_/) });
    await expect(client.call('connections.save', { settings: [] as never })).rejects.toMatchObject({
      code: 'bad_message',
    });
    await expect(
      client.call('connections.test', { target: { id: 'a', settings: { id: 'a' } } as never }),
    ).rejects.toMatchObject({ code: 'bad_message' });
    await expect(client.call('connections.remove', { id: 'gone' })).rejects.toMatchObject({
      code: 'unknown_connection',
    });
  });

  test('hold no key as plain text, whatever its name; what is stored already goes on to work', async () => {
    const secret = `sk-${'a1'.repeat(12)}`;
    const settings = {
      id: 'plain',
      baseUrl: models.url,
      headers: { 'X-Thing': `Bearer ${secret}`, 'X-Team': 'a mill of ours', 'X-Task': 'sk-ip' },
      server: { command: 'serve', env: { LOGIN: `hf_${'b2'.repeat(12)}`, PLACE: 'here' } },
    };
    const refusal: unknown = await client
      .call('connections.save', { settings })
      .then(() => undefined, toErrorInfo);
    expect(refusal).toMatchObject({
      code: 'connection_invalid',
      details: [
        { path: 'headers.X-Thing', message: expect.stringMatching(/^carries a key/) },
        { path: 'server.env.LOGIN', message: expect.stringMatching(/^carries a key/) },
      ],
    });
    expect(JSON.stringify(refusal)).not.toContain(secret);
    const file = join(folder, 'connections.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(text), connections: [settings] }));
    expect((await client.call('connections.list', {})).map(({ id }) => id)).toContain('plain');
    await client.call('connections.remove', { id: 'plain' });
  });

  test('are told of their presets and servers', async () => {
    const presets = await client.call('connections.presets', {});
    expect(presets.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['openai', 'ollama', 'custom']),
    );
    expect(Array.isArray(await client.call('connections.discover', {}))).toBe(true);
    const settings = {
      id: 'own',
      baseUrl: 'http://127.0.0.1:1/v1',
      server: { command: 'no-such-program-at-all' },
    };
    expect(await client.call('connections.save', { settings })).toMatchObject({
      server: { state: 'stopped' },
    });
    await client.call('connections.server.start', { id: 'own' });
    await expect
      .poll(() => client.call('connections.server.log', { id: 'own', afterSeq: 0 }))
      .toMatchObject({
        server: { state: 'failed', error: { code: 'server_not_started' } },
        lines: [
          { seq: 1, from: 'host' },
          { seq: 2, from: 'host' },
        ],
      });
    expect(await client.call('connections.server.stop', { id: 'own' })).toMatchObject({
      state: 'failed',
    });
    await client.call('connections.remove', { id: 'own' });
  });

  test('can be used by a run', async () => {
    const settings = { id: 'house', baseUrl: models.url, defaultModel: 'house-model' };
    await client.call('connections.save', { settings });
    const flow = {
      format: 'millrace/flow',
      formatVersion: 1,
      id: 'f',
      name: 'F',
      description: '',
      nodes: {
        q: { kind: 'input', kindVersion: 1, title: 'Q', settings: { default: 'Hi' } },
        m: {
          kind: 'llm',
          kindVersion: 1,
          title: 'M',
          settings: { connection: 'house', model: '' },
        },
        a: { kind: 'output', kindVersion: 1, title: 'A', settings: {} },
      },
      edges: [
        { from: 'q.value', to: 'm.prompt' },
        { from: 'm.text', to: 'a.value' },
      ],
      layout: {},
    };
    const run = engine.start({ flow: JSON.stringify(flow), input: '' });
    expect(await run.result).toMatchObject({ state: 'done', output: 'Hello there' });
  });
});
