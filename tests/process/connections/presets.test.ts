import { describe, expect, test } from 'vitest';
import { connectionPresets } from '../../../core/model/connection-presets.ts';
import type { ChatRequest } from '../../../core/contracts/chat.ts';
import type { TrafficTap } from '../../../core/contracts/traffic.ts';
import type { ConnectionSettings } from '../../../core/model/connection-settings.ts';
import { dialects } from '../../servers/chat-dialects.ts';
import type { DialectTurn } from '../../servers/chat-dialects.ts';
import { refuse } from '../../servers/chat-server.ts';
import {
  hello,
  json,
  key,
  openConnections,
  saveAndAsk,
  serve,
  textOf,
} from './open-connections.ts';
import { startProxy } from './start-proxy.ts';

const turn: DialectTurn = {
  text: ['It ', 'rains.'],
  calls: [{ id: 'call-1', name: 'look', arguments: '{"at":"sky"}' }],
};
const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }];

/** Which of our server's dialects a preset's endpoint speaks; the plain one where none is special. */
const dialectOf: Readonly<Record<string, keyof typeof dialects>> = {
  azure: 'azure',
  ollama: 'ollama',
  vllm: 'vllm',
  deepseek: 'deepseek',
  dashscope: 'dashscope',
  mistral: 'mistral',
  groq: 'groq',
  openrouter: 'openrouter',
  gemini: 'gemini',
  anthropic: 'anthropic-compat',
  xai: 'xai',
};

/** The settings of a preset's connection, but on a server of ours. */
function settingsAt(preset: string, url: string, change: object = {}): ConnectionSettings {
  return { id: 'mine', preset, baseUrl: url, defaultModel: 'm', keyName: 'MY_API_KEY', ...change };
}

describe.each(connectionPresets.map(({ id }) => id))('a connection to %s', (preset) => {
  test('reads text and calls, and gives its key where it is wanted only', async () => {
    const chunks = dialects[dialectOf[preset] ?? 'openai'](turn);
    const server = await serve(() => ({ chunks }));
    const connections = openConnections({ env: { MY_API_KEY: key, OPENAI_ORG_ID: 'org-x' } });
    const { parts, error } = await saveAndAsk(connections, settingsAt(preset, server.url), {
      tools,
      maxTokens: 9,
    });
    const calls = parts.flatMap((part) => (part.type === 'tool-call-end' ? [part.toolCall] : []));
    const [request] = server.requests;
    const { authorization, 'api-key': apiKey, 'openai-organization': org } = request?.headers ?? {};
    expect({ error, text: textOf(parts), calls, authorization, apiKey, org }).toEqual({
      error: undefined,
      text: 'It rains.',
      calls: [expect.objectContaining({ name: 'look', arguments: '{"at":"sky"}' })],
      ...(preset === 'azure'
        ? { authorization: undefined, apiKey: key }
        : { authorization: `Bearer ${key}`, apiKey: undefined }),
      org: undefined,
    });
    expect(request?.body['skip_special_tokens']).toBeUndefined();
    expect(JSON.stringify(connections.list())).not.toContain(key);
  });
});

/** What each provider's own documentation says of a chat request; the token limit and the markers by our own choice. */
const documented: Readonly<Record<string, DocumentedRequest>> = {
  openai: {
    url: 'https://api.openai.com/v1/chat/completions',
    key: 'OPENAI_API_KEY',
    limit: 'max_completion_tokens',
  },
  azure: {
    url: 'https://mill.openai.azure.com/openai/deployments/m/chat/completions',
    query: '?api-version=2024-10-21',
    key: 'AZURE_OPENAI_API_KEY',
    keyHeader: 'api-key',
  },
  ollama: { url: 'http://127.0.0.1:11434/v1/chat/completions', readsMarkers: true },
  'lm-studio': { url: 'http://127.0.0.1:1234/v1/chat/completions', readsMarkers: true },
  'llama-cpp': { url: 'http://127.0.0.1:8080/v1/chat/completions', readsMarkers: true },
  vllm: { url: 'http://127.0.0.1:8000/v1/chat/completions', readsMarkers: true },
  deepseek: { url: 'https://api.deepseek.com/v1/chat/completions', key: 'DEEPSEEK_API_KEY' },
  dashscope: {
    url: 'https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions',
    key: 'DASHSCOPE_API_KEY',
  },
  mistral: { url: 'https://api.mistral.ai/v1/chat/completions', key: 'MISTRAL_API_KEY' },
  groq: { url: 'https://api.groq.com/openai/v1/chat/completions', key: 'GROQ_API_KEY' },
  openrouter: {
    url: 'https://openrouter.ai/api/v1/chat/completions',
    key: 'OPENROUTER_API_KEY',
    headers: { 'x-title': 'Millrace' },
  },
  together: { url: 'https://api.together.xyz/v1/chat/completions', key: 'TOGETHER_API_KEY' },
  gemini: {
    url: 'https://generativelanguage.googleapis.com/v1beta/openai/chat/completions',
    key: 'GEMINI_API_KEY',
  },
  anthropic: {
    url: 'https://api.anthropic.com/v1/chat/completions',
    key: 'ANTHROPIC_API_KEY',
    headers: { 'anthropic-version': '2023-06-01' },
  },
  xai: { url: 'https://api.x.ai/v1/chat/completions', key: 'XAI_API_KEY' },
};

interface DocumentedRequest {
  readonly url: string;
  readonly query?: string;
  /** The usual name of its key; absent where none is needed. */
  readonly key?: string;
  /** The header that carries the key alone; by default it is a bearer key. */
  readonly keyHeader?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The field that limits tokens; `max_tokens` by default. */
  readonly limit?: string;
  /** Whether tool calls may stand in the text, so that special tokens are asked for. */
  readonly readsMarkers?: boolean;
}

/** The settings that a preset alone leaves open. */
function leastSettings(preset: string): ConnectionSettings {
  const own = preset === 'azure' ? { baseUrl: 'https://mill.openai.azure.com/openai' } : {};
  return { id: 'mine', preset, defaultModel: 'm', maxRetries: 0, ...own };
}

test('every preset but the custom one is held to its provider’s documentation', () => {
  const ids = connectionPresets.map(({ id }) => id).filter((id) => id !== 'custom');
  expect(Object.keys(documented)).toEqual(ids);
});

describe.each(Object.entries(documented))('a request by the preset %s', (preset, request) => {
  const env = request.key === undefined ? {} : { [request.key]: key };

  test('goes to the provider’s own address, if nothing else is said', async () => {
    // The proxy lets nothing through: no provider is ever reached.
    const proxy = await startProxy();
    const { host, protocol, hostname } = new URL(request.url);
    const connections = openConnections({ env: { ...env, HTTPS_PROXY: proxy.url } });
    connections.manager.save(leastSettings(preset));
    expect(connections.list().at(-1)?.problem).toBeUndefined();
    const urls: string[] = [];
    const tap: TrafficTap = {
      open(sent) {
        urls.push(sent.url);
        return { response: () => undefined, chunk: () => undefined, end: () => undefined };
      },
    };
    const asked: ChatRequest = {
      model: '',
      messages: [{ role: 'user', content: 'Hi' }],
      tools: [],
    };
    if (protocol === 'http:') {
      // What may listen there on this machine is not ours to ask.
      expect([connections.list().at(-1)?.baseUrl, hostname]).toEqual([
        request.url.replace('/chat/completions', ''),
        '127.0.0.1',
      ]);
      return;
    }
    const stream = connections.open('mine').stream(asked, new AbortController().signal, tap);
    await expect(Array.fromAsync(stream)).rejects.toMatchObject({ code: 'provider_unreachable' });
    expect([urls, proxy.asked]).toEqual([[request.url], [`CONNECT ${host}:443`]]);
  });

  test('carries what its provider wants and no more', async () => {
    const server = await serve(() => hello);
    const baseUrl = server.url.replace(
      '/v1',
      new URL(request.url).pathname.replace(/\/(?:deployments\/m\/)?chat\/completions$/, ''),
    );
    const connections = openConnections({ env });
    await saveAndAsk(
      connections,
      { ...leastSettings(preset), baseUrl },
      { maxTokens: 9, temperature: 0.5, tools, model: 'qwen3' },
    );
    const [got] = server.requests;
    const { authorization, ...headers } = got?.headers ?? {};
    const { limit = 'max_tokens', keyHeader, readsMarkers } = request;
    const path = new URL(request.url).pathname.replace('/m/', '/qwen3/');
    expect({ path: got?.path, authorization, body: got?.body }).toEqual({
      path: `${path}${request.query ?? ''}`,
      authorization:
        request.key === undefined || keyHeader !== undefined ? undefined : `Bearer ${key}`,
      body: {
        model: 'qwen3',
        messages: [{ role: 'user', content: 'Hi' }],
        tools: [{ type: 'function', function: tools[0] }],
        temperature: 0.5,
        [limit]: 9,
        stream: true,
        stream_options: { include_usage: true },
        ...(readsMarkers === true ? { skip_special_tokens: false } : {}),
      },
    });
    expect(headers).toMatchObject({
      ...request.headers,
      ...(keyHeader === undefined ? {} : { [keyHeader]: key }),
    });
    expect(Object.values(headers).filter((value) => value === key)).toHaveLength(
      keyHeader === undefined ? 0 : 1,
    );
  });
});

test('Azure takes the deployment in the path and its version in the query', async () => {
  const server = await serve(() => hello);
  const connections = openConnections({ env: { MY_API_KEY: key } });
  const baseUrl = server.url.replace('/v1', '/openai');
  await saveAndAsk(connections, settingsAt('azure', baseUrl), { model: 'my gpt/1' });
  await saveAndAsk(connections, settingsAt('azure', `${baseUrl}/v1`), { model: 'my-gpt' });
  expect(server.requests.map(({ path, headers }) => [path, headers['api-key']])).toEqual([
    ['/openai/deployments/my%20gpt%2F1/chat/completions?api-version=2024-10-21', key],
    ['/openai/v1/chat/completions', key],
  ]);
});

test('OpenAI is asked with the newer name of the token limit', async () => {
  const server = await serve(() => hello);
  const connections = openConnections({ env: { MY_API_KEY: key } });
  await saveAndAsk(connections, settingsAt('openai', server.url), { maxTokens: 5 });
  await saveAndAsk(connections, settingsAt('vllm', server.url), {
    maxTokens: 5,
    rawFormat: 'hermes',
  });
  const bodies = server.requests.map(({ body }) => [
    body['max_tokens'],
    body['max_completion_tokens'],
    body['skip_special_tokens'],
  ]);
  expect(bodies).toEqual([
    [undefined, 5, undefined],
    [5, undefined, false],
  ]);
});

test('headers of the preset, the person and their secrets go with every request', async () => {
  const server = await serve(() => hello);
  const connections = openConnections({
    env: {},
    secrets: { get: (name) => (name === 'TEAM_TOKEN' ? 'team-secret-value' : undefined) },
  });
  const { keyName: _keyName, ...settings } = settingsAt('openrouter', server.url, {
    headers: { 'HTTP-Referer': 'https://mill.example', 'X-Team': { $secret: 'TEAM_TOKEN' } },
  });
  await saveAndAsk(connections, settings);
  expect(server.requests[0]?.headers).toMatchObject({
    'x-title': 'Millrace',
    'http-referer': 'https://mill.example',
    'x-team': 'team-secret-value',
  });
  expect(JSON.stringify(connections.list())).not.toContain('team-secret-value');
});

test('Anthropic’s models are asked for with its own header', async () => {
  const server = await serve(() => json({ data: [{ id: 'claude' }], has_more: false }));
  const { manager } = openConnections({ env: { MY_API_KEY: key } });
  const list = await manager.models({ settings: settingsAt('anthropic', server.url) });
  expect(list).toEqual({ models: [{ id: 'claude' }], from: 'endpoint' });
  expect(server.requests[0]).toMatchObject({ path: '/v1/models' });
  const {
    authorization,
    'x-api-key': bare,
    'anthropic-version': version,
  } = server.requests[0]?.headers ?? {};
  expect([authorization, bare, version]).toEqual([undefined, key, '2023-06-01']);
});

test('Azure’s deployments are those of the settings', async () => {
  const { manager } = openConnections({ env: { MY_API_KEY: key } });
  const settings = settingsAt('azure', 'http://127.0.0.1:1/openai', { models: ['a', 'b'] });
  expect(await manager.models({ settings })).toEqual({
    models: [{ id: 'a' }, { id: 'b' }],
    from: 'settings',
  });
});

test.each([
  ['127.0.0.1:5555', 'http://127.0.0.1:5555/v1'],
  ['0.0.0.0', 'http://127.0.0.1:11434/v1'],
  [':7000', 'http://127.0.0.1:7000/v1'],
  ['https://models.example/ollama/', 'https://models.example/ollama/v1'],
  ['', 'http://127.0.0.1:11434/v1'],
  ['::: nonsense', 'http://127.0.0.1:11434/v1'],
])('OLLAMA_HOST %j means %s, unless the connection has an address', (host, baseUrl) => {
  const connections = openConnections({ env: { OLLAMA_HOST: host } });
  connections.manager.save({ id: 'from-environment', preset: 'ollama' });
  connections.manager.save({ id: 'own', preset: 'ollama', baseUrl: 'http://127.0.0.1:1/v1/' });
  const addresses = connections
    .list()
    .slice(2)
    .map((info) => info.baseUrl);
  expect(addresses).toEqual([baseUrl, 'http://127.0.0.1:1/v1']);
});

test('a local server with a key in front of it gets it, and a wrong one is never shown', async () => {
  const server = await serve(() => refuse(401, `Incorrect API key provided: ${key}`));
  const connections = openConnections({ env: { MY_API_KEY: key } });
  const { error } = await saveAndAsk(connections, settingsAt('vllm', server.url));
  expect(error).toMatchObject({ code: 'provider_auth' });
  expect(JSON.stringify([error, error?.message, error?.details])).not.toContain(key);
});
