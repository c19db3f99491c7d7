import { describe, expect, test } from 'vitest';
import type { ChatRequest } from '../../../core/contracts/chat.ts';
import type { TrafficTap } from '../../../core/contracts/traffic.ts';
import { connectionPresets } from '../../../core/model/connection-presets.ts';
import type { ConnectionSettings } from '../../../core/model/connection-settings.ts';
import { hello, key, openConnections, saveAndAsk, serve } from './open-connections.ts';
import { startProxy } from './start-proxy.ts';

const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }];

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _parts of stream);
}

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
    await expect(drain(stream)).rejects.toMatchObject({ code: 'provider_unreachable' });
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

test.each([
  ['deepseek', { reasoning_content: 'Look it up.' }],
  ['openrouter', { reasoning: 'Look it up.' }],
  ['groq', {}],
])('the preset %s gives reasoning back where its provider wants it', async (preset, expected) => {
  const server = await serve(() => hello);
  const name = documented[preset]?.key ?? '';
  const connections = openConnections({ env: { [name]: key } });
  const calls = [{ id: 'a', name: 'f', arguments: '{}' }];
  await saveAndAsk(
    connections,
    { ...leastSettings(preset), baseUrl: server.url },
    {
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: '', reasoning: 'Look it up.', toolCalls: calls },
        { role: 'tool', toolCallId: 'a', name: 'f', content: '1' },
      ],
    },
  );
  const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } };
  expect(server.requests[0]?.body.messages[1]).toEqual({
    role: 'assistant',
    content: null,
    tool_calls: [call],
    ...expected,
  });
});
