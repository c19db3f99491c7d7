import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addText, startDigest } from '../../../core/contracts/comparison/digest.ts';
import { compareTexts } from '../../../core/contracts/comparison/compare-texts.ts';
import type { RunRecord } from '../../../core/contracts/record.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { sampleEvent, sampleRun } from '../record/sample-events.ts';
import { compareByIds } from './compared.ts';

const pieces = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 40,
});

test('a text has one digest, however it is cut', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const [cut, whole] = [startDigest(), startDigest()];
      for (const part of parts) addText(cut, part);
      addText(whole, parts.join(''));
      expect(cut).toEqual(whole);
    }),
  );
});

test('the first other token is found at its place, in any text and however each run cut it', async () => {
  const record = openRecord(':memory:');
  let runs = 0;
  const write = (parts: readonly string[]): string => writeRun(record, `run-${++runs}`, parts);
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat(), fc.integer({ min: 1, max: 9 }), async (parts, at, size) => {
      const place = at % parts.length;
      const changed = parts.map((part, index) => (index === place ? `\u2603${part}` : part));
      const same = parts.slice(0, place).join('').length;
      const other = changed.join('').match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
      const compared = await compareByIds(record, write(parts), write(other));
      const row = compared.comparison.firstTextRow ?? -1;
      const text = await compareTexts(record, compared, row, 'text');
      // The snowman may stand before another one.
      const expected = same + countSame(parts.slice(place).join(''), changed.slice(place).join(''));
      expect(text.differsAt).toBe(expected);
      expect(tokenAt(parts, expected)).toEqual(text.a?.token?.number);
      expect(tokenAt(other, expected)).toEqual(text.b?.token?.number);
    }),
    { numRuns: 60 },
  );
  record.close();
});

test('a text that goes on, and one that was taken back, part where they end', async () => {
  const record = openRecord(':memory:');
  const a = writeRun(record, 'a', ['The ', 'same']);
  const b = writeRun(record, 'b', ['Void ', undefined, 'The ', 'same', ' and more']);
  const compared = await compareByIds(record, a, b);
  expect(await compareTexts(record, compared, 1, 'text')).toMatchObject({
    differsAt: 8,
    a: { text: 'The same', total: 8 },
    b: { text: 'The same and more', token: { number: 3, count: 3, sameCharacters: 0 } },
  });
  record.close();
});

test('of a long text as much is given as lies around the place', async () => {
  const record = openRecord(':memory:');
  const long = Array.from({ length: 50_000 }, (_, at) => `word${at} `);
  const a = writeRun(record, 'a', long);
  const b = writeRun(record, 'b', long.with(30_000, 'other '));
  const compared = await compareByIds(record, a, b);
  const { differsAt = 0, ...text } = await compareTexts(record, compared, 1, 'text', 1000);
  expect([text.a?.text.slice(500, 509), text.b?.text.slice(500, 506), text.a?.from]).toEqual([
    'word30000',
    'other ',
    differsAt - 500,
  ]);
  expect(text.a?.token?.number).toBe(30_001);
  record.close();
});

function countSame(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** The number of the piece that holds a character; undefined behind the end. */
function tokenAt(parts: readonly string[], at: number): number | undefined {
  let end = 0;
  const found = parts.findIndex((part) => (end += part.length) > at);
  return found < 0 ? undefined : found + 1;
}

/** A run of one step that streamed these pieces; undefined takes back what came before. */
function writeRun(
  record: RunRecord,
  runId: string,
  parts: readonly (string | undefined)[],
): string {
  const writer = record.startRun(sampleRun(runId));
  const append = (queue: string, body: unknown): void =>
    writer.append(sampleEvent(runId, ++order, { queue, body }));
  let order = 0;
  append('status', { type: 'span-opened', parentSpanId: '', kind: 'llm', title: 'Model' });
  const error = { code: 'broken', message: 'It broke.' };
  for (const text of parts) {
    if (text === undefined) append('output', { type: 'retry', delayMs: 1, error, within: true });
    else append('output', { type: 'text-delta', text });
  }
  append('status', { type: 'span-closed', state: 'done', durationUs: 10 });
  writer.end({ state: 'done', endedUs: 1_760_000_000_100_000 });
  return runId;
}
