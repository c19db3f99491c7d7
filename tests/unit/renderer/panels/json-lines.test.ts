import { expect, test } from 'vitest';
import {
  hasMoreEntries,
  listJsonLines,
  parseJsonText,
  type JsonLine,
} from '../../../../renderer/panels/json-lines.ts';

function draw(lines: readonly JsonLine[]): string[] {
  return lines.map(
    (line) =>
      `${'  '.repeat(line.depth)}${line.key === undefined ? '' : `${line.key}: `}${line.text}`,
  );
}

const value = {
  city: 'Tokyo',
  days: [10, { rain: true }],
  none: null,
  empty: {},
  absent: undefined,
};

test('a value becomes a line per entry', () => {
  expect(draw(listJsonLines(value, () => false))).toEqual([
    '{',
    '  city: Tokyo',
    '  days: [',
    '    10',
    '    {',
    '      rain: true',
    '    }',
    '  ]',
    '  none: null',
    '  empty: {}',
    '}',
  ]);
});

test('what is folded is one line that tells how much it hides', () => {
  const lines = listJsonLines(value, (path) => path === '/days');
  expect(draw(lines)).toEqual([
    '{',
    '  city: Tokyo',
    '  days: […]',
    '  none: null',
    '  empty: {}',
    '}',
  ]);
  expect(lines[2]).toMatchObject({ folded: true, entries: 2 });
});

test('every line has a path of its own', () => {
  const paths = listJsonLines(value, () => false).map((line) => line.path);
  expect(new Set(paths).size).toBe(paths.length);
});

test('only text that holds an object or a list is read as JSON', () => {
  expect(['{"a":1}', ' [1]', '12', 'Tokyo', '{broken', ''].map(parseJsonText)).toEqual([
    { a: 1 },
    [1],
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('entries are counted on all levels, and no further than asked', () => {
  expect([6, 7, 8, 9].map((limit) => hasMoreEntries(value, limit))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
