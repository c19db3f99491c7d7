import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/shared/json.ts';
import { type RawFormatId, rawFormats } from '../../../core/stream/formats/index.ts';
import type { ToolFormat } from '../../../core/stream/formats/tool-format.ts';
import { writeCalls } from '../../../core/stream/formats/write-calls.ts';
import { cutRandomly } from './sieve-chunkings.ts';
import { createSieve, readParts, runSieve } from './sieve-run.ts';

const formatIds = Object.keys(rawFormats) as RawFormatId[];

function listTextMarkers(format: ToolFormat): readonly string[] {
  return [
    ...format.calls.flatMap((syntax) => syntax.open),
    ...(format.reasoning?.open ?? []),
    ...format.strip,
    ...(format.stop ?? []),
  ];
}

function withoutMarkers(format: ToolFormat): fc.Arbitrary<string> {
  const markers = listTextMarkers(format);
  // Pieces of markers among arbitrary text make near misses likely.
  const fragment = fc
    .constantFrom(...markers)
    .chain((marker) => fc.nat(marker.length - 1).map((length) => marker.slice(0, length)));
  return fc
    .array(fc.oneof(fragment, fc.string({ unit: 'binary' }), fc.constantFrom(' ', '\n', '✿', '<')))
    .map((pieces) => pieces.join(''))
    .filter((text) => !markers.some((marker) => text.includes(marker)));
}

const toolName = fc.stringMatching(/^[a-z][a-z_.-]{0,12}$/);
const call = fc.record({
  name: toolName,
  arguments: fc
    .dictionary(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('name', 'arguments', '__proto__')),
      fc.oneof(fc.jsonValue(), fc.constantFrom('</tool_call>', '<|action_end|>', '✿FUNCTION✿: x')),
    )
    .map((values) => JSON.parse(JSON.stringify(values)) as JsonObject),
});
const seed = fc.integer({ min: 1, max: 2 ** 31 });

describe.each(formatIds)('%s', (id) => {
  const format = rawFormats[id];

  test('text without markers passes verbatim in any pieces', () => {
    fc.assert(
      fc.property(withoutMarkers(format), seed, (text, cut) => {
        const expected = { visible_text: text, reasoning: '', calls: [], errors: [] };
        expect(runSieve({ format: id }, cutRandomly(text, cut))).toEqual(expected);
      }),
    );
  });

  test('what is held back is always the beginning of a live marker', () => {
    const markers = listTextMarkers(format);
    fc.assert(
      fc.property(withoutMarkers(format), seed, (text, cut) => {
        const sieve = createSieve({ format: id });
        let read = '';
        let shown = '';
        for (const piece of cutRandomly(text, cut)) {
          read += piece;
          shown += readParts(sieve.push(piece)).visible_text;
          expect(read.startsWith(shown)).toBe(true);
          const held = read.slice(shown.length);
          const isPrefix = markers.some(
            (marker) => marker.length > held.length && marker.startsWith(held),
          );
          expect({ held, isPrefix }).toEqual({ held, isPrefix: true });
        }
      }),
    );
  });

  test('what is written is read back in any pieces', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 4 }), seed, (calls, cut) => {
        const text = writeCalls(format, calls);
        const expected = { visible_text: '', reasoning: '', calls, errors: [] };
        expect(runSieve({ format: id }, cutRandomly(text, cut))).toEqual(expected);
      }),
    );
  });

  test('text and calls in any order come out in order, in any pieces', () => {
    // A word at both ends keeps the text apart from the white-space rules, which have cases of their own.
    const word = withoutMarkers(format)
      .map((text) => `a${text}z`)
      .filter((text) => !listTextMarkers(format).some((marker) => text.includes(marker)));
    const item = fc.oneof(
      word.map((text) => ({ text, calls: [] as const })),
      call.map((one) => ({ text: '', calls: [one] })),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), seed, (items, cut) => {
        const text = items.map((one) => one.text + writeCalls(format, one.calls)).join('');
        const expected = {
          visible_text: items.map((one) => one.text).join(''),
          reasoning: '',
          calls: items.flatMap((one) => one.calls),
          errors: [],
        };
        expect(runSieve({ format: id }, cutRandomly(text, cut))).toEqual(expected);
      }),
    );
  });

  test('any mixture of markers gives the same result in any pieces', () => {
    const scraps = [
      ...listTextMarkers(format),
      ...(format.reasoning?.close ?? []),
      ...format.calls.flatMap((syntax) => [
        ...syntax.close,
        ...(syntax.body === 'head-json' ? syntax.separator : []),
      ]),
      '{"name":"f","arguments":{"a":1}}',
      '{"a":1}',
      '{"a',
      "'",
      '"',
      '{',
      '}',
      ']',
      '[1',
      '```json\n',
      '```',
      ',',
      ':',
      'f',
      ' ',
      '\n',
      'True',
      'word',
      '\\',
      ' '.repeat(401),
    ];
    const outcome = fc.constantFrom('complete', 'length', 'interrupted');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...scraps), { maxLength: 24 }),
        outcome,
        fc.boolean(),
        seed,
        (pieces, ended, startInReasoning, cut) => {
          const text = pieces.join('');
          const run = { format: id, toolNames: ['f'], outcome: ended, startInReasoning } as const;
          const whole = runSieve(run, [text]);
          expect(runSieve(run, cutRandomly(text, cut))).toEqual(whole);
          expect(runSieve(run, Array.from(text))).toEqual(whole);
        },
      ),
      { numRuns: 400 },
    );
  });
});
