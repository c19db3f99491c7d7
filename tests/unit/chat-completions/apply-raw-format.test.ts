import { expect, test } from 'vitest';
import { RawFormatReader } from '../../../core/stream/chat-completions/apply-raw-format.ts';

test('text of the last read comes before what the sieve still held, usage and finish after both', () => {
  const reader = new RawFormatReader('hermes', [], () => 'id');
  const usage = { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } } as const;
  expect([
    reader.push([{ type: 'text-delta', text: 'one <tool' }]),
    reader.end([{ type: 'text-delta', text: '> two <too' }, usage, { type: 'finish', reason: 'stop' }]),
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
