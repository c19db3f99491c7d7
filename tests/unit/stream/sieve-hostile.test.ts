import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../core/shared/json.ts';
import { cutRandomly, cutSingly } from '../../../core/stream/cases/chunkings.ts';
import { listTextMarkers } from '../../../core/stream/cases/format-scraps.ts';
import { type RawFormatId, rawFormats } from '../../../core/stream/formats/index.ts';
import type { ToolFormat } from '../../../core/stream/formats/tool-format.ts';
import { writeCalls } from '../../../core/stream/formats/write-calls.ts';
import { createSieve, createTool, readParts, runSieve } from './sieve-run.ts';

const formatIds = Object.keys(rawFormats) as RawFormatId[];
const tool = createTool('f', {
  a: { type: 'string' },
  l: { type: 'array' },
  n: { type: 'number' },
  __proto__x: { type: 'number' },
});

function read(format: RawFormatId, pieces: readonly string[]) {
  return runSieve({ format, tools: [tool] }, pieces);
}

/** Reads the text whole, in single units and at random places; all must come to the same. */
function readEveryWay(format: RawFormatId, text: string) {
  const whole = read(format, [text]);
  expect(read(format, cutSingly(text))).toEqual(whole);
  expect(read(format, cutRandomly(text, 7))).toEqual(whole);
  return whole;
}

function write(format: ToolFormat, given: JsonObject): string {
  return writeCalls(format, [{ name: 'f', arguments: given }]);
}

/** Every marker that a value could hold; where the format's own quotes stand in it, no value can. */
function listInnerTraps(format: ToolFormat): readonly string[] {
  const quotes = format.calls.flatMap((call) =>
    call.body === 'expression' && call.style === 'braces' ? (call.quotes?.slice(0, 1) ?? []) : [],
  );
  const traps = [
    ...listTextMarkers(format),
    ...(format.reasoning?.close ?? []),
    ...format.calls.flatMap((call) => call.close),
    '</think>',
    '```',
    '"}]',
  ];
  return [...new Set(traps)].filter((trap) => !quotes.some((quote) => trap.includes(quote)));
}

describe.each(formatIds)('%s', (id) => {
  const format: ToolFormat = rawFormats[id];
  const calls = (...all: readonly JsonObject[]) => ({
    visible_text: '',
    reasoning: '',
    calls: all.map((given) => ({ name: 'f', arguments: given })),
    errors: [],
  });

  test('no marker in a value ends it', () => {
    for (const trap of listInnerTraps(format)) {
      for (const value of [trap, `a ${trap} b`, `"${trap}"}]`, trap + trap]) {
        expect(readEveryWay(id, write(format, { a: value }))).toEqual(calls({ a: value }));
      }
    }
  });

  test.each<{ title: string; given: JsonObject }>([
    { title: 'surrogates, one of them alone', given: { a: '😀👩‍👩‍👧é漢\ud83d' } },
    { title: 'carriage returns', given: { a: 'one\r\ntwo\r\n\rthree' } },
    { title: 'control characters', given: { a: 'a\u0000b\u007f\u2028\ufeffc' } },
    { title: 'nothing', given: {} },
    { title: 'an empty string', given: { a: '' } },
    { title: 'white space', given: { a: '  ' } },
    { title: 'keys of every object', given: JSON.parse('{"__proto__":"y","toString":"z"}') },
  ])('$title in the arguments', ({ given }) => {
    expect(readEveryWay(id, write(format, given))).toEqual(calls(given));
  });

  test('line ends with carriage returns', () => {
    const text = write(format, { a: 'x', n: 1 }).replaceAll('\n', '\r\n');
    expect(readEveryWay(id, text)).toEqual(calls({ a: 'x', n: 1 }));
  });

  test('a number of 400 digits keeps them all', () => {
    const digits = '9'.repeat(400);
    const text = write(format, { n: 7 }).replace('7', digits);
    const sieve = createSieve({ format: id, tools: [tool] });
    const end = [...sieve.push(text), ...sieve.end('complete')].at(-1);
    expect(end?.type === 'tool-call-end' ? end.toolCall.arguments.replaceAll(' ', '') : end).toBe(
      `{"n":${digits}}`,
    );
  });

  test('lists within lists are read up to a depth, and refused far beyond it', () => {
    const nest = (depth: number): JsonValue =>
      JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as JsonValue;
    expect(read(id, [write(format, { l: nest(500) })])).toEqual(calls({ l: nest(500) }));
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const text = write(format, { l: [777] }).replace('[777]', deep);
    // Where values are written as text, it stays text.
    const isText = format.calls[0]?.body === 'parameters';
    const refused = { ...calls(), errors: ['malformed_call'] };
    expect(read(id, cutRandomly(text, 3, 5_000))).toEqual(isText ? calls({ l: deep }) : refused);
    const cut = text.slice(0, text.indexOf('[[[') + 100_000);
    expect(read(id, [cut]).calls).toEqual([]);
  });

  test('10,000 calls in one answer', () => {
    const all = Array.from({ length: 10_000 }, (_, at): JsonObject => ({ a: `v${at}` }));
    const text = writeCalls(
      format,
      all.map((given) => ({ name: 'f', arguments: given })),
    );
    expect(read(id, cutRandomly(text, 5, 4_000))).toEqual(calls(...all));
  });

  test('the beginning of any marker at the end of the output is text', () => {
    const markers = listTextMarkers(format);
    for (const marker of markers) {
      for (let length = 1; length < marker.length; length += 1) {
        const text = `So: hello ${marker.slice(0, length)}`;
        if (markers.some((other) => text.includes(other))) continue;
        expect(read(id, [text.slice(0, -1), text.slice(-1)]).visible_text).toBe(text);
      }
    }
  });

  const { reasoning } = format;
  if (reasoning !== undefined) {
    const [open = '', close = ''] = [reasoning.open[0], reasoning.close[0]];
    const call = write(format, { a: 'x' });
    test.each([
      { title: 'before a call', text: `${open}\r\nhm\r\n${close}\r\n\r\n${call}`, thought: 'hm' },
      { title: 'twice', text: `${open}a${close}${open}b${close}\n${call}`, thought: 'ab' },
    ])('reasoning $title', ({ text, thought }) => {
      expect(readEveryWay(id, text)).toEqual({ ...calls({ a: 'x' }), reasoning: thought });
    });

    test('reasoning that never ends', () => {
      const expected = { visible_text: '', reasoning: 'hm hm', calls: [], errors: [] };
      expect(readEveryWay(id, `${open}hm hm\n`)).toEqual(expected);
    });
  }
});

test('parts of a started call are never taken back, wherever the output is cut', () => {
  for (const id of formatIds) {
    const text = writeCalls(rawFormats[id], [
      { name: 'f', arguments: { a: 'x {"y"} z' } },
      { name: 'f', arguments: { a: '2' } },
    ]);
    for (let cut = 0; cut < text.length; cut += 1) {
      const sieve = createSieve({ format: id, tools: [tool] });
      const parts = [...sieve.push(text.slice(0, cut)), ...sieve.end('length')];
      expect({ id, cut, calls: readParts(parts).calls }).toEqual({ id, cut, calls: [] });
    }
  }
});
