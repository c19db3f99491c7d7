import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { createOpenAiChatModel } from '../../../core/node/openai/openai-chat-model.ts';
import { retrying } from '../../../core/models/conduct/retrying.ts';
import { createLimiter } from '../../../core/models/conduct/create-limiter.ts';
import { limited } from '../../../core/models/conduct/limited.ts';
import type { ChatModel } from '../../../core/contracts/chat.ts';
import { deltaChunk, dialects, done, event } from '../../servers/chat-dialects.ts';
import { createGate, hang, refuse } from '../../servers/chat-server.ts';
import { key, request, run, serve, stopServers } from './run-turn.ts';

afterEach(stopServers);

async function readText(model: ChatModel, signal = new AbortController().signal): Promise<string> {
  let text = '';
  for await (const parts of model.stream(request, signal)) {
    for (const part of parts) if (part.type === 'text-delta') text += part.text;
  }
  return text;
}

describe('retrying a real server', () => {
  test.each([
    ['retry-after-ms', '7', 7],
    ['retry-after', '0.02', 20],
    ['retry-after', new Date(Date.now() - 5000).toUTCString(), 0],
    ['x-other', '7', undefined],
  ])('%s: %s is read', async (name, value, retryAfterMs) => {
    const server = await serve(() => ({ ...refuse(429, 'Slow down'), headers: { [name]: value } }));
    const { error } = await run(server);
    expect(error?.details).toEqual({
      status: 429,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  });

  test('a busy server gets the turn again and the text comes once', async () => {
    const server = await serve((asked) =>
      asked.index < 2 ? refuse(503, 'Busy') : { chunks: dialects.openai({ text: ['once'] }) },
    );
    const model = createOpenAiChatModel({ baseUrl: server.url });
    expect(await readText(retrying(model, { maxRetries: 2, firstDelayMs: 1 }))).toBe('once');
  });

  test.each([
    [402, 'Payment required', undefined],
    [429, 'You exceeded your current quota', 'insufficient_quota'],
  ])('no credit (%i) is no rate limit', async (status, message, code) => {
    const server = await serve(() => ({
      ...refuse(status, message),
      chunks: [JSON.stringify({ error: { message, code } })],
    }));
    expect((await run(server)).error?.code).toBe('provider_no_credit');
  });
});

describe('cancelling', () => {
  async function timeCancel(model: ChatModel, reached: Promise<unknown>): Promise<number> {
    const controller = new AbortController();
    const reading = readText(model, controller.signal).catch((error: unknown) => error);
    await reached;
    const abortedAt = performance.now();
    controller.abort();
    expect(await reading).toMatchObject({ code: 'cancelled' });
    return performance.now() - abortedAt;
  }

  test('while connecting', async () => {
    // Takes connections and never says a word, as a proxy whose server is gone.
    const accepted = createGate();
    const silent = createServer(() => accepted.open());
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const model = createOpenAiChatModel({ baseUrl: `http://127.0.0.1:${port}/v1` });
    expect(await timeCancel(model, accepted.opened)).toBeLessThan(100);
  });

  test('while a proxy keeps silent about the tunnel', async () => {
    const asked = createGate();
    const silent = createServer((socket) => void socket.once('data', () => asked.open()));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const proxyUrl = `http://127.0.0.1:${port}`;
    const model = createOpenAiChatModel({ baseUrl: 'https://models.invalid/v1', proxyUrl });
    expect(await timeCancel(model, asked.opened)).toBeLessThan(100);
  });

  test('while waiting for the limits of the connection', async () => {
    const reached = createGate();
    const server = await serve((asked) => {
      reached.open();
      return hang(asked);
    });
    const limiter = createLimiter({ maxConcurrent: 1 });
    const model = limited(createOpenAiChatModel({ baseUrl: server.url }), limiter);
    const controller = new AbortController();
    const first = readText(model, controller.signal).catch((error: unknown) => error);
    await reached.opened;
    expect(await timeCancel(model, Promise.resolve())).toBeLessThan(100);
    expect(server.requests).toHaveLength(1);
    controller.abort();
    await first;
  });

  test('while waiting for a retry', async () => {
    const server = await serve(() => ({ ...refuse(429, 'no'), headers: { 'retry-after': '30' } }));
    const model = retrying(createOpenAiChatModel({ baseUrl: server.url }), { maxRetries: 1 });
    const waiting = createGate();
    const watched: ChatModel = {
      async *stream(asked, signal) {
        for await (const parts of model.stream(asked, signal)) {
          if (parts.some((part) => part.type === 'retry')) waiting.open();
          yield parts;
        }
      },
    };
    expect(await timeCancel(watched, waiting.opened)).toBeLessThan(100);
  });
});

describe('connections', () => {
  test('one after another, turns use one connection; a dead one is replaced unseen', async () => {
    const server = await serve(() => ({ chunks: dialects.openai({ text: ['hi'] }) }));
    const model = createOpenAiChatModel({ baseUrl: server.url, apiKey: key });
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await readText(model)).toBe('hi');
      // The end of the answer is read after the turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.connectionCount()).toBe(1);
    server.dropConnections();
    expect(await readText(model)).toBe('hi');
    expect(server.connectionCount()).toBe(2);
  });

  test('a redirect is told, not followed with the key', async () => {
    const server = await serve(() => ({
      status: 307,
      headers: { location: 'http://127.0.0.1:9/v1' },
      chunks: [],
    }));
    const { error } = await run(server);
    expect([error?.code, error?.message]).toEqual([
      'provider_rejected',
      `${server.url} sends the request on to http://127.0.0.1:9/v1.`,
    ]);
  });
});

test('a slow reader holds the server back, and memory stays bounded', async () => {
  const total = 50 * 1024 * 1024;
  const piece = event(deltaChunk({ content: 'x'.repeat(32_000) }));
  let written = 0;
  const server = await serve(() => ({
    chunks: (function* () {
      while (written < total) {
        written += piece.length;
        yield piece;
      }
      yield event(deltaChunk({}, 'stop')) + done;
    })(),
  }));
  const model = createOpenAiChatModel({ baseUrl: server.url });
  const before = measureMemory();
  let most = 0;
  let read = 0;
  for await (const parts of model.stream(request, new AbortController().signal)) {
    for (const part of parts) if (part.type === 'text-delta') read += part.text.length;
    if (read > 1_000_000) continue;
    await new Promise((resolve) => setTimeout(resolve, 5));
    // What the operating system buffers on both sides of a loopback connection is a few MB.
    expect(written - read).toBeLessThan(12 * 1024 * 1024);
    most = Math.max(most, measureMemory());
  }
  expect(read).toBeGreaterThan(total * 0.98);
  expect(most - before).toBeLessThan(40e6);
});

function measureMemory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
