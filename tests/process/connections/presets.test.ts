import { describe, expect, test } from 'vitest';
import { connectionPresets } from '../../../core/model/connection-presets.ts';
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
