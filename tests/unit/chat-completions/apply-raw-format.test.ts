import { describe, expect, test } from 'vitest';
import type { ChatPart } from '../../../core/contracts/chat.ts';
import { RawFormatReader } from '../../../core/stream/chat-completions/apply-raw-format.ts';
import { ChatTurnReader } from '../../../core/stream/chat-completions/chat-turn-reader.ts';
import type { ChatTurnReaderOptions } from '../../../core/stream/chat-completions/chat-turn-reader.ts';
import { deltaChunk } from '../../servers/chat-dialects.ts';
import { collectParts } from './collect-parts.ts';

test('text of the last read comes before what the sieve still held, usage and finish after both', () => {
  const reader = new RawFormatReader('hermes', [], () => 'id');
  const usage = { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } } as const;
  expect([
    reader.push([{ type: 'text-delta', text: 'one <tool' }]),
    reader.end([
      { type: 'text-delta', text: '> two <too' },
      usage,
      { type: 'finish', reason: 'stop' },
    ]),
  ]).toEqual([
    [{ type: 'text-delta', text: 'one ' }],
    [
      { type: 'text-delta', text: '<tool> two ' },
      { type: 'text-delta', text: '<too' },
      usage,
      { type: 'finish', reason: 'stop' },
    ],
  ]);
});

describe('raw formats in what an endpoint sends', () => {
  function readDeltas(
    options: ChatTurnReaderOptions,
    deltas: readonly Record<string, unknown>[],
    finish = 'stop',
  ) {
    let made = 0;
    const reader = new ChatTurnReader({ createId: () => `made${made++}`, ...options });
    const parts: ChatPart[] = [];
    for (const delta of deltas) {
      const data = `data: ${JSON.stringify(deltaChunk(delta))}\n\n`;
      parts.push(...reader.push(new TextEncoder().encode(data)));
    }
    const last = `data: ${JSON.stringify(deltaChunk({}, finish))}\n\n`;
    parts.push(...reader.push(new TextEncoder().encode(last)), ...reader.end());
    return collectParts(parts);
  }

  const kimi =
    '<|tool_calls_section_begin|><|tool_call_begin|>functions.f:0<|tool_call_argument_begin|>{"x":1}<|tool_call_end|><|tool_calls_section_end|>';
  const call = { id: 'made0', name: 'f', arguments: '{"x":1}' };

  test('calls in content, as they leak through some routers', () => {
    const deltas = [{ content: `Hm.${kimi.slice(0, 40)}` }, { content: kimi.slice(40) }];
    expect(readDeltas({ rawFormat: 'kimi-k2' }, deltas)).toEqual({
      text: 'Hm.',
      reasoning: '',
      calls: [call],
      errors: [],
      finish: 'tool-calls',
    });
  });

  test('calls in reasoning that is sent apart, where the format has them there', () => {
    const deltas = [
      { reasoning_content: 'look ' },
      { reasoning_content: kimi.slice(0, 30) },
      { reasoning_content: kimi.slice(30) },
    ];
    expect(readDeltas({ rawFormat: 'kimi-k2' }, deltas)).toEqual({
      text: '',
      reasoning: 'look',
      calls: [call],
      errors: [],
      finish: 'tool-calls',
    });
    const off = readDeltas({ rawFormat: 'kimi-k2', readsReasoning: false }, deltas);
    expect(off).toMatchObject({ reasoning: `look ${kimi}`, calls: [], finish: 'stop' });
    const hermes = readDeltas({ rawFormat: 'hermes' }, deltas);
    expect(hermes).toMatchObject({ reasoning: `look ${kimi}`, calls: [] });
  });

  test('API calls and calls in text are numbered as one row', () => {
    const deltas = [
      { tool_calls: [{ index: 0, id: 'a', function: { name: 'g', arguments: '{}' } }] },
      { content: '<tool_call>{"name":"f","arguments":{"x":1}}</tool_call>' },
    ];
    const read = readDeltas({ rawFormat: 'hermes' }, deltas, 'tool_calls');
    expect(read.calls.map(({ name }) => name).toSorted()).toEqual(['f', 'g']);
  });

  test('content begins in reasoning only if the endpoint sent none apart', () => {
    const content = { content: 'plan</think>Right.' };
    const apart = { reasoning_content: 'plan' };
    expect([
      readDeltas({ rawFormat: 'minimax-m2' }, [content]),
      readDeltas({ rawFormat: 'minimax-m2' }, [apart, { content: 'Right.' }]),
      readDeltas({ rawFormat: 'minimax-m2', startInReasoning: false }, [{ content: 'Right.' }]),
      readDeltas({ rawFormat: 'minimax-m2', startInReasoning: 'auto' }, [content]),
      readDeltas({ rawFormat: 'deepseek-v3', startInReasoning: true }, [content]),
      readDeltas({ rawFormat: 'deepseek-v3', startInReasoning: true }, [
        { content: '<think>plan</think>Right.' },
      ]),
      readDeltas({ rawFormat: 'hermes', startInReasoning: true }, [apart, { content: 'Right.' }]),
    ]).toEqual(
      ['plan', 'plan', '', 'plan', 'plan', 'plan', 'plan'].map((reasoning) => ({
        text: 'Right.',
        reasoning,
        calls: [],
        errors: [],
        finish: 'stop',
      })),
    );
  });

  test('where reasoning is only likely, a complete answer without its end was the answer', () => {
    const likely = { rawFormat: 'hermes', startInReasoning: 'likely' } as const;
    const written = '<tool_call>{"name":"f","arguments":{}}</tool_call>';
    const read = (content: string, finish = 'stop'): unknown => {
      const { text, reasoning, calls } = readDeltas(likely, [{ content }], finish);
      return [text, reasoning, calls.length];
    };
    expect([
      read('plan</think>Right.'),
      read('Right.'),
      read('</think>Right.'),
      read(`plan</think>${written}`),
      read('plan</think>'),
      // What was cut says nothing of what would have followed.
      read('plan', 'length'),
    ]).toEqual([
      ['Right.', 'plan', 0],
      ['Right.', 'Right.', 0],
      ['Right.', '', 0],
      ['', 'plan', 1],
      ['', 'plan', 0],
      ['', 'plan', 0],
    ]);
    const apart = [{ reasoning_content: 'plan' }, { content: 'Right.' }];
    expect(readDeltas(likely, apart)).toMatchObject({ text: 'Right.', reasoning: 'plan' });
  });

  test('a length cut withholds the call in the text', () => {
    const deltas = [{ content: '<tool_call>{"name":"f","arguments":{}}</tool_call>' }];
    const read = readDeltas({ rawFormat: 'hermes' }, deltas, 'length');
    expect(read).toMatchObject({ calls: [], errors: ['call_withheld'], finish: 'length' });
  });

  test("a user's own format", () => {
    const extraFormats = [
      {
        id: 'mine',
        title: 'Mine',
        calls: [
          { body: 'head-json', open: ['@call '], close: ['@end'], separator: [' with '] } as const,
        ],
        strip: [],
      },
    ];
    const deltas = [{ content: 'Ok @call f with {"x":1}@end' }];
    expect(readDeltas({ rawFormat: 'mine', extraFormats }, deltas)).toMatchObject({
      text: 'Ok ',
      calls: [call],
    });
  });
});
