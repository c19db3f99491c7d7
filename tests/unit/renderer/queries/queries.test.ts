import { expect, test } from 'vitest';
import type { RecordSchema } from '../../../../core/contracts/record-query.ts';
import { completeSql } from '../../../../renderer/queries/complete-sql.ts';
import { markError } from '../../../../renderer/queries/query-store.ts';
import { writeResult } from '../../../../renderer/queries/write-result.ts';

const result = {
  columns: ['title', 'count', 'count'],
  rows: [
    ['a "b", c', 1, null],
    ['two\nlines', { x: 1 }, true],
  ],
};

test('rows are copied as CSV, as a list and as lines; columns of one name stay apart', () => {
  expect([
    writeResult('csv', result),
    JSON.parse(writeResult('json', result)),
    writeResult('ndjson', result),
  ]).toEqual([
    'title,count,count\r\n"a ""b"", c",1,\r\n"two\nlines","{""x"":1}",true\r\n',
    [
      { title: 'a "b", c', count: 1, count_2: null },
      { title: 'two\nlines', count: { x: 1 }, count_2: true },
    ],
    '{"title":"a \\"b\\", c","count":1,"count_2":null}\n{"title":"two\\nlines","count":{"x":1},"count_2":true}\n',
  ]);
});

const error = {
  code: 'sql_error',
  message: 'no such column',
  details: { offset: 7, length: 4, line: 1, column: 8 },
};

test('an error is underlined where it stands, in the text that was asked alone', () => {
  const marks = (sql: string, asked: string, of = error): unknown =>
    markError({ sql, asked, error: of }).map(({ from, to }) => [from, to]);
  const nowhere = { code: 'sql_timeout', message: 'too long', details: { offset: 0 } } as never;
  expect([
    marks('SELECT nope', 'SELECT nope'),
    marks('SELECT yes', 'SELECT nope'),
    marks('SELECT nope', 'SELECT nope', nowhere),
    marks('SEL', 'SEL'),
  ]).toEqual([[[7, 11]], [], [], [[2, 3]]]);
});

const schema: RecordSchema = {
  views: [
    {
      name: 'runs',
      parameters: [],
      about: 'Runs',
      columns: [{ name: 'run_id', about: 'Its id' }],
    },
    { name: 'search', parameters: ['words'], about: 'Found', columns: [] },
  ],
  examples: [],
};

test('views, columns and words are offered as soon as something is typed', () => {
  const at = (text: string, explicit = false): readonly string[] | undefined => {
    const word = { from: 0, to: text.length, text };
    const found = completeSql(schema, String, { matchBefore: () => word, explicit });
    return found?.options.map(({ label, apply }) => String(apply ?? label));
  };
  const offered = at('r') ?? [];
  expect([at(''), at('', true)?.length === offered.length, offered.slice(0, 4)]).toEqual([
    undefined,
    true,
    ['runs', 'search(', 'run_id', 'SELECT'],
  ]);
});
