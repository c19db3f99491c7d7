import { afterEach, describe, expect, test } from 'vitest';
import type { ChatPart, ChatRequest } from '../../../core/contracts/chat.ts';
import { createOpenAiChatModel } from '../../../core/node/openai/openai-chat-model.ts';
import type { OpenAiChatModelOptions } from '../../../core/node/openai/openai-chat-model.ts';
import { MillraceError } from '../../../core/shared/errors.ts';
import { brokenStreams, deltaChunk, dialects, done, event } from '../../servers/chat-dialects.ts';
import type { DialectName } from '../../servers/chat-dialects.ts';
import { createGate, hang, refuse, startChatServer } from '../../servers/chat-server.ts';
import type { ChatScript, ChatServer } from '../../servers/chat-server.ts';
import { weatherScript } from '../../servers/weather-script.ts';
import { collectParts } from '../../unit/chat-completions/collect-parts.ts';

const key = 'sk-test-0123456789abcdef';
const servers: ChatServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(script: ChatScript): Promise<ChatServer> {
  const server = await startChatServer(script);
  servers.push(server);
  return server;
}

const request: ChatRequest = {
  model: 'test',
  messages: [{ role: 'user', content: 'Weather?' }],
  tools: [
    {
      name: 'get_current_weather',
      description: 'Weather',
      parameters: { type: 'object', properties: {} },
    },
  ],
};

interface Outcome {
  readonly parts: readonly ChatPart[];
  readonly error: MillraceError | undefined;
}

/** Runs one turn; keeps the parts that came before a failure. */
async function run(
  server: { readonly url: string },
  options: Partial<ChatRequest & OpenAiChatModelOptions> & { readonly signal?: AbortSignal } = {},
): Promise<Outcome> {
  const { signal = new AbortController().signal, ...rest } = options;
  const model = createOpenAiChatModel({ baseUrl: server.url, apiKey: key, ...rest });
  const parts: ChatPart[] = [];
  try {
    for await (const batch of model.stream({ ...request, ...rest }, signal)) parts.push(...batch);
    return { parts, error: undefined };
  } catch (error) {
    if (!(error instanceof MillraceError)) throw error;
    return { parts, error };
  }
}

describe('a turn from a server', () => {
  test.each(Object.keys(dialects) as DialectName[])(
    '%s: question, calls, results, answer',
    async (dialect) => {
      const server = await serve(weatherScript({ dialect }));
      const first = collectParts((await run(server)).parts);
      expect(first).toMatchObject({
        text: 'Let me look that up.',
        finish: 'tool-calls',
        errors: [],
      });
      expect(first.calls.map((call) => [call.id, call.arguments])).toEqual([
        ['call_tokyo', '{"location":"Tokyo","unit":"celsius"}'],
        ['call_paris', '{"location":"Paris","unit":"celsius"}'],
      ]);
      const second = await run(server, {
        messages: [
          ...request.messages,
          { role: 'assistant', content: first.text, toolCalls: first.calls },
          ...first.calls.map((call, place) => ({
            role: 'tool' as const,
            toolCallId: call.id,
            name: call.name,
            content: JSON.stringify({
              location: place === 0 ? 'Tokyo' : 'Paris',
              temperature: '10',
              unit: 'celsius',
            }),
          })),
        ],
      });
      expect(collectParts(second.parts)).toMatchObject({
        text: 'In Tokyo it is 10 degrees celsius. In Paris it is 10 degrees celsius. ',
        finish: 'stop',
        usage: { inputTokens: 11, outputTokens: 7 },
      });
      const returned = server.requests[1]?.body.messages[1]?.tool_calls?.[0];
      const extra = { extra_content: { google: { thought_signature: 'signature-of-call_tokyo' } } };
      expect(returned).toEqual({
        id: 'call_tokyo',
        type: 'function',
        function: {
          name: 'get_current_weather',
          arguments: '{"location":"Tokyo","unit":"celsius"}',
        },
        ...(dialect === 'gemini' ? extra : {}),
      });
    },
  );

  test('the request is what it should be', async () => {
    const server = await serve(weatherScript());
    await run(server, {
      headers: { 'x-team': 'mill' },
      temperature: 0,
      maxTokens: 99,
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'a', name: 'f', arguments: 'not json' },
            { id: 'b', name: 'g', arguments: '' },
          ],
        },
        { role: 'user', content: 'Hi' },
      ],
    });
    const [sent] = server.requests;
    expect(sent?.headers).toMatchObject({ authorization: `Bearer ${key}`, 'x-team': 'mill' });
    expect(sent?.path).toBe('/v1/chat/completions');
    expect(sent?.body).toEqual({
      model: 'test',
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: 99,
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_current_weather',
            description: 'Weather',
            parameters: { type: 'object', properties: {} },
          },
        },
      ],
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 'a',
              type: 'function',
              function: { name: 'f', arguments: '{"invalid_arguments":"not json"}' },
            },
            { id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } },
          ],
        },
        { role: 'user', content: 'Hi' },
      ],
    });
  });

  test('without a key no authorization is sent', async () => {
    const server = await serve(weatherScript());
    await run(server, { apiKey: undefined });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  test('tokens come as they are written, not at the end', async () => {
    const gate = createGate();
    const server = await serve(() => ({
      chunks: (async function* () {
        yield event(deltaChunk({ content: 'one' }));
        await gate.opened;
        yield event(deltaChunk({ content: 'two' }, 'stop')) + done;
      })(),
    }));
    const model = createOpenAiChatModel({ baseUrl: server.url });
    const texts: string[] = [];
    for await (const batch of model.stream(request, new AbortController().signal)) {
      for (const part of batch) if (part.type === 'text-delta') texts.push(part.text);
      // Were the answer held back until its end, the gate would never open.
      gate.open();
    }
    expect(texts).toEqual(['one', 'two']);
  });

  test('an answer that is not streamed is taken all the same', async () => {
    const completion = {
      choices: [
        { index: 0, message: { role: 'assistant', content: 'Hi!' }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    };
    const server = await serve(() => ({
      contentType: 'application/json',
      chunks: [JSON.stringify(completion, null, 2)],
    }));
    expect(collectParts((await run(server)).parts)).toEqual({
      text: 'Hi!',
      reasoning: '',
      calls: [],
      errors: [],
      usage: { inputTokens: 1, outputTokens: 2 },
      finish: 'stop',
    });
  });

  test('a server that keeps the connection open after its end does not hold the turn up', async () => {
    const server = await serve((asked) => ({
      chunks: (async function* () {
        yield event(deltaChunk({ content: 'Hi' }, 'stop')) + done;
        await asked.disconnected;
      })(),
    }));
    const startedAt = performance.now();
    expect(collectParts((await run(server)).parts)).toMatchObject({ text: 'Hi', finish: 'stop' });
    expect(performance.now() - startedAt).toBeLessThan(400);
    await server.requests[0]?.disconnected;
  });

  test('raw calls: tools and results travel as ever, markers are asked for and never shown', async () => {
    const raw =
      '<tool_call>\n{"name": "get_current_weather", "arguments": {"location": "Oslo"}}\n</tool_call>';
    const server = await serve(() => ({
      chunks: [
        ...`Looking. ${raw}`.match(/[^]{1,3}/g)!.map((content) => event(deltaChunk({ content }))),
        event(deltaChunk({}, 'stop')),
        done,
      ],
    }));
    const turn = collectParts((await run(server, { rawFormat: 'hermes' })).parts);
    expect({ ...turn, text: turn.text.trimEnd() }).toMatchObject({
      text: 'Looking.',
      finish: 'tool-calls',
      errors: [],
    });
    expect(turn.calls.map((call) => [call.name, JSON.parse(call.arguments)])).toEqual([
      ['get_current_weather', { location: 'Oslo' }],
    ]);
    expect(server.requests[0]?.body).toMatchObject({ skip_special_tokens: false });
    expect(server.requests[0]?.body.tools).toHaveLength(1);
  });

  test('raw calls beside API calls are numbered as one row', async () => {
    const item = {
      index: 0,
      id: 'api',
      function: { name: 'get_current_weather', arguments: '{}' },
    };
    const server = await serve(() => ({
      chunks: [
        event(deltaChunk({ tool_calls: [item] })),
        event(
          deltaChunk(
            { content: '<tool_call>{"name":"get_current_weather","arguments":{}}</tool_call>' },
            'stop',
          ),
        ),
        done,
      ],
    }));
    const turn = collectParts((await run(server, { rawFormat: 'hermes' })).parts);
    expect([turn.calls.length, turn.finish, turn.errors]).toEqual([2, 'tool-calls', []]);
  });
});

describe('fields that a server refuses', () => {
  test.each([
    ['stream_options', {}, []],
    ['skip_special_tokens', { rawFormat: 'hermes' }, ['stream_options']],
    ['max_completion_tokens', { maxTokens: 5 }, ['max_completion_tokens', 'stream_options']],
  ] as const)('%s: sent again without it, and remembered', async (field, extra, kept) => {
    const server = await serve((asked) => {
      const refuses =
        field === 'max_completion_tokens' ? 'max_tokens' in asked.body : field in asked.body;
      if (refuses) return refuse(400, `Unsupported parameter; see '${field}'.`);
      return { chunks: dialects.openai({ text: ['ok'] }) };
    });
    const model = createOpenAiChatModel({ baseUrl: server.url });
    for (let turn = 0; turn < 2; turn += 1) {
      for await (const _ of model.stream({ ...request, ...extra }, new AbortController().signal));
    }
    expect(server.requests).toHaveLength(3);
    const sent = Object.keys(server.requests[2]?.body ?? {});
    expect(sent.filter((name) => /_(?:options|tokens)$/.test(name)).toSorted()).toEqual(kept);
  });

  test('another refusal is not repeated', async () => {
    const server = await serve(() => refuse(400, 'The tools are wrong.'));
    const { error } = await run(server);
    expect([error?.code, server.requests.length]).toEqual(['provider_rejected', 1]);
  });
});

describe('failures', () => {
  test.each([
    [401, 'provider_auth'],
    [403, 'provider_auth'],
    [404, 'provider_not_found'],
    [429, 'provider_rate_limited'],
    [418, 'provider_rejected'],
    [500, 'provider_failed'],
    [503, 'provider_failed'],
  ])('status %i is %s: one request, no key in the error', async (status, code) => {
    const server = await serve(() => refuse(status, `Bad key ${key}, or sk-proj-abcdef***xyz.`));
    const { error, parts } = await run(server);
    expect([error?.code, parts, server.requests.length]).toEqual([code, [], 1]);
    expect(error?.action).toBeTruthy();
    expect(
      JSON.stringify([error?.message, error?.details, String(error?.stack), error?.cause]),
    ).not.toMatch(/0123456789|abcdef/);
  });

  test('a dead server: the address is named', async () => {
    const server = await startChatServer(weatherScript());
    await server.close();
    const { error } = await run(server);
    expect(error?.code).toBe('provider_unreachable');
    expect(error?.message).toBe(`Cannot reach ${server.url}: nothing listens there.`);
  });

  test('a web page instead of a model', async () => {
    const server = await serve(() => ({ contentType: 'text/html', chunks: ['<html></html>'] }));
    expect((await run(server)).error?.code).toBe('provider_not_found');
  });

  test.each(Object.entries(brokenStreams))(
    '%s: the text stays, then it fails',
    async (name, write) => {
      const server = await serve(() => ({ chunks: write(['cut ', 'off']) }));
      const { parts, error } = await run(server);
      const turn = collectParts(parts);
      expect([turn.text, turn.finish, error?.code]).toEqual([
        'cut off',
        'interrupted',
        name === 'eofWithoutFinish' ? 'no_finish_reason' : 'provider_error',
      ]);
    },
  );

  test('a connection that breaks: calls are withheld', async () => {
    const gate = createGate();
    const call = { index: 0, id: 'a', function: { name: 'f', arguments: '{}' } };
    const server = await serve(() => ({
      breaksOff: true,
      chunks: (async function* () {
        yield event(deltaChunk({ tool_calls: [call] }));
        await gate.opened;
      })(),
    }));
    const model = createOpenAiChatModel({ baseUrl: server.url });
    const parts: ChatPart[] = [];
    const reading = (async () => {
      for await (const batch of model.stream(request, new AbortController().signal)) {
        parts.push(...batch);
        gate.open();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'provider_error' });
    expect(collectParts(parts)).toMatchObject({
      calls: [],
      errors: ['call_withheld'],
      finish: 'interrupted',
    });
  });

  test('silence before and within the answer times out', async () => {
    const silent = await serve(hang);
    const stalling = await serve((asked) => ({
      chunks: (async function* () {
        yield event(deltaChunk({ content: 'Hi' }));
        await asked.disconnected;
      })(),
    }));
    const timeouts = { firstTokenMs: 80, idleMs: 60 };
    const [before, within] = [await run(silent, { timeouts }), await run(stalling, { timeouts })];
    expect([before.error?.code, within.error?.code]).toEqual([
      'provider_timeout',
      'provider_timeout',
    ]);
    expect(before.error?.message).toContain('0.08 seconds');
    expect(collectParts(within.parts)).toMatchObject({ text: 'Hi', finish: 'interrupted' });
    await Promise.all([silent.requests[0]?.disconnected, stalling.requests[0]?.disconnected]);
  });

  test('an unknown raw format fails before any request', async () => {
    const server = await serve(weatherScript());
    const { error } = await run(server, { rawFormat: 'morse' });
    expect([error?.code, server.requests.length]).toEqual(['unknown_raw_format', 0]);
  });
});

describe('cancelling', () => {
  test.each(['before the answer', 'within the answer'])(
    '%s: the server sees it within 100 ms',
    async (when) => {
      const controller = new AbortController();
      const arrived = createGate();
      const server = await serve((asked) => ({
        chunks: (async function* () {
          if (when === 'within the answer') yield event(deltaChunk({ content: 'Hi' }));
          else arrived.open();
          await asked.disconnected;
        })(),
      }));
      const model = createOpenAiChatModel({ baseUrl: server.url });
      const reading = (async () => {
        for await (const _ of model.stream(request, controller.signal)) arrived.open();
      })();
      await arrived.opened;
      const abortedAt = performance.now();
      controller.abort();
      await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
      expect(performance.now() - abortedAt).toBeLessThan(100);
      const closedAt = await server.requests[0]?.disconnected;
      expect((closedAt ?? Infinity) - abortedAt).toBeLessThan(100);
    },
  );

  test('a consumer that stops reading ends the request', async () => {
    const server = await serve((asked) => ({
      chunks: (async function* () {
        yield event(deltaChunk({ content: 'Hi' }));
        await asked.disconnected;
      })(),
    }));
    const model = createOpenAiChatModel({ baseUrl: server.url });
    for await (const _ of model.stream(request, new AbortController().signal)) break;
    expect(await server.requests[0]?.disconnected).toEqual(expect.any(Number));
  });

  test('an aborted signal sends nothing', async () => {
    const server = await serve(weatherScript());
    const { error } = await run(server, { signal: AbortSignal.abort() });
    expect([error?.code, server.requests.length]).toEqual(['cancelled', 0]);
  });
});
