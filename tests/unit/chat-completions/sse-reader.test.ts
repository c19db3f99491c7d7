import { describe, expect, test } from 'vitest';
import { SseReader } from '../../../core/stream/sse/sse-reader.ts';

function readSplit(bytes: Uint8Array, cuts: readonly number[]): string[] {
  const reader = new SseReader();
  const data: string[] = [];
  let start = 0;
  for (const cut of [...cuts, bytes.length]) {
    data.push(...reader.push(bytes.subarray(start, cut)));
    start = cut;
  }
  return [...data, ...reader.end()];
}

const streams: Record<string, { readonly text: string; readonly data: readonly string[] }> = {
  'plain events': { text: 'data: {"a":1}\n\ndata: [DONE]\n\n', data: ['{"a":1}', '[DONE]'] },
  'no space after the colon': { text: 'data:{"a":1}\n\n', data: ['{"a":1}'] },
  'only one space is dropped': { text: 'data:  x\n\n', data: [' x'] },
  'CRLF and lone CR': {
    text: 'data: a\r\n\r\ndata: b\r\rdata: [DONE]\r',
    data: ['a', 'b', '[DONE]'],
  },
  'comments and other fields': {
    text: ': hello\n\nid: 1\nretry: 5\nevent: x\ndata: a\n\n: OPENROUTER PROCESSING\n\n',
    data: ['a'],
  },
  'a comment sent as data': { text: 'data: : PROCESSING\n\n', data: [': PROCESSING'] },
  'several data lines of one event': { text: 'data: {"a":\ndata: 1}\n\n', data: ['{"a":\n1}'] },
  'missing blank lines': {
    text: 'data: {"a":1}\ndata: {"b":2}\ndata: [DONE]\n',
    data: ['{"a":1}', '{"b":2}', '[DONE]'],
  },
  'last event without blank line': { text: 'data: a\n\ndata: b', data: ['a', 'b'] },
  'multi-byte characters': { text: '\uFEFFdata: 日本🙂é\n\n', data: ['日本🙂é'] },
  'a bare error document': {
    text: '{"error":{"message":"no"}}',
    data: ['{"error":{"message":"no"}}'],
  },
  'a bare error between events': {
    text: 'data: a\n\n{"error":{"message":"no"}}\ndata: b\n\n',
    data: ['a', '{"error":{"message":"no"}}', 'b'],
  },
  'a bare error over several lines': {
    text: '{\n  "error": {\n    "message": "no"\n  }\n}\n',
    data: ['{\n  "error": {\n    "message": "no"\n  }\n}'],
  },
  'an error event': {
    text: 'event: error\ndata: {"message":"no"}\n\nevent: error\ndata: gone\n\n',
    data: ['{"error":{"message":"no"}}', '{"error":{"message":"gone"}}'],
  },
};

describe('SseReader', () => {
  test.each(Object.entries(streams))(
    '%s: the same data for every split',
    (_name, { text, data }) => {
      const bytes = new TextEncoder().encode(text);
      const every = Array.from(bytes, (_byte, place) => place);
      expect(readSplit(bytes, [])).toEqual(data);
      expect(readSplit(bytes, every)).toEqual(data);
      for (const cut of every) expect(readSplit(bytes, [cut])).toEqual(data);
    },
  );

  test('hands out an event with the read that completes it', () => {
    const reader = new SseReader();
    const batches = ['data: a\n\ndata: b', '\n\n', 'data: c\n'].map((text) =>
      reader.push(new TextEncoder().encode(text)),
    );
    expect([...batches, reader.end()]).toEqual([['a'], ['b'], [], ['c']]);
  });

  test('a line in many pieces costs linear time', () => {
    const reader = new SseReader();
    const piece = new TextEncoder().encode('x'.repeat(16));
    reader.push(new TextEncoder().encode('data: '));
    const startedAt = performance.now();
    for (let count = 0; count < 200_000; count += 1) reader.push(piece);
    expect(reader.end()[0]).toHaveLength(3_200_000);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('an event that never ends is refused before it takes all memory', () => {
    const reader = new SseReader();
    const piece = 'x'.repeat(1024 * 1024);
    reader.pushText('data: ');
    for (let count = 0; count < 63; count += 1) reader.pushText(piece);
    expect(() => reader.pushText(piece)).toThrowError(
      expect.objectContaining({ code: 'provider_error' }),
    );
  });
});
