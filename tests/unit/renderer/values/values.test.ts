import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../core/shared/json.ts';
import { findLoneString, StringDecoder } from '../../../../renderer/values/decode-string.ts';
import { JsonIndex } from '../../../../renderer/values/json-index.ts';
import {
  listShownLines,
  pathOf,
  readJsonLine,
  revealLine,
  valueRange,
} from '../../../../renderer/values/json-lines.ts';
import {
  readContent,
  readJsonContent,
  readTable,
  sortJson,
} from '../../../../renderer/values/read-content.ts';
import { TextSearch } from '../../../../renderer/values/search-text.ts';
import { TextRows } from '../../../../renderer/values/text-rows.ts';
import { createRandom } from '../../../../core/stream/cases/chunkings.ts';

function indexOf(text: string): JsonIndex {
  const index = new JsonIndex(text);
  while (!index.step(0));
  return index;
}

const open = { fromDepth: Number.POSITIVE_INFINITY, turned: new Set<number>() };

function makeJson(random: () => number, depth = 0): JsonValue {
  const kind = Math.floor(random() * (depth > 4 ? 4 : 6));
  const text = (): string =>
    ['', 'a"b', '\\', '风\n', '{[', 'x'.repeat(30)][Math.floor(random() * 6)]!;
  if (kind === 0) return Math.floor(random() * 1e6) / 100 - 500;
  if (kind === 1) return text();
  if (kind === 2) return random() < 0.5;
  if (kind === 3) return null;
  const items = Array.from({ length: Math.floor(random() * 5) }, () => makeJson(random, depth + 1));
  if (kind === 4) return items;
  return Object.fromEntries(items.map((item, at) => [`${text()}${at}`, item]));
}

/** The lines as one would list them from the parsed value. */
function listNaively(value: JsonValue, key?: string, depth = 0): string[] {
  const head = `${depth} ${key === undefined ? '' : `${key}: `}`;
  if (typeof value === 'string') return [`${head}string ${value}`];
  if (typeof value !== 'object' || value === null) return [`${head}${JSON.stringify(value)}`];
  const entries = Array.isArray(value)
    ? value.map((item) => [undefined, item] as const)
    : Object.entries(value);
  const [first, last] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return [`${head}${first}${last}`];
  const inner = entries.flatMap(([name, item]) => listNaively(item ?? null, name, depth + 1));
  return [`${head}${first}`, ...inner, `${depth} ${last}`];
}

function describeLine(index: JsonIndex, line: number): string {
  const { key, kind, text, depth } = readJsonLine(index, line);
  return `${depth} ${key === undefined ? '' : `${key}: `}${kind === 'string' ? `string ${text}` : text}`;
}

describe('the lines of a JSON text', () => {
  test('are those of the parsed value, for any value, spaced or not', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const value = makeJson(createRandom(seed));
      const text = JSON.stringify(value, undefined, seed % 3);
      const index = indexOf(text);
      const lines = Array.from(listShownLines(index, open), (line) => describeLine(index, line));
      expect(index.failed, text).toBe(false);
      expect(lines, text).toEqual(listNaively(value));
    }
  });

  test('are none where the text is no JSON', () => {
    const broken = [
      '',
      '[1,',
      '[1,]',
      '{"a"}',
      '{"a":1,}',
      '[1}',
      'hello',
      '[note] hello',
      '"a',
      '[01]',
      '1 2',
    ];
    expect(broken.filter((text) => !indexOf(text).failed)).toEqual([]);
  });

  test('fold, unfold to show a match, and know their path and their value', () => {
    const value = { list: [{ name: 'one' }, { 'two words': [true, 'deep'] }], rest: {} };
    const text = JSON.stringify(value);
    const index = indexOf(text);
    const folded = { fromDepth: 1, turned: new Set<number>() };
    const deep = index.offsets.lastUpTo(text.indexOf('deep'));
    const shown = listShownLines(index, revealLine(index, deep, folded));
    expect([
      Array.from(listShownLines(index, folded), (line) => describeLine(index, line)),
      Array.from(shown, (line) => describeLine(index, line)),
      pathOf(index, deep),
      text.slice(...valueRange(index, index.parentOf(deep))),
      index.entriesOf(1),
    ]).toEqual([
      ['0 {', '1 list: [', '1 rest: {}', '0 }'],
      [
        '0 {',
        '1 list: [',
        '2 {',
        '2 {',
        '3 two words: [',
        '4 true',
        '4 string deep',
        '3 ]',
        '2 }',
        '1 ]',
        '1 rest: {}',
        '0 }',
      ],
      '$.list[1]["two words"][1]',
      '[true,"deep"]',
      2,
    ]);
  });
});

test('the rows of a text hold all of it, each no longer than a line', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(seed);
    const text = Array.from({ length: 40 }, () =>
      '𝄞x'.repeat(Math.floor(random() ** 4 * 200)),
    ).join('\n');
    const rows = new TextRows(text, 20 + Math.floor(random() * 30));
    while (!rows.step(0));
    const lines: string[] = [];
    for (let at = 0; at < rows.count; at++) {
      if (rows.lineOf(at) > 0) lines.push(rows.row(at));
      else lines[lines.length - 1] += rows.row(at);
      expect(rows.row(at).length).toBeLessThanOrEqual(rows.columns + 1);
      expect(rows.rowAt(rows.startOf(at))).toBe(at);
    }
    expect(lines).toEqual(text.split('\n'));
    const last = rows.count - 1;
    const begins = Array.from({ length: rows.count }, (_, at) => rows.lineOf(at)).filter(Boolean);
    expect(begins.at(-1)).toBe(lines.length);
    expect(last).toBeGreaterThan(38);
  }
});

test('a search finds what stands across its stretches, in any letters', () => {
  const length = 1 << 19;
  const text = `Needle${'.'.repeat(length - 9)}nEEdle${'.'.repeat(length)}needle`;
  const search = new TextSearch(text, 'NEEDLE');
  while (!search.step(0));
  expect(search.matches).toEqual([0, length - 3, text.length - 6]);
});

test('the only text of a JSON value is found and loses its escapes', () => {
  const text = `${'line "quoted" \\ 风 \u0001\n'.repeat(60_000)}end\\`;
  const decode = (json: string): string | undefined => {
    const place = findLoneString(json);
    if (place === undefined) return undefined;
    const decoder = new StringDecoder(json, place);
    while (!decoder.step(0));
    return decoder.text;
  };
  expect(decode(JSON.stringify(text)) === text).toBe(true);
  expect(decode(JSON.stringify({ text })) === text).toBe(true);
  expect(['{"a":"b","c":1}', '["a"]', '{"a":1}', '12'].map(decode)).toEqual(
    Array.from({ length: 4 }, () => undefined),
  );
});

test('a list of flat objects makes a table, and keys can stand in order', () => {
  const list = [{ b: 1, a: 'x' }, { c: null }];
  expect([
    readTable(readContent(list))?.columns,
    readTable(readContent({ rows: list }))?.rows.length,
    readTable(readContent(JSON.stringify(list)))?.columns,
    readTable(readContent([{ a: {} }])),
    readTable(readContent('text')),
    sortJson('{"b":[{"d":1,"c":2}],"a":0}'),
  ]).toEqual([
    ['b', 'a', 'c'],
    2,
    ['b', 'a', 'c'],
    undefined,
    undefined,
    '{"a":0,"b":[{"c":2,"d":1}]}',
  ]);
});

test('JSON of very many levels is shown as it came', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect({ content: readJsonContent(deep), sorted: sortJson(deep) }).toEqual({
    content: { text: deep, json: deep, value: undefined },
    sorted: undefined,
  });
});
