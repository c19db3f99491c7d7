import { describe, expect, test } from 'vitest';
import type { ChatPart } from '../../../core/contracts/chat.ts';
import { ResponsesTurnReader } from '../../../core/stream/responses/responses-turn-reader.ts';
import { writeResponses } from '../../servers/responses-dialect.ts';
import { collectParts } from '../chat-completions/collect-parts.ts';

const bytes = new TextEncoder().encode(
  writeResponses({
    reasoning: ['Erst.', '然后。'],
    text: ['Ich schaue ', 'nach 😀.'],
    calls: [
      { id: 'a', name: 'weather', arguments: '{"city":"Zürich"}' },
      { id: 'b', name: 'weather', arguments: '{}' },
    ],
  }).join(''),
);

function read(pieces: readonly Uint8Array[]): ReturnType<typeof collectParts> {
  const reader = new ResponsesTurnReader();
  const parts: ChatPart[] = pieces.flatMap((piece) => reader.push(piece));
  parts.push(...reader.end());
  return collectParts(parts);
}

describe('a Responses stream', () => {
  const whole = read([bytes]);

  test('is read', () => {
    expect(whole).toMatchObject({
      text: 'Ich schaue nach 😀.',
      reasoning: 'Erst.\n\n然后。',
      calls: [
        { id: 'a', arguments: '{"city":"Zürich"}' },
        { id: 'b', arguments: '{}' },
      ],
      finish: 'tool-calls',
    });
  });

  test('is the same at every split in two, and byte by byte', () => {
    const different = Array.from({ length: bytes.length }, (_, at) => at).filter((at) => {
      const turn = read([bytes.subarray(0, at), bytes.subarray(at)]);
      return JSON.stringify(turn) !== JSON.stringify(whole);
    });
    expect(different).toEqual([]);
    expect(read(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  test('finishes no call at whatever byte it ends', () => {
    const end = new TextDecoder().decode(bytes).indexOf('event: response.completed');
    const finished = Array.from({ length: end }, (_, at) => at).filter(
      (at) => read([bytes.subarray(0, at)]).calls.length > 0,
    );
    expect(finished).toEqual([]);
  });

  test('reads calls from the text where a raw format is named', () => {
    const reader = new ResponsesTurnReader({
      rawFormat: 'hermes',
      tools: [{ name: 'f', description: '', parameters: { type: 'object', properties: {} } }],
    });
    const text = ['Hm. <tool_', 'call>{"name":"f","arguments":{}}</tool_call>'];
    const stream = new TextEncoder().encode(writeResponses({ text }).join(''));
    const turn = collectParts([...reader.push(stream), ...reader.end()]);
    expect([turn.text.trim(), turn.calls.map(({ name }) => name), turn.finish]).toEqual([
      'Hm.',
      ['f'],
      'tool-calls',
    ]);
  });
});
