import { expect, test } from 'vitest';
import type { ChatModel, ChatPart, ChatRequest } from '../../../core/contracts/chat.ts';
import { createReplayModel } from '../../../core/models/replay/create-replay-model.ts';
import {
  createTrafficRecorder,
  recordTraffic,
} from '../../../core/models/replay/create-traffic-recorder.ts';
import { parseFixture } from '../../../core/models/replay/parse-fixture.ts';
import type { ChatServerReply } from '../../servers/chat-server.ts';
import { hang, refuse } from '../../servers/chat-server.ts';
import { dialects, deltaChunk, done, event } from '../../servers/chat-dialects.ts';
import { startProxy } from './start-proxy.ts';
import {
  hello,
  json,
  key,
  openConnections,
  saveAndAsk,
  serve,
  textOf,
} from './open-connections.ts';

test('requests and model lists go through the proxy', async () => {
  const server = await serve(({ path }) =>
    path.endsWith('/models') ? json({ data: ['m'] }) : hello,
  );
  const proxy = await startProxy();
  const connections = openConnections();
  const settings = { id: 'far', baseUrl: server.url, proxy: proxy.url, defaultModel: 'm' };
  const { parts, error } = await saveAndAsk(connections, settings);
  const { models } = await connections.manager.models({ id: 'far' });
  expect([error, textOf(parts), models]).toEqual([undefined, 'Hello', [{ id: 'm' }]]);
  expect(proxy.asked).toEqual([`POST ${server.url}/chat/completions`, `GET ${server.url}/models`]);
});

test('addresses on https are asked through a tunnel; a failure names the proxy, never its password', async () => {
  const proxy = await startProxy();
  const url = proxy.url.replace('//', '//me:proxy-word@');
  const connections = openConnections({ env: { PROXY_PASSWORD: url, MY_API_KEY: key } });
  const { error } = await saveAndAsk(connections, {
    id: 'far',
    baseUrl: 'https://models.invalid/v1',
    keyName: 'MY_API_KEY',
    proxy: { $secret: 'PROXY_PASSWORD' },
    defaultModel: 'm',
    maxRetries: 0,
  });
  expect(proxy.asked).toEqual(['CONNECT models.invalid:443']);
  expect(error).toMatchObject({
    code: 'provider_unreachable',
    message: expect.stringContaining(`through the proxy ${new URL(url).host}.`),
  });
  const shown = JSON.stringify([error?.message, error?.action, error?.details, connections.list()]);
  expect(shown).not.toMatch(/proxy-word|sk-test/);
});

test('a failure that may pass is tried again, twice at most, before anything was shown', async () => {
  const server = await serve(({ index }) => (index < 2 ? refuse(503, 'warming up') : hello));
  const connections = openConnections();
  const settings = { id: 'house', baseUrl: server.url, defaultModel: 'm' };
  const { parts, error } = await saveAndAsk(connections, settings);
  expect([error, textOf(parts), server.requests.length]).toEqual([undefined, 'Hello', 3]);
  const never = await saveAndAsk(connections, { ...settings, id: 'never', maxRetries: 0 });
  expect([textOf(never.parts), server.requests.length]).toEqual(['Hello', 4]);
});

test('another connection steps in, with its own key, even when both name each other', async () => {
  const broken = await serve(() => refuse(400, 'no such thing'));
  const working = await serve(() => hello);
  const connections = openConnections();
  connections.manager.save({
    id: 'second',
    baseUrl: working.url,
    defaultModel: 'own-model',
    fallbacks: [{ connection: 'first' }],
  });
  const { parts, error } = await saveAndAsk(connections, {
    id: 'first',
    baseUrl: broken.url,
    defaultModel: 'm',
    fallbacks: [{ connection: 'gone' }, { connection: 'second' }],
  });
  const steps = parts.flatMap((part) => (part.type === 'fallback' ? [[part.from, part.to]] : []));
  expect([error, textOf(parts), steps]).toEqual([
    undefined,
    'Hello',
    [
      ['first', 'gone'],
      ['gone', 'second'],
    ],
  ]);
  expect(working.requests[0]?.body.model).toBe('own-model');
});

test('usage carries its price', async () => {
  const server = await serve(() => ({
    chunks: dialects.openai({ text: ['Hi'], usage: { input: 1_000_000, output: 500_000 } }),
  }));
  const { parts } = await saveAndAsk(openConnections(), {
    id: 'house',
    baseUrl: server.url,
    defaultModel: 'm-1',
    prices: { 'm-*': { inputPerMillion: 2, outputPerMillion: 6 } },
  });
  expect(parts.find((part) => part.type === 'usage')).toMatchObject({ usage: { costUsd: 5 } });
});

test('the Responses API is spoken where the connection says so', async () => {
  const server = await serve(() => refuse(404, 'not here'));
  const settings = {
    id: 'house',
    baseUrl: server.url,
    defaultModel: 'm',
    api: 'responses',
  } as const;
  const { error } = await saveAndAsk(openConnections(), settings);
  expect([error?.code, server.requests.map(({ path }) => path)]).toEqual([
    'provider_not_found',
    ['/v1/responses'],
  ]);
});

test('its own time-outs count', async () => {
  const server = await serve(hang);
  const { error } = await saveAndAsk(openConnections(), {
    id: 'slow',
    baseUrl: server.url,
    defaultModel: 'm',
    maxRetries: 0,
    timeouts: { firstTokenMs: 50 },
  });
  expect(error).toMatchObject({ code: 'provider_timeout' });
});

test('one turn at a time, when the connection says so', async () => {
  let underWay = 0;
  let most = 0;
  const server = await serve(() => ({
    chunks: (async function* () {
      most = Math.max(most, ++underWay);
      yield event(deltaChunk({ content: 'Hello' }));
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      yield event(deltaChunk({}, 'stop')) + done;
    })(),
  }));
  const connections = openConnections();
  const settings = { id: 'house', baseUrl: server.url, defaultModel: 'm', maxConcurrent: 1 };
  await Promise.all([1, 2, 3, 4].map(() => saveAndAsk(connections, settings)));
  expect([most, server.requests.length]).toEqual([1, 4]);
});

test('calls in the text are read in the connection’s raw format', async () => {
  const call = '<tool_call>\n{"name": "look", "arguments": {"at": "sky"}}\n</tool_call>';
  const server = await serve(() => ({
    chunks: [event(deltaChunk({ content: call })), event(deltaChunk({}, 'stop')), done],
  }));
  const connections = openConnections();
  const settings = { id: 'house', baseUrl: server.url, defaultModel: 'm' };
  const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }];
  const callsOf = async (rawFormat: string, model = 'm'): Promise<readonly string[]> => {
    const asked = { tools, model };
    const { parts } = await saveAndAsk(connections, { ...settings, rawFormat }, asked);
    return parts.flatMap((part) => (part.type === 'tool-call-end' ? [part.toolCall.name] : []));
  };
  expect([await callsOf('hermes'), await callsOf('none')]).toEqual([['look'], []]);
  const guessed = [await callsOf('auto', 'Qwen/Qwen3-32B'), await callsOf('auto', 'unheard-of')];
  expect(guessed).toEqual([['look'], []]);
});

/** One answer as a server sends it that leaves the reasoning in the content, or takes it out. */
function thinkingAnswer(isApart: boolean): ChatServerReply {
  const deltas = isApart
    ? [{ reasoning_content: 'They greet.' }, { content: 'Hello' }]
    : [{ content: 'They gre' }, { content: 'et.\n</th' }, { content: 'ink>\n\nHello' }];
  const head = { role: 'assistant', content: '' };
  const chunks = [head, ...deltas].map((delta) => event(deltaChunk(delta)));
  return { chunks: [...chunks, event(deltaChunk({}, 'stop')), done] };
}

const reasoningOf = (parts: readonly ChatPart[]): string =>
  parts.map((part) => (part.type === 'reasoning-delta' ? part.text : '')).join('');

test.each([
  ['a model whose prompt opens the reasoning', false, 'DeepSeek-R1-Distill-Qwen-7B', {}, {}, true],
  ['any other model', false, 'Qwen3-8B', {}, {}, false],
  ['a connection that says yes', false, 'Qwen3-8B', { startInReasoning: 'yes' }, {}, true],
  ['a connection that says no', false, 'QwQ-32B', { startInReasoning: 'no' }, {}, false],
  ['a node that says yes', false, 'Qwen3-8B', {}, { startInReasoning: true }, true],
  ['a node that says no', false, 'QwQ-32B', {}, { startInReasoning: false }, false],
  [
    'a node that asks the name all the same',
    false,
    'QwQ-32B',
    { startInReasoning: 'no' },
    { startInReasoning: 'auto' },
    true,
  ],
  ['no raw format', false, 'QwQ-32B', { rawFormat: 'none' }, {}, false],
  ['a server that sends reasoning apart', true, 'QwQ-32B', {}, {}, true],
  ['a server that does, and a yes', true, 'QwQ-32B', { startInReasoning: 'yes' }, {}, true],
] as const)(
  'with %s, the text begins inside reasoning or not',
  async (_what, isApart, defaultModel, change, asked, isRead) => {
    const server = await serve(() => thinkingAnswer(isApart));
    const settings = { id: 'house', baseUrl: server.url, defaultModel, ...change };
    const { parts } = await saveAndAsk(openConnections(), settings, asked);
    expect([reasoningOf(parts), textOf(parts)]).toEqual(
      isRead ? ['They greet.', 'Hello'] : ['', 'They greet.\n</think>\n\nHello'],
    );
  },
);

test('a recording is replayed from where its reading began', async () => {
  const server = await serve(() => thinkingAnswer(false));
  const connections = openConnections();
  connections.manager.save({ id: 'house', baseUrl: server.url, defaultModel: 'QwQ-32B' });
  let file = '';
  const recorder = createTrafficRecorder({ secrets: [], write: (line) => (file += line) });
  const request: ChatRequest = {
    model: '',
    messages: [{ role: 'user', content: 'Hi' }],
    tools: [],
  };
  const read = async (model: ChatModel): Promise<readonly string[]> => {
    const parts: ChatPart[] = [];
    const { signal } = new AbortController();
    for await (const batch of model.stream(request, signal)) parts.push(...batch);
    return [reasoningOf(parts), textOf(parts)];
  };
  const said = await read(recordTraffic(connections, recorder).open('house'));
  const replayed = await read(createReplayModel(parseFixture(file)));
  expect([said, replayed]).toEqual([
    ['They greet.', 'Hello'],
    ['They greet.', 'Hello'],
  ]);
});

test.each([
  ['no model', {}, 'missing_model'],
  ['no key for a host elsewhere', { preset: 'groq' }, 'missing_key'],
  ['no secret for a header', { headers: { 'X-A': { $secret: 'A_KEY' } } }, 'missing_key'],
])('with %s it says what is missing', async (_what, change, code) => {
  const { error } = await saveAndAsk(openConnections(), {
    id: 'house',
    ...('preset' in change ? {} : { baseUrl: 'http://127.0.0.1:1/v1' }),
    ...change,
  });
  expect(error).toMatchObject({ code, action: expect.any(String) });
});
