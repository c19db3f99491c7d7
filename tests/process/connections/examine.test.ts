import { describe, expect, test } from 'vitest';
import type { ConnectionFinding, ConnectionTest } from '../../../core/contracts/connection.ts';
import { deltaChunk, dialects, done, event } from '../../servers/chat-dialects.ts';
import { refuse } from '../../servers/chat-server.ts';
import type { ChatScript } from '../../servers/chat-server.ts';
import { json, key, openConnections, serve } from './open-connections.ts';

const models = json({ data: [{ id: 'house-model' }, { id: 'other' }] });
const call = { id: 'c', name: 'report_number', arguments: '{"number":7}' };

/** Answers as a good endpoint, but for what `script` answers itself. */
function endpoint(
  script: (path: string, hasTools: boolean) => ReturnType<ChatScript> | undefined,
): ChatScript {
  return (request) => {
    const hasTools = request.body.tools !== undefined;
    const own = script(request.path, hasTools);
    if (own !== undefined) return own;
    if (request.path.endsWith('/models')) return models;
    if (hasTools) return { chunks: dialects.openai({ calls: [call] }) };
    return {
      chunks: (async function* () {
        for (const content of ['one ', 'two ', 'three']) {
          yield event(deltaChunk({ content }));
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        yield event(deltaChunk({}, 'stop')) + done;
      })(),
    };
  };
}

async function examine(script: ChatScript, change: object = {}): Promise<ConnectionTest> {
  const server = await serve(script);
  const { manager } = openConnections({ env: { MY_API_KEY: key } });
  const settings = { id: 'house', baseUrl: server.url, keyName: 'MY_API_KEY', ...change };
  return manager.test({ settings }, undefined);
}

const states = (found: ConnectionTest): readonly string[] =>
  found.findings.map(({ check, state }) => `${check} ${state}`);

const worst = (found: ConnectionTest): ConnectionFinding | undefined =>
  found.findings.find(({ state }) => state !== 'ok');

describe('testing a connection', () => {
  test('says that all is well, with times', async () => {
    const found = await examine(endpoint(() => undefined));
    expect([found.ok, found.model, states(found)]).toEqual([
      true,
      'house-model',
      ['address ok', 'models ok', 'key ok', 'answer ok', 'stream ok', 'tools ok'],
    ]);
    const times = found.findings.filter(({ check }) => check !== 'key').map(({ ms }) => ms);
    expect(times.every((ms) => ms !== undefined && ms >= 0 && ms < 10_000)).toBe(true);
  });

  test('asks the model that is wished for, and warns when it is not listed', async () => {
    const found = await examine(
      endpoint(() => undefined),
      { defaultModel: 'misspelt' },
    );
    expect([found.ok, found.model, worst(found)]).toEqual([
      true,
      'misspelt',
      expect.objectContaining({ check: 'models', state: 'warning' }),
    ]);
  });

  test('says when another tool is called than the one that was offered', async () => {
    const other = { id: 'c', name: `find_${'x'.repeat(200)}`, arguments: '{}' };
    const found = await examine(
      endpoint((_path, hasTools) =>
        hasTools ? { chunks: dialects.openai({ calls: [other] }) } : undefined,
      ),
    );
    expect([found.ok, worst(found)]).toEqual([
      true,
      expect.objectContaining({
        check: 'tools',
        state: 'warning',
        message: `“house-model” called “find_${'x'.repeat(75)}…”, which it was not offered, instead of “report_number”.`,
      }),
    ]);
  });

  test.each(['/models', '/chat/completions'])(
    'is stopped while %s keeps silent, with the request',
    async (path) => {
      const asked = Promise.withResolvers<undefined>();
      const silent = async function* (): AsyncGenerator<string> {
        asked.resolve(undefined);
        await new Promise(() => {});
        yield '';
      };
      const server = await serve(
        endpoint((at) => (at.endsWith(path) ? { chunks: silent() } : undefined)),
      );
      const { manager } = openConnections({ env: { MY_API_KEY: key } });
      const stop = new AbortController();
      const settings = { id: 'house', baseUrl: server.url, keyName: 'MY_API_KEY' };
      const testing = manager.test({ settings }, undefined, stop.signal);
      await asked.promise;
      const startedAt = performance.now();
      stop.abort(new Error('enough'));
      await expect(testing).rejects.toThrow('enough');
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    },
  );

  test.each([
    ['the list of models', '/models'],
    ['the chat', '/chat/completions'],
  ])('finds a wrong key at %s, and never tells it', async (_where, path) => {
    const found = await examine(
      endpoint((asked) =>
        asked.endsWith(path) ? refuse(401, `Incorrect API key provided: ${key}`) : undefined,
      ),
    );
    expect([found.ok, states(found).at(-1)]).toEqual([false, 'key failed']);
    expect(JSON.stringify(found)).not.toContain(key);
  });

  test('goes on where there is no list of models', async () => {
    const script = endpoint((path) =>
      path.endsWith('/models') ? refuse(404, 'no such path') : undefined,
    );
    const found = await examine(script, { defaultModel: 'house-model' });
    expect([found.ok, states(found)]).toEqual([
      true,
      ['address ok', 'models warning', 'key ok', 'answer ok', 'stream ok', 'tools ok'],
    ]);
    expect(states(await examine(script))).toEqual([
      'address ok',
      'models warning',
      'answer skipped',
    ]);
  });

  test('notices an answer in one piece, and a model that calls no tools', async () => {
    const found = await examine(
      endpoint((path) =>
        path.endsWith('/models')
          ? undefined
          : { chunks: [dialects.openai({ text: ['7'] }).join('')] },
      ),
    );
    expect(states(found).slice(-2)).toEqual(['stream warning', 'tools warning']);
    expect(found.ok).toBe(true);
  });

  test('takes tools that are refused for a warning', async () => {
    const found = await examine(
      endpoint((_path, hasTools) =>
        hasTools ? refuse(400, 'this model does not support tools') : undefined,
      ),
    );
    expect([found.ok, worst(found)]).toEqual([
      true,
      expect.objectContaining({
        check: 'tools',
        message: expect.stringContaining('does not support tools'),
      }),
    ]);
  });

  test('says that nothing listens', async () => {
    const { manager } = openConnections();
    manager.save({ id: 'nowhere', baseUrl: 'http://127.0.0.1:1/v1', defaultModel: 'm' });
    const found = await manager.test({ id: 'nowhere' }, undefined);
    expect([found.ok, found.findings]).toEqual([
      false,
      [
        expect.objectContaining({
          check: 'address',
          state: 'failed',
          message: expect.stringContaining('nothing listens there'),
        }),
      ],
    ]);
  });

  test('says what is missing before anything is sent, also for the built-in ones', async () => {
    const { manager } = openConnections();
    const states_ = await Promise.all(
      ['openai', 'demo'].map(async (id) => states(await manager.test({ id }, undefined))),
    );
    expect(states_).toEqual([['settings failed'], ['answer ok']]);
    await expect(manager.test({ id: 'gone' }, undefined)).rejects.toMatchObject({
      code: 'unknown_connection',
    });
    await expect(manager.test({ settings: { id: 'no id!' } }, undefined)).rejects.toMatchObject({
      code: 'connection_invalid',
      details: [{ path: 'id', message: expect.any(String) }],
    });
  });
});

describe('listing models', () => {
  test.each([
    ['a page', { contentType: 'text/html', chunks: ['<html>'] }, 'no_model_list'],
    ['something else', json({ hello: 'world' }), 'no_model_list'],
    ['a missing path', refuse(404, 'not found'), 'no_model_list'],
    ['a refusal', refuse(403, `no, ${key}`), 'provider_auth'],
    ['a failure', refuse(500, 'oops'), 'provider_failed'],
  ])('fails plainly when it meets %s', async (_what, reply, code) => {
    const server = await serve(() => reply);
    const { manager } = openConnections({ env: { MY_API_KEY: key } });
    const settings = { id: 'house', baseUrl: server.url, keyName: 'MY_API_KEY' };
    const failed = manager.models({ settings });
    await expect(failed).rejects.toMatchObject({ code });
    await expect(failed).rejects.not.toThrow(key);
  });

  test('a redirect takes the key nowhere', async () => {
    const other = await serve(() => models);
    const server = await serve(() => ({ ...models, status: 302 }));
    const { manager } = openConnections({ env: { MY_API_KEY: key } });
    const settings = { id: 'house', baseUrl: server.url, keyName: 'MY_API_KEY' };
    await expect(manager.models({ settings })).rejects.toMatchObject({ code: 'provider_rejected' });
    expect(other.requests).toEqual([]);
  });
});

describe('discovery', () => {
  test('finds the servers that answer as such, tells them apart, and knows those that are saved', async () => {
    const page = await serve(() => ({ contentType: 'text/html', chunks: ['<html>'] }));
    const plain = await serve(() => models);
    const signed = await serve(() => json({ data: [{ id: 'gguf', owned_by: 'llamacpp' }] }));
    const guarded = await serve(() => refuse(401, 'key please'));
    const { manager } = openConnections({
      discoveryPlaces: [
        { preset: 'lm-studio', baseUrl: page.url },
        { preset: 'ollama', baseUrl: plain.url },
        { preset: 'vllm', baseUrl: signed.url },
        { preset: 'vllm', baseUrl: guarded.url },
        { preset: 'vllm', baseUrl: 'http://127.0.0.1:1/v1' },
      ],
    });
    manager.save({ id: 'known', baseUrl: plain.url });
    expect(await manager.discover()).toEqual([
      {
        preset: 'ollama',
        label: 'Ollama',
        baseUrl: plain.url,
        models: [{ id: 'house-model' }, { id: 'other' }],
        connection: 'known',
      },
      {
        preset: 'llama-cpp',
        label: 'llama.cpp',
        baseUrl: signed.url,
        models: [{ id: 'gguf', ownedBy: 'llamacpp' }],
      },
      { preset: 'vllm', label: 'vLLM', baseUrl: guarded.url, models: [] },
    ]);
  });

  test('does not wait for a server that keeps silent', async () => {
    const silent = await serve(async (request) => {
      await request.disconnected;
      return models;
    });
    const { manager } = openConnections({
      discoveryPlaces: [{ preset: 'ollama', baseUrl: silent.url }],
    });
    const startedAt = performance.now();
    expect(await manager.discover()).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
