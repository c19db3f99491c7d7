import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listScraps, listTextMarkers } from '../../../core/stream/cases/format-scraps.ts';
import { cutRandomly, cutSingly } from '../../../core/stream/cases/chunkings.ts';
import { type RawFormatId, rawFormats } from '../../../core/stream/formats/index.ts';
import type { ToolFormat } from '../../../core/stream/formats/tool-format.ts';
import { writeCalls } from '../../../core/stream/formats/write-calls.ts';
import { callsFor, mayHoldText, toolsFor, withoutMarkers } from './format-arbitraries.ts';
import { createSieve, readParts, runSieve } from './sieve-run.ts';

const formatIds = Object.keys(rawFormats) as RawFormatId[];
const seed = fc.integer({ min: 1, max: 2 ** 31 });

describe.each(formatIds)('%s', (id) => {
  const format: ToolFormat = rawFormats[id];
  const plain = { format: id, toolNames: ['f'] } as const;

  test('text without markers passes verbatim in any pieces', () => {
    fc.assert(
      fc.property(withoutMarkers(format), seed, (text, cut) => {
        const expected = { visible_text: text, reasoning: '', calls: [], errors: [] };
        expect(runSieve(plain, cutRandomly(text, cut))).toEqual(expected);
      }),
    );
  });

  test('what is held back is the beginning of a live marker, or little', () => {
    const markers = listTextMarkers(format);
    fc.assert(
      fc.property(withoutMarkers(format), seed, (text, cut) => {
        const sieve = createSieve(plain);
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
          const isLittle = mayHoldText(format) && held.length <= 450;
          expect({ held, isExplained: isPrefix || isLittle }).toEqual({ held, isExplained: true });
        }
      }),
    );
  });

  test('what is written is read back in any pieces', () => {
    fc.assert(
      fc.property(callsFor(format, 4), seed, (calls, cut) => {
        const text = writeCalls(format, calls);
        const expected = { visible_text: '', reasoning: '', calls, errors: [] };
        const run = { format: id, tools: toolsFor(calls) };
        expect(runSieve(run, cutRandomly(text, cut))).toEqual(expected);
      }),
    );
  });

  test('text and calls in any order come out in order, in any pieces', () => {
    // A word at both ends keeps the text apart from the white-space rules, which have cases of their own.
    const lineStart = format.calls.some((call) => call.afterToolName !== undefined) ? '\n' : '';
    const words = withoutMarkers(format)
      .map((text) => `a: ${text}z${lineStart}`)
      .filter((text) => !listTextMarkers(format).some((marker) => text.includes(marker)));
    const texts = fc.array(words, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(callsFor(format, 4), texts, seed, (calls, gaps, cut) => {
        const text = gaps.map((gap, at) => gap + writeCalls(format, calls.slice(at, at + 1)));
        const expected = { visible_text: gaps.join(''), reasoning: '', calls, errors: [] };
        const run = { format: id, tools: toolsFor(calls) };
        expect(runSieve(run, cutRandomly(text.join(''), cut))).toEqual(expected);
      }),
    );
  });

  test('any mixture of markers gives the same result in any pieces', () => {
    const scraps = listScraps(format);
    const outcome = fc.constantFrom('complete', 'length', 'interrupted');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...scraps), { maxLength: 24 }),
        outcome,
        fc.boolean(),
        seed,
        (pieces, ended, startInReasoning, cut) => {
          const text = pieces.join('');
          const run = { ...plain, outcome: ended, startInReasoning };
          const whole = runSieve(run, [text]);
          expect(runSieve(run, cutRandomly(text, cut))).toEqual(whole);
          expect(runSieve(run, cutSingly(text))).toEqual(whole);
        },
      ),
      { numRuns: 400 },
    );
  });
});
