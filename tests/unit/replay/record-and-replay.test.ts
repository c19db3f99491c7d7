import { afterEach, describe, expect, test } from 'vitest';
import type { ChatModel, ChatPart, ChatRequest } from '../../../core/contracts/chat.ts';
import { createDemoModel } from '../../../core/models/demo/demo-model.ts';
import { retrying } from '../../../core/models/conduct/retrying.ts';
import { createReplayModel } from '../../../core/models/replay/create-replay-model.ts';
import { createTrafficRecorder } from '../../../core/models/replay/create-traffic-recorder.ts';
import { parseFixture } from '../../../core/models/replay/parse-fixture.ts';
import { createOpenAiChatModel } from '../../../core/node/openai/openai-chat-model.ts';
import { MillraceError } from '../../../core/shared/errors.ts';
import { brokenStreams, dialects, event } from '../../servers/chat-dialects.ts';
import { refuse } from '../../servers/chat-server.ts';
import type { ChatScript } from '../../servers/chat-server.ts';
import { writeResponses } from '../../servers/responses-dialect.ts';
import { weatherScript } from '../../servers/weather-script.ts';
import { request, serve, stopServers } from '../../process/openai/run-turn.ts';

afterEach(stopServers);

const secret = 'sk-0123456789';
const header = '{"format":"millrace/traffic","formatVersion":1}\n';

function turnLine(messages: readonly unknown[]): string {
  const asked = { model: '', messages, tools: [] };
  return JSON.stringify({ type: 'turn', turn: 1, timeMs: 0, connection: 'a', request: asked });
}

interface Read {
  readonly parts: readonly (readonly ChatPart[])[];
  readonly error: MillraceError | undefined;
}

async function read(model: ChatModel, asked: ChatRequest): Promise<Read> {
  const parts: (readonly ChatPart[])[] = [];
  try {
    for await (const batch of model.stream(asked, new AbortController().signal)) parts.push(batch);
    return { parts, error: undefined };
  } catch (error) {
    if (!(error instanceof MillraceError)) throw error;
    return { parts, error };
  }
}

/** Asks the model, records it, and gives what it said with the file. */
async function record(
  model: ChatModel,
  requests: readonly ChatRequest[],
): Promise<{ readonly said: readonly Read[]; readonly file: string }> {
  const lines: string[] = [];
  const recorder = createTrafficRecorder({ secrets: [secret], write: (line) => lines.push(line) });
  const tapped: ChatModel = {
    stream: (asked, signal) => model.stream(asked, signal, recorder.startTurn('test', asked)),
  };
  const said: Read[] = [];
  for (const asked of requests) said.push(await read(tapped, asked));
  return { said, file: lines.join('') };
}

async function serveModel(script: ChatScript, extra: object = {}): Promise<ChatModel> {
  const server = await serve(script);
  return createOpenAiChatModel({ baseUrl: server.url, apiKey: secret, ...extra });
}

describe('record and replay', () => {
  test.each(Object.keys(dialects) as (keyof typeof dialects)[])(
    '%s: the same parts, read by read',
    async (dialect) => {
      const model = await serveModel(weatherScript({ dialect }));
      const { said, file } = await record(model, [request]);
      const replayed = await read(createReplayModel(parseFixture(file)), request);
      expect(replayed).toEqual(said[0]);
      expect(file).not.toContain(secret);
    },
  );

  test.each(Object.entries(brokenStreams))('%s: broken in the same place', async (_name, write) => {
    const model = await serveModel(() => ({ chunks: write(['cut ', 'off']) }));
    const { said, file } = await record(model, [request]);
    const replayed = await read(createReplayModel(parseFixture(file)), request);
    expect(replayed.parts).toEqual(said[0]?.parts);
    expect(replayed.error?.code).toBe(said[0]?.error?.code);
  });

  test('the Responses API, refused fields, refusals and dead servers', async () => {
    const responses = await serveModel(() => ({ chunks: writeResponses({ text: ['a', 'b'] }) }), {
      api: 'responses',
    });
    const picky = await serveModel((asked) =>
      'stream_options' in asked.body
        ? refuse(400, 'Unknown field stream_options')
        : { chunks: dialects.openai({ text: ['ok'] }) },
    );
    const refusing = await serveModel(() => refuse(401, 'Bad key'));
    const dead = createOpenAiChatModel({ baseUrl: 'http://127.0.0.1:1/v1' });
    for (const model of [responses, picky, refusing, dead]) {
      const { said, file } = await record(model, [request]);
      const replayed = await read(createReplayModel(parseFixture(file)), request);
      expect([replayed.parts, replayed.error?.message]).toEqual([
        said[0]?.parts,
        said[0]?.error?.message,
      ]);
    }
  });

  test('a turn that was tried again is replayed with its retry', async () => {
    const model = await serveModel((asked) =>
      asked.index === 0 ? refuse(503, 'Busy') : { chunks: dialects.openai({ text: ['ok'] }) },
    );
    const patient = retrying(model, { maxRetries: 1, firstDelayMs: 1, random: () => 0 });
    const { said, file } = await record(patient, [request]);
    const { parts, error } = await read(createReplayModel(parseFixture(file)), request);
    expect([parts.flat().map((part) => part.type), error]).toEqual([
      said[0]?.parts.flat().map((part) => part.type),
      undefined,
    ]);
  });

  test('the demo model, whose reads are cut by time, gives the same text', async () => {
    const demo = createDemoModel({ pace: { firstTokenMs: 0, tokensPerSecond: 2000 } });
    const { said, file } = await record(demo, [request]);
    const { parts } = await read(createReplayModel(parseFixture(file)), request);
    expect(parts.flat()).toEqual(said[0]?.parts.flat());
  });

  test('secrets: in the request, in the answer, split over reads and events', async () => {
    const model = await serveModel(() => ({
      chunks:
        [...dialects.openai({ text: Array.from(`My key: ${secret}!`) }), '']
          .join('')
          .match(/[^]{1,7}/g) ?? [],
    }));
    const asked: ChatRequest = {
      ...request,
      messages: [{ role: 'user', content: `Is ${secret} my key?` }],
    };
    const { file } = await record(model, [asked]);
    expect(file).not.toContain('0123');
    const { parts } = await read(
      createReplayModel(parseFixture(file), { secrets: [secret] }),
      asked,
    );
    const text = parts.flat().map((part) => (part.type === 'text-delta' ? part.text : ''));
    expect(text.join('')).toBe('My key: ••••!');
  });

  test('characters that are split over reads stay what they are', async () => {
    const bytes = new TextEncoder().encode(dialects.openai({ text: ['你好 😀'] }).join(''));
    const model = await serveModel(() => ({
      chunks: Array.from({ length: bytes.length }, (_, at) => bytes.subarray(at, at + 1)),
    }));
    const { said, file } = await record(model, [request]);
    expect(await read(createReplayModel(parseFixture(file)), request)).toEqual(said[0]);
  });

  test('requests are answered by content, whatever their order; each once', async () => {
    const asked = (content: string): ChatRequest => ({
      ...request,
      messages: [{ role: 'user', content }],
    });
    const model = await serveModel((sent) => ({
      chunks: dialects.openai({ text: [`to ${sent.body.messages[0]?.content}`] }),
    }));
    const { file } = await record(model, [asked('a'), asked('b')]);
    const replay = createReplayModel(parseFixture(file));
    const second = await read(replay, asked('b'));
    expect(second.parts.flat()[0]).toEqual({ type: 'text-delta', text: 'to b' });
    const other = await read(replay, asked('c'));
    expect([other.error?.code, other.error?.message, other.error?.details]).toEqual([
      'replay_mismatch',
      'The model is asked something else than recorded turn 1 was: messages[0].content differs.',
      {
        turn: 1,
        differences: [{ path: 'messages[0].content', recorded: 'a', asked: 'c' }],
      },
    ]);
    await read(replay, asked('a'));
    expect((await read(replay, asked('a'))).error?.message).toBe(
      'The run asks for more model turns than were recorded.',
    );
  });

  test('made-up ids of calls may differ', async () => {
    const withoutIds = [
      event({
        choices: [
          { delta: { tool_calls: [{ index: 0, function: { name: 'f', arguments: '{}' } }] } },
        ],
      }),
      event({ choices: [{ delta: {}, finish_reason: 'tool_calls' }] }),
    ];
    const model = await serveModel((sent) => ({
      chunks: sent.index === 0 ? withoutIds : dialects.openai({ text: ['done'] }),
    }));
    const followUp = (id: string): ChatRequest => ({
      ...request,
      messages: [
        { role: 'assistant', content: '', toolCalls: [{ id, name: 'f', arguments: '{}' }] },
        { role: 'tool', toolCallId: id, name: 'f', content: '1' },
      ],
    });
    const { file } = await record(model, [request, followUp('one')]);
    const replay = createReplayModel(parseFixture(file));
    await read(replay, request);
    expect((await read(replay, followUp('two'))).error).toBeUndefined();
  });

  test('at its own pace it takes as long as it took; a cancel ends it at once', async () => {
    const demo = createDemoModel({ pace: { firstTokenMs: 80, tokensPerSecond: 500 } });
    const { file } = await record(demo, [request]);
    const paced = createReplayModel(parseFixture(file), { pace: 'recorded' });
    const startedAt = performance.now();
    await read(paced, request);
    expect(performance.now() - startedAt).toBeGreaterThan(75);
    const controller = new AbortController();
    const hurried = createReplayModel(parseFixture(file), { pace: 'recorded' });
    const reading = (async () => {
      for await (const _ of hurried.stream(request, controller.signal)) controller.abort();
    })();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('a file that an editor has saved anew is the same', () => {
    const text = `${header}${turnLine([])}`;
    const saved = `\uFEFF\n${text.replaceAll('\n', '\r\n')}\r\n`;
    expect(parseFixture(saved)).toEqual(parseFixture(text));
  });

  test.each([
    ['', 'it holds no model turn'],
    ['{"format":"other"}', 'its format is not millrace/traffic'],
    ['{"format":"millrace/traffic","formatVersion":1}\nnonsense', 'Line 2'],
    [`${header}{"type":"end","exchange":3,"timeMs":1,"outcome":{"kind":"done"}}`, 'exchange 3'],
    [`${header}{"type":"end","exchange":3}`, 'Line 2 of the traffic file: its timeMs is missing'],
    [`${header}{"type":"turn","turn":1,"connection":"a"}`, 'its request is missing or wrong'],
    [`${header}${turnLine([null])}`, 'its request.messages.0 is missing or wrong'],
    [`${header}${turnLine([])}\n{"type":"request","turn":2}`, 'Line 3 of the traffic file'],
    [
      `${header}{"type":"chunk","exchange":1,"timeMs":1,"base64":"§"}`,
      'its base64 is missing or wrong',
    ],
    [`${header}{"type":"constructor"}`, 'its type is unknown'],
    ['{"format":"millrace/traffic","formatVersion":2}', 'newer version'],
  ])('a file that is none: %s', (text, words) => {
    expect(() => parseFixture(text)).toThrow(words);
  });
});
