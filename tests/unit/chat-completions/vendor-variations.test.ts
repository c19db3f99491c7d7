import { describe, expect, test } from 'vitest';
import { ChatTurnReader } from '../../../core/stream/chat-completions/chat-turn-reader.ts';
import { deltaChunk, done, event } from '../../servers/chat-dialects.ts';
import { type CollectedTurn, collectParts } from './collect-parts.ts';
import { readPieces, splitsOf } from './splits.ts';

type Chunk = Record<string, unknown>;

interface Variation {
  readonly name: string;
  readonly body: string;
  /** What is left out is empty; `finish` is `tool-calls` with calls, else `stop`. */
  readonly expected: Partial<CollectedTurn>;
}

const args = '{"sku":"A-7"}';
const stock = { id: 'a', name: 'get_stock', arguments: args };
const ping = { id: 'b', name: 'ping', arguments: '{}' };

function calls(...items: readonly Chunk[]): Chunk {
  return deltaChunk({ tool_calls: items });
}

function whole(call: typeof stock, more: Chunk = {}): Chunk {
  return { id: call.id, function: { name: call.name, arguments: call.arguments }, ...more };
}

function stream(...chunks: readonly Chunk[]): string {
  return chunks.map(event).join('') + done;
}

const end = deltaChunk({}, 'tool_calls');
const usage = { prompt_tokens: 40, completion_tokens: 20 };
const counted = { inputTokens: 40, outputTokens: 20 };
const emptyChoices = { choices: [], usage };

const variations: readonly Variation[] = [
  {
    name: 'Azure: a first chunk with nothing but empty fields, a late one without delta',
    body: stream(
      { choices: [], id: '', model: '', object: '', prompt_filter_results: [] },
      calls(whole(stock, { index: 0, type: 'function' })),
      end,
      { choices: [{ index: 0, finish_reason: null, content_filter_offsets: {} }] },
    ),
    expected: { calls: [stock] },
  },
  {
    name: 'Foundry and Mistral: no type',
    body: stream(calls(whole(stock, { index: 0 })), end),
    expected: { calls: [stock] },
  },
  {
    name: 'Gemini: no index, finish stop, a thought signature to be returned',
    body: stream(
      calls(whole(stock, { extra_content: { google: { thought_signature: 's' } } }), whole(ping)),
      deltaChunk({}, 'stop'),
    ),
    expected: {
      calls: [{ ...stock, extra: { extra_content: { google: { thought_signature: 's' } } } }, ping],
    },
  },
  {
    name: 'Ollama: whole calls, index 0 for each, reasoning under its own name',
    body: stream(
      deltaChunk({ content: '', reasoning: 'hm' }),
      calls(whole(stock, { index: 0 })),
      calls(whole(ping, { index: 0 })),
      end,
    ),
    expected: { reasoning: 'hm', calls: [stock, ping] },
  },
  {
    name: 'older Ollama: no index at all',
    body: stream(calls(whole(stock)), calls(whole(ping)), deltaChunk({}, 'stop')),
    expected: { calls: [stock, ping] },
  },
  {
    name: 'DashScope: empty ids on continuations, a trailing empty piece, usage apart',
    body: stream(
      calls({ index: 0, id: 'a', function: { name: 'get_stock', arguments: '' } }),
      calls({ index: 0, id: '', function: { arguments: args } }),
      calls({ index: 0, id: '', function: { arguments: '' } }),
      end,
      emptyChoices,
    ),
    expected: { calls: [stock], usage: counted },
  },
  {
    name: 'Mistral: thinking parts, then calls, finish and usage in one chunk',
    body: stream(
      deltaChunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }] }),
      deltaChunk({ content: [{ type: 'text', text: 'Hi' }] }),
      { ...deltaChunk({ content: '', tool_calls: [whole(stock)] }, 'tool_calls'), usage },
    ),
    expected: { reasoning: 'hm', text: 'Hi', calls: [stock], usage: counted },
  },
  {
    name: 'hosted GLM: an empty name later',
    body: stream(
      calls({ index: 0, id: 'a', function: { name: 'get_stock', arguments: '' } }),
      calls({ index: 0, id: 'a', function: { name: '', arguments: args } }),
      end,
    ),
    expected: { calls: [stock] },
  },
  {
    name: 'DeepSeek: null content beside reasoning, usage on the finish chunk',
    body: stream(
      deltaChunk({ content: null, reasoning_content: 'hm' }),
      deltaChunk({ content: 'Hi', reasoning_content: null }),
      { ...deltaChunk({ content: '' }, 'stop'), usage },
    ),
    expected: { reasoning: 'hm', text: 'Hi', usage: counted },
  },
  {
    name: 'Groq: usage under its own name',
    body: stream(deltaChunk({ reasoning: 'hm' }), calls(whole(stock, { index: 0 })), {
      ...end,
      x_groq: { id: 'r', usage },
    }),
    expected: { reasoning: 'hm', calls: [stock], usage: counted },
  },
  {
    name: 'xAI: whole calls, usage with empty choices that counts reasoning apart',
    body: stream(
      deltaChunk({ reasoning_content: 'hm' }),
      calls(whole(stock, { index: 0, type: 'function' })),
      end,
      {
        choices: [],
        usage: { ...usage, completion_tokens_details: { reasoning_tokens: 30 } },
      },
    ),
    expected: {
      reasoning: 'hm',
      calls: [stock],
      usage: { inputTokens: 40, outputTokens: 50, reasoningTokens: 30 },
    },
  },
  {
    name: 'Anthropic: the index begins at 1, pieces of arguments are empty',
    body: stream(
      deltaChunk({ content: 'Hi' }),
      calls({ index: 1, id: 'a', function: { name: 'get_stock', arguments: '' } }),
      calls({ index: 1, function: { arguments: '' } }),
      calls({ index: 1, function: { arguments: args } }),
      calls({ index: 2, id: 'b', function: { name: 'ping', arguments: '' } }),
      calls({ index: 2, function: { arguments: '{}' } }),
      end,
    ),
    expected: { text: 'Hi', calls: [stock, ping] },
  },
  {
    name: 'vLLM: null arguments first; a forced tool ends with stop',
    body: stream(
      calls({ index: 0, id: 'a', function: { name: 'get_stock', arguments: null } }),
      calls({ index: 0, function: { arguments: args } }),
      deltaChunk({}, 'stop'),
    ),
    expected: { calls: [stock] },
  },
  {
    name: 'OpenRouter: comments between events',
    body: `: OPENROUTER PROCESSING\n\n${stream(deltaChunk({ content: 'Hi' }, 'stop'))}`,
    expected: { text: 'Hi' },
  },
  {
    name: 'a proxy: comments sent as data',
    body: `data: : OPENROUTER PROCESSING\n\n${stream(deltaChunk({ content: 'Hi' }, 'stop'))}`,
    expected: { text: 'Hi' },
  },
  {
    name: 'OpenRouter: an error at the top level withholds the calls',
    body: stream(calls(whole(stock, { index: 0 })), {
      ...deltaChunk({ content: '' }, 'error'),
      error: { code: 502, message: 'gone' },
    }),
    expected: { errors: ['provider_error', 'call_withheld'], finish: 'interrupted' },
  },
  {
    name: 'framing: no space after data, a carriage return after the end, CRLF',
    body: stream(deltaChunk({ content: 'é🙂' }, 'stop'))
      .replaceAll('data: ', 'data:')
      .replaceAll('\n', '\r\n')
      .replace(/(\r\n)+$/, '\r'),
    expected: { text: 'é🙂' },
  },
  {
    name: 'llama.cpp forks and Perplexity: no [DONE]',
    body: stream(deltaChunk({ content: 'Hi' }, 'stop')).replace(done, ''),
    expected: { text: 'Hi' },
  },
  {
    name: 'the end without a finish reason is a failure',
    body: stream(deltaChunk({ content: 'Hi' })).replace(done, ''),
    expected: { text: 'Hi', errors: ['no_finish_reason'], finish: 'interrupted' },
  },
  {
    name: 'a length cut never makes a call',
    body: stream(calls(whole(stock, { index: 0 })), deltaChunk({}, 'length')),
    expected: { errors: ['call_withheld'], finish: 'length' },
  },
  {
    name: 'arguments that are empty, null, or an object',
    body: stream(
      calls({ index: 0, id: 'x', function: { name: 'p', arguments: '' } }),
      calls({ index: 1, id: 'y', function: { name: 'q', arguments: null } }),
      calls({ index: 2, id: 'a', function: { name: 'get_stock', arguments: { sku: 'A-7' } } }),
      end,
    ),
    expected: {
      calls: [{ id: 'x', name: 'p', arguments: '' }, { id: 'y', name: 'q', arguments: '' }, stock],
    },
  },
  {
    name: 'a refusal, in its own field and as a part of the content',
    body: stream(
      deltaChunk({ refusal: 'I ' }),
      deltaChunk({ content: [{ type: 'refusal', refusal: 'cannot.' }] }, 'stop'),
    ),
    expected: { text: 'I cannot.' },
  },
  {
    name: 'the old function_call',
    body: stream(
      deltaChunk({ function_call: { name: 'get_stock', arguments: '' } }),
      deltaChunk({ function_call: { arguments: args } }),
      deltaChunk({}, 'function_call'),
    ),
    expected: { calls: [{ ...stock, id: 'made0' }] },
  },
  {
    name: 'Moonshot: usage inside the choice',
    body: stream({
      choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: 'stop', usage }],
    }),
    expected: { text: 'Hi', usage: counted },
  },
  {
    name: 'Gemini: a call that its own side could not read is a failure',
    body: stream(deltaChunk({}, 'function_call_filter: MALFORMED_FUNCTION_CALL')),
    expected: { errors: ['provider_error'], finish: 'interrupted' },
  },
];

describe('what vendors do otherwise, in every split', () => {
  test.each(variations)('$name', ({ body, expected }) => {
    const bytes = new TextEncoder().encode(body);
    const made = expected.calls ?? [];
    const turn = {
      text: '',
      reasoning: '',
      calls: [],
      errors: [],
      finish: made.length > 0 ? 'tool-calls' : 'stop',
      ...expected,
    };
    for (const cuts of splitsOf(bytes.length)) {
      expect(collectParts(readPieces(bytes, cuts))).toEqual(turn);
    }
  });

  test('the provider’s own word for the end is kept', () => {
    const reader = new ChatTurnReader();
    reader.push(new TextEncoder().encode(stream(calls(whole(stock)), deltaChunk({}, 'stop'))));
    expect([reader.end().at(-1), reader.providerFinishReason]).toEqual([
      { type: 'finish', reason: 'tool-calls' },
      'stop',
    ]);
  });
});
