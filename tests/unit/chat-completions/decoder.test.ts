import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import type { ChatPart } from '../../../core/contracts/chat.ts';
import { ChatCompletionsDecoder } from '../../../core/stream/chat-completions/chat-completions-decoder.ts';
import { ChatTurnReader } from '../../../core/stream/chat-completions/chat-turn-reader.ts';
import { brokenStreams, deltaChunk, dialects } from '../../servers/chat-dialects.ts';
import type { DialectName } from '../../servers/chat-dialects.ts';
import { collectParts } from './collect-parts.ts';
import { readPieces, splitsOf } from './splits.ts';

interface Case {
  readonly id: string;
  readonly format: string;
  readonly text: string;
  readonly expect: {
    readonly visible_text: string;
    readonly reasoning: string;
    readonly calls: readonly { readonly name: string; readonly arguments: unknown }[];
    readonly errors?: readonly string[];
    readonly finish?: string;
  };
}

const fixture = new URL('../../fixtures/tool-calls/cases.json', import.meta.url);
const document = JSON.parse(readFileSync(fixture, 'utf8')) as Case[] | { readonly cases: Case[] };
const cases = (Array.isArray(document) ? document : document.cases).filter(
  (item) => item.format === 'openai-sse',
);

const turn = {
  reasoning: ['I think ', '– 考える.'],
  text: ['Let me ', 'see 🙂.'],
  calls: [
    { id: 'callaaaa1', name: 'get_stock', arguments: '{"sku":"A-7 }\\"{ é"}' },
    { id: 'callbbbb2', name: 'ping', arguments: '{}' },
  ],
  usage: { input: 40, output: 20 },
};

describe('the shared cases', () => {
  test('are there', () => expect(cases.length).toBeGreaterThanOrEqual(6));

  test.each(cases)('$id: every split', ({ text, expect: expected }) => {
    const bytes = new TextEncoder().encode(text);
    for (const cuts of splitsOf(bytes.length)) {
      const { usage: _usage, ...read } = collectParts(readPieces(bytes, cuts));
      const calls = read.calls.map(({ name, arguments: given }) => ({
        name,
        arguments: JSON.parse(given === '' ? '{}' : given) as unknown,
      }));
      const isCut = (expected.errors ?? []).length > 0;
      expect({ ...read, calls }).toEqual({
        text: expected.visible_text,
        reasoning: expected.reasoning,
        calls: expected.calls,
        errors: expected.errors ?? [],
        finish: isCut ? 'interrupted' : calls.length > 0 ? 'tool-calls' : 'stop',
      });
    }
  });
});

describe('dialects', () => {
  test.each(Object.keys(dialects) as DialectName[])('%s: every split gives the turn', (name) => {
    const bytes = new TextEncoder().encode(dialects[name](turn).join(''));
    const extra = (id: string): object =>
      name === 'gemini'
        ? { extra: { extra_content: { google: { thought_signature: `signature-of-${id}` } } } }
        : {};
    const whole = readPieces(bytes, []);
    expect(collectParts(whole)).toEqual({
      reasoning: turn.reasoning.join(''),
      text: turn.text.join(''),
      calls: turn.calls.map((call) => ({ ...call, ...extra(call.id) })),
      errors: [],
      usage: { inputTokens: 40, outputTokens: 20 },
      finish: 'tool-calls',
    });
    for (const cuts of splitsOf(bytes.length)) {
      expect(JSON.stringify(readPieces(bytes, cuts))).toBe(JSON.stringify(whole));
    }
  });

  test.each(Object.keys(dialects) as DialectName[])('%s: a plain answer stops', (name) => {
    const chunks = dialects[name]({ text: ['Hi', '!'] });
    const read = collectParts(readPieces(new TextEncoder().encode(chunks.join('')), []));
    expect(read).toMatchObject({ text: 'Hi!', calls: [], errors: [], finish: 'stop' });
  });
});

function decode(chunks: readonly object[], options: { readonly end?: boolean } = {}): ChatPart[] {
  let made = 0;
  const decoder = new ChatCompletionsDecoder({ createId: () => `made${made++}` });
  const parts = chunks.flatMap((chunk) => decoder.push(JSON.stringify(chunk)));
  return options.end === false ? parts : [...parts, ...decoder.end()];
}

function callChunk(...items: readonly object[]): object {
  return deltaChunk({ tool_calls: items });
}

const finished = deltaChunk({}, 'tool_calls');

describe('merging tool calls', () => {
  test.each([
    {
      name: 'a known id wins over another index',
      chunks: [
        callChunk({ index: 0, id: 'a', function: { name: 'f', arguments: '{"x"' } }),
        callChunk({ index: 1, id: 'b', function: { name: 'g', arguments: '{}' } }),
        callChunk({ index: 5, id: 'a', function: { arguments: ':1}' } }),
      ],
      calls: [
        { id: 'a', name: 'f', arguments: '{"x":1}' },
        { id: 'b', name: 'g', arguments: '{}' },
      ],
    },
    {
      name: 'the index leads to the newest call that used it',
      chunks: [
        callChunk({ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }),
        callChunk({ index: 0, id: 'b', function: { name: 'g', arguments: '{"y"' } }),
        callChunk({ index: 0, function: { arguments: ':2}' } }),
      ],
      calls: [
        { id: 'a', name: 'f', arguments: '{}' },
        { id: 'b', name: 'g', arguments: '{"y":2}' },
      ],
    },
    {
      name: 'without id and index the last call grows',
      chunks: [
        callChunk({ id: 'a', function: { name: 'f', arguments: '{"x"' } }),
        callChunk({ function: { arguments: ':1}' } }),
      ],
      calls: [{ id: 'a', name: 'f', arguments: '{"x":1}' }],
    },
    {
      name: 'whole calls without id and index stay apart',
      chunks: [
        callChunk({ function: { name: 'f', arguments: '{"x":1}' } }),
        callChunk({ index: 0, function: { name: 'f', arguments: '{"x":2}' } }),
      ],
      calls: [
        { id: 'made0', name: 'f', arguments: '{"x":1}' },
        { id: 'made1', name: 'f', arguments: '{"x":2}' },
      ],
    },
    {
      name: 'name and id come once and are never overwritten',
      chunks: [
        callChunk({ index: 0, function: { arguments: null } }),
        callChunk({ index: 0, id: 'late', function: { arguments: '{"x":' } }),
        callChunk({ index: 0, id: '', function: { name: 'f', arguments: '' } }),
        callChunk({ index: 0, id: 'late', function: { name: 'f', arguments: '1}' } }),
      ],
      calls: [{ id: 'late', name: 'f', arguments: '{"x":1}' }],
    },
    {
      name: 'no arguments at all',
      chunks: [callChunk({ index: 0, id: 'a', function: { name: 'f', arguments: null } })],
      calls: [{ id: 'a', name: 'f', arguments: '' }],
    },
    {
      name: 'the old function_call',
      chunks: [
        deltaChunk({ function_call: { name: 'f', arguments: '' } }),
        deltaChunk({ function_call: { arguments: '{"x":1}' } }),
      ],
      calls: [{ id: 'made0', name: 'f', arguments: '{"x":1}' }],
    },
  ])('$name', ({ chunks, calls }) => {
    expect(collectParts(decode([...chunks, finished]))).toEqual({
      text: '',
      reasoning: '',
      calls,
      errors: [],
      finish: 'tool-calls',
    });
  });

  test('no call is finished before the end of the stream', () => {
    const parts = decode(
      [callChunk({ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }), finished],
      { end: false },
    );
    expect(parts.map((part) => part.type)).toEqual(['tool-call-start', 'tool-call-delta']);
  });

  test('arguments in many pieces cost linear time', () => {
    const piece = callChunk({ index: 0, function: { arguments: 'x'.repeat(10) } });
    const cpuPerPiece = (count: number): number => {
      const before = process.cpuUsage();
      const parts = decode([
        callChunk({ index: 0, id: 'a', function: { name: 'f', arguments: '' } }),
        ...Array.from({ length: count }, () => piece),
        finished,
      ]);
      const used = process.cpuUsage(before);
      expect(collectParts(parts).calls[0]?.arguments).toHaveLength(count * 10);
      return (used.user + used.system) / count;
    };
    cpuPerPiece(5_000);
    // Quadratic cost would make a piece eight times as dear.
    expect(cpuPerPiece(40_000)).toBeLessThan(4 * cpuPerPiece(5_000));
  });

  test('as many calls as a server gone mad may send', () => {
    const count = 200_000;
    const calls = Array.from({ length: count }, (_, index) =>
      callChunk({ index, id: `c${index}`, function: { name: 'f', arguments: '{}' } }),
    );
    const body = [...calls, finished].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
    const reader = new ChatTurnReader();
    const read = collectParts([...reader.push(new TextEncoder().encode(body)), ...reader.end()]);
    expect([read.calls.length, read.errors, read.finish]).toEqual([count, [], 'tool-calls']);
  });

  test('a call without a name is malformed', () => {
    const parts = decode([
      callChunk({ index: 0, id: 'a', function: { arguments: '{}' } }),
      finished,
    ]);
    expect(collectParts(parts)).toMatchObject({ calls: [], errors: ['malformed_call'] });
  });
});

describe('streams that do not end well', () => {
  const complete = callChunk({ index: 0, id: 'a', function: { name: 'f', arguments: '{"x":1}' } });
  const cut = callChunk({ index: 1, id: 'b', function: { name: 'g', arguments: '{"y":' } });

  test.each([
    { name: 'length', last: deltaChunk({}, 'length'), failure: undefined, finish: 'length' },
    {
      name: 'content filter',
      last: deltaChunk({}, 'content_filter'),
      failure: undefined,
      finish: 'content-filter',
    },
    {
      name: 'error object',
      last: { error: { message: 'no' } },
      failure: 'provider_error',
      finish: 'interrupted',
    },
    {
      name: 'error as text',
      last: { error: 'no' },
      failure: 'provider_error',
      finish: 'interrupted',
    },
    {
      name: 'finish error',
      last: deltaChunk({}, 'error'),
      failure: 'provider_error',
      finish: 'interrupted',
    },
    {
      name: 'vLLM error',
      last: { object: 'error', message: 'no', code: 400 },
      failure: 'provider_error',
      finish: 'interrupted',
    },
    { name: 'no finish', last: deltaChunk({}), failure: 'no_finish_reason', finish: 'interrupted' },
  ])('$name: calls are withheld', ({ last, failure, finish }) => {
    const decoder = new ChatCompletionsDecoder();
    const parts = [complete, cut, last].flatMap((chunk) => decoder.push(JSON.stringify(chunk)));
    const read = collectParts([...parts, ...decoder.end()]);
    expect({ ...read, failure: decoder.failure?.code }).toEqual({
      text: '',
      reasoning: '',
      calls: [],
      errors: ['call_withheld', 'incomplete_call'],
      failure,
      finish,
    });
  });

  test('an error after the finish reason still counts', () => {
    const decoder = new ChatCompletionsDecoder();
    for (const chunk of [complete, finished, { error: { message: 'late' } }]) {
      decoder.push(JSON.stringify(chunk));
    }
    expect(collectParts(decoder.end())).toMatchObject({ calls: [], finish: 'interrupted' });
  });

  test('a piece that is no JSON fails the stream, unless it is the cut end', () => {
    const codes = [['{"choices":['], ['{"choices":[', '{}']].map((pieces) => {
      const decoder = new ChatCompletionsDecoder();
      for (const piece of pieces) decoder.push(piece);
      decoder.end();
      return decoder.failure?.code;
    });
    expect(codes).toEqual(['no_finish_reason', 'provider_error']);
  });

  test.each(Object.entries(brokenStreams))('%s keeps the text', (_name, write) => {
    const bytes = new TextEncoder().encode(write(['cut ', 'off']).join(''));
    for (const cuts of splitsOf(bytes.length)) {
      const read = collectParts(readPieces(bytes, cuts));
      expect([read.text, read.finish, read.errors.length]).toEqual(['cut off', 'interrupted', 1]);
    }
  });
});

describe('what else a chunk can hold', () => {
  test('usage with details, in each spelling', () => {
    const usages = [
      {
        prompt_tokens: 5,
        completion_tokens: 9,
        completion_tokens_details: { reasoning_tokens: 4 },
        prompt_tokens_details: { cached_tokens: 2 },
      },
      {
        input_tokens: 5,
        output_tokens: 9,
        output_tokens_details: { reasoning_tokens: 4 },
        input_tokens_details: { cached_tokens: 2 },
      },
      {
        prompt_tokens: 5,
        completion_tokens: 5,
        completion_tokens_details: { reasoning_tokens: 8 },
        prompt_cache_hit_tokens: 1,
      },
    ].map((usage) => collectParts(decode([{ ...deltaChunk({}, 'stop'), usage }])).usage);
    expect(usages).toEqual([
      { inputTokens: 5, outputTokens: 9, reasoningTokens: 4, cachedInputTokens: 2 },
      { inputTokens: 5, outputTokens: 9, reasoningTokens: 4, cachedInputTokens: 2 },
      { inputTokens: 5, outputTokens: 13, reasoningTokens: 8, cachedInputTokens: 1 },
    ]);
  });

  test('running usage on every chunk counts once', () => {
    const chunks = [1, 2, 3].map((count) => ({
      ...deltaChunk({ content: 'x' }, count === 3 ? 'stop' : null),
      usage: { prompt_tokens: 5, completion_tokens: count },
    }));
    const usages = decode(chunks).filter((part) => part.type === 'usage');
    expect(usages).toEqual([{ type: 'usage', usage: { inputTokens: 5, outputTokens: 3 } }]);
  });

  test('a refusal is text, a second choice is ignored', () => {
    const second = {
      choices: [{ index: 1, delta: { content: 'other' }, finish_reason: 'length' }],
    };
    const parts = decode([deltaChunk({ refusal: 'I cannot.' }), second, deltaChunk({}, 'stop')]);
    expect(collectParts(parts)).toMatchObject({ text: 'I cannot.', finish: 'stop' });
  });

  test('a whole completion that was not streamed', () => {
    const message = {
      role: 'assistant',
      content: 'Hi',
      reasoning_content: 'hm',
      tool_calls: ['a', 'b'].map((x) => ({
        type: 'function',
        function: { name: 'f', arguments: `{"x":"${x}"}` },
      })),
    };
    const read = collectParts(
      decode([{ choices: [{ index: 0, message, finish_reason: 'stop' }] }]),
    );
    expect(read).toEqual({
      text: 'Hi',
      reasoning: 'hm',
      calls: [
        { id: 'made0', name: 'f', arguments: '{"x":"a"}' },
        { id: 'made1', name: 'f', arguments: '{"x":"b"}' },
      ],
      errors: [],
      finish: 'tool-calls',
    });
  });
});
