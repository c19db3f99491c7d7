import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PendingEvent } from '../../../core/contracts/events.ts';
import { FrameEncoder, decodeFrame } from '../../../core/contracts/frame-codec.ts';
import type { Frame } from '../../../core/contracts/frame-codec.ts';
import { range, sampleEvent } from './sample-events.ts';

function encode(events: readonly PendingEvent[]): Frame {
  const encoder = new FrameEncoder();
  for (const event of events) encoder.add(event);
  return encoder.finish();
}

/** What JSON text makes of a value: the codec promises exactly that, such as 0 for -0. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

const text = fc.string({ unit: 'binary', maxLength: 12 });
const lone = fc.constantFrom('\ud83d', '\ude00', '\u2028', '"\\\n\0');
const bodies = fc.oneof(
  fc.oneof(text, lone).map((delta) => ({ type: 'text-delta', text: delta })),
  text.map((delta) => ({ type: 'reasoning-delta', text: delta })),
  fc.record({ type: fc.constant('tool-call-delta'), callId: text, text }),
  fc.record({ type: fc.constant('tool-call-end'), callId: text, name: text, arguments: text }),
  fc.record({ type: fc.constantFrom('text-delta', 'reasoning-delta'), text, more: fc.jsonValue() }),
  fc.record({ type: fc.constant('text-delta'), text: fc.integer() }),
  fc.record(
    {
      type: fc.constantFrom('span-opened', 'span-closed', 'span-started', 'span-finished'),
      parentSpanId: text,
      kind: text,
      title: text,
    },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('span-closed'), state: text, durationUs: fc.nat() }),
  fc.record({ type: fc.constant('span-started'), input: fc.jsonValue() }),
  fc.record(
    {
      type: fc.constant('span-finished'),
      output: fc.jsonValue(),
      durationUs: fc.nat(),
      usage: fc.jsonValue(),
    },
    { requiredKeys: ['type', 'output', 'durationUs'] },
  ),
  text,
  fc.array(fc.jsonValue(), { maxLength: 4 }),
  fc.jsonValue(),
);
const events = fc.array(
  fc.record({
    runId: fc.constant('run'),
    queue: fc.constantFrom('output', 'trace', 'status', 'my "own"', ''),
    spanId: fc.constantFrom('', 's1', 's2', 's3'),
    nodeId: fc.constantFrom('', 'n1', '__proto__'),
    attempt: fc.integer({ min: 1, max: 3 }),
    iteration: fc.constantFrom('', 'loop1:3'),
    order: fc.oneof(fc.nat(5), fc.maxSafeNat()),
    timeUs: fc.oneof(
      fc.integer({ min: 1_760_000_000_000_000, max: 1_760_000_000_001_000 }),
      fc.double({ min: 0, max: 2e15, noNaN: true }),
    ),
    body: bodies,
  }),
  { maxLength: 60 },
);

describe('a frame', () => {
  test('gives back every event exactly, whatever it holds', () => {
    fc.assert(
      fc.property(events, fc.nat(1e9), (list, firstSeq) => {
        const frame = encode(list);
        const expected = list.map((event, index) => ({ ...event, seq: firstSeq + index }));
        expect(asJson(decodeFrame('run', firstSeq, frame.payload))).toEqual(asJson(expected));
        expect(frame.count).toBe(list.length);
      }),
      { numRuns: 400 },
    );
  });

  test('counts and decodes each queue alone', () => {
    fc.assert(
      fc.property(events, (list) => {
        const frame = encode(list);
        const counts = JSON.parse(frame.queues) as Record<string, number>;
        for (const queue of new Set(list.map((event) => event.queue))) {
          const expected = list.flatMap((event, index) =>
            event.queue === queue ? [index + 7] : [],
          );
          const seqs = decodeFrame('run', 7, frame.payload, queue).map((event) => event.seq);
          expect([counts[queue], seqs]).toEqual([expected.length, expected]);
        }
      }),
    );
  });

  test('costs a token few bytes, also when two branches take turns', () => {
    const oneStream = encode(range(1, 256).map((order) => sampleEvent('r', order)));
    const twoStreams = encode(
      range(1, 256).map((order) =>
        sampleEvent('r', order, { spanId: order % 2 === 0 ? 'a' : 'b' }),
      ),
    );
    const texts = range(1, 256).reduce((sum, order) => sum + `t${order} `.length, 0);
    expect((oneStream.payload.length - texts) / 256).toBeLessThan(7);
    expect((twoStreams.payload.length - texts) / 256).toBeLessThan(12);
  });

  test('stores what is not JSON as near to it as JSON allows instead of failing the batch', () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    const frame = encode([
      sampleEvent('r', 1, { body: { type: 'retry', details: { big: 10n, circular } } }),
      sampleEvent('r', 2),
    ]);
    expect(decodeFrame('r', 1, frame.payload).map((event) => event.body)).toEqual([
      { type: 'retry', details: { big: '10', circular: { self: '[circular]' } } },
      { type: 'text-delta', text: 't2 ' },
    ]);
  });

  test('starts anew after it was finished', () => {
    const encoder = new FrameEncoder();
    encoder.add(sampleEvent('r', 1));
    encoder.finish();
    encoder.add(sampleEvent('r', 2));
    expect(decodeFrame('r', 2, encoder.finish().payload)).toEqual([
      { ...sampleEvent('r', 2), seq: 2 },
    ]);
  });
});
