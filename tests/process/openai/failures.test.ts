import { afterEach, describe, expect, test } from 'vitest';
import type { ChatPart } from '../../../core/contracts/chat.ts';
import { createOpenAiChatModel } from '../../../core/node/openai/openai-chat-model.ts';
import { brokenStreams, deltaChunk, dialects, event } from '../../servers/chat-dialects.ts';
import { createGate, hang, refuse, startChatServer } from '../../servers/chat-server.ts';
import { weatherScript } from '../../servers/weather-script.ts';
import { collectParts } from '../../unit/chat-completions/collect-parts.ts';
import { key, request, run, serve, stopServers } from './run-turn.ts';

afterEach(stopServers);

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

  test('what the server said ends as a sentence does', async () => {
    const server = await serve(() => refuse(429, 'busy'));
    const { error } = await run(server);
    expect(error?.message).toMatch(/ It said: busy\.$/);
  });

  test('a refusal without end is told by its beginning', async () => {
    const server = await serve(() => ({
      status: 500,
      chunks: (function* () {
        for (;;) yield 'overloaded '.repeat(10_000);
      })(),
    }));
    const { error } = await run(server);
    expect([error?.code, (error?.message.length ?? 0) < 3_000]).toEqual(['provider_failed', true]);
    await server.requests[0]?.disconnected;
  });

  test('a dead server: the address is named', async () => {
    const server = await startChatServer(weatherScript());
    await server.close();
    const { error } = await run(server);
    expect(error?.code).toBe('provider_unreachable');
    expect(error?.message).toBe(`Cannot reach ${server.url}: nothing listens there.`);
  });

  test('a piece that cannot be read breaks off the answer, which keeps what had come', async () => {
    const error = `{"error":${'{"message":'.repeat(100_000)}"x"${'}'.repeat(100_001)}`;
    const server = await serve(() => ({
      chunks: [event(deltaChunk({ content: 'kept' })), `data: ${error}\n\n`],
    }));
    const turn = await run(server);
    expect([turn.error?.code, collectParts(turn.parts).text]).toEqual(['provider_error', 'kept']);
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
