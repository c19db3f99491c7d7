import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseQuery, DatabaseResult } from '../../../core/contracts/databases.ts';
import { createDatabases } from '../../../core/node/databases/create-databases.ts';
import { toErrorInfo } from '../../../core/shared/errors.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const databases = createDatabases();
afterAll(() => databases.close());

let path = '';
let other = '';
beforeEach(() => {
  const folder = tempFolder();
  path = join(folder, 'shop.db');
  other = join(folder, 'other.db');
  const shop = new Database(path);
  // Many programs keep their files this way.
  shop.pragma('journal_mode = wal');
  shop.exec(`CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, price REAL, data BLOB);
    INSERT INTO items VALUES (1, 'pen', 1.5, x'00ff'), (2, 'ink', 4, NULL), (9007199254740993, 'jar', 2, NULL)`);
  shop.close();
  new Database(other)
    .exec('CREATE TABLE secrets (word TEXT); INSERT INTO secrets VALUES (1)')
    .close();
});

const query = (sql: string, more: Partial<DatabaseQuery> = {}): Promise<DatabaseResult> =>
  databases.query({
    path,
    sql,
    parameters: [],
    mayWrite: false,
    maxRows: 100,
    timeoutMs: 5000,
    signal: new AbortController().signal,
    ...more,
  });
const failure = async (sql: string, more: Partial<DatabaseQuery> = {}): Promise<unknown> => {
  try {
    return (await query(sql, more)).rows;
  } catch (error) {
    return toErrorInfo(error).code;
  }
};

test('gives rows as JSON, with every kind of value', async () => {
  expect(await query('SELECT *, 1 AS id FROM items ORDER BY id')).toEqual({
    columns: ['id', 'name', 'price', 'data', 'id_2'],
    rows: [
      { id: 1, name: 'pen', price: 1.5, data: 'AP8=', id_2: 1 },
      { id: 2, name: 'ink', price: 4, data: null, id_2: 1 },
      { id: '9007199254740993', name: 'jar', price: 2, data: null, id_2: 1 },
    ],
    truncated: false,
    changes: 0,
  });
});

test('parameters are bound, never read as SQL', async () => {
  const nasty = "x' OR 1=1 --";
  const rows = await Promise.all([
    query('SELECT name FROM items WHERE name = ?', { parameters: [nasty] }),
    query('SELECT :a AS a, :b AS b, :c AS c', {
      parameters: { a: true, b: [1, { c: 2 }], c: null },
    }),
    query('SELECT name FROM items WHERE price > $least', { parameters: { least: 3 } }),
  ]);
  expect(rows.map((result) => result.rows)).toEqual([
    [],
    [{ a: 1, b: '[1,{"c":2}]', c: null }],
    [{ name: 'ink' }],
  ]);
});

test('more rows than wanted are left out, and said so', async () => {
  expect(await query('SELECT id FROM items ORDER BY id', { maxRows: 1 })).toMatchObject({
    rows: [{ id: 1 }],
    truncated: true,
  });
});

describe('without the right to write', () => {
  test.each([
    ["UPDATE items SET name = 'x'", 'sql_refused'],
    ["WITH a AS (SELECT 1) UPDATE items SET name = 'x'", 'sql_refused'],
    ['DELETE FROM items RETURNING id', 'sql_refused'],
    ['ATTACH :path AS other', 'sql_refused'],
    ['/* hi */ -- ho\n ATTACH DATABASE :path AS other', 'sql_refused'],
    ['; ATTACH :path AS other', 'sql_refused'],
    ["VACUUM INTO 'copy.db'", 'sql_refused'],
    ['PRAGMA journal_mode = delete', 'sql_refused'],
    ["PRAGMA temp_store_directory = '/'", 'sql_refused'],
    ['SELECT 1; SELECT 2', 'sql_refused'],
    ['BEGIN', 'sql_refused'],
    ['', 'sql_refused'],
    ["SELECT load_extension('x')", 'sql_error'],
    ['SELEC 1', 'sql_refused'],
    ['SELECT nothing FROM items', 'sql_error'],
    ['SELECT * FROM items WHERE id = ?', 'sql_error'],
    ['SELECT hex(zeroblob(900000000))', 'sql_too_large'],
    ["SELECT sqlite_attach('a', 'b', 'c')", 'sql_error'],
  ])('%s is refused as %s', async (sql, code) => {
    const parameters = sql.includes(':path') ? { path: other } : [];
    expect(await failure(sql, { parameters })).toBe(code);
  });

  test('what tells about tables is allowed', async () => {
    expect(await failure('PRAGMA table_info(items)')).toHaveLength(4);
  });

  test('a file that is none, and one that is no database', async () => {
    expect([
      await failure('SELECT 1', { path: join(tempFolder(), 'none.db') }),
      await failure('SELECT * FROM sqlite_schema', { path: import.meta.filename }),
    ]).toEqual(['sql_error', 'sql_error']);
  });
});

describe('with the right to write', () => {
  test('changes are counted and kept', async () => {
    const mayWrite = true;
    const changed = await query("UPDATE items SET name = 'x' WHERE id < 3", { mayWrite });
    const added = await query("INSERT INTO items (name) VALUES ('new') RETURNING name", {
      mayWrite,
    });
    expect([changed.changes, added, await failure('SELECT count(*) AS n FROM items')]).toEqual([
      2,
      { columns: ['name'], rows: [{ name: 'new' }], truncated: false, changes: 1 },
      [{ n: 4 }],
    ]);
  });

  test('other files stay out of reach', async () => {
    const copy = join(tempFolder(), 'copy.db');
    const codes = [
      await failure('ATTACH ? AS other', { mayWrite: true, parameters: [other] }),
      await failure('VACUUM INTO ?', { mayWrite: true, parameters: [copy] }),
    ];
    expect([codes, existsSync(copy)]).toEqual([['sql_refused', 'sql_refused'], false]);
  });
});

const endless =
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';

test('a query without end is ended, and neither the engine’s thread nor the next query waits', async () => {
  let longestMs = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - last);
    last = performance.now();
  }, 5);
  const code = await failure(endless, { timeoutMs: 2000 });
  clearInterval(timer);
  expect([code, await failure('SELECT 1 AS one')]).toEqual(['sql_timeout', [{ one: 1 }]]);
  // Other programs take their share of the processor too.
  expect(longestMs).toBeLessThan(1000);
});

test('a cancelled query ends at once', async () => {
  const stop = new AbortController();
  const under = failure(endless, { timeoutMs: 60_000, signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  expect(await under).toBe('cancelled');
});

test('in threads queries are ended as soon as SQLite lets go, and too many of these are refused', async () => {
  const threaded = createDatabases({ place: 'thread' });
  const long = endless.replace('FROM n)', 'FROM n WHERE i < 20000000)');
  const ask = async (sql: string, timeoutMs: number): Promise<unknown> => {
    const call = { path, sql, parameters: [], mayWrite: false, maxRows: 1, timeoutMs };
    try {
      return (await threaded.query({ ...call, signal: new AbortController().signal })).rows;
    } catch (error) {
      return toErrorInfo(error).code;
    }
  };
  expect(await ask('SELECT 1 AS one', 5000)).toEqual([{ one: 1 }]);
  expect(await Promise.all([ask(long, 50), ask(long, 50)])).toEqual(['sql_timeout', 'sql_timeout']);
  expect(await ask('SELECT 1 AS one', 5000)).toBe('sql_busy');
  await expect
    .poll(() => ask('SELECT 1 AS one', 5000), { timeout: 60_000, interval: 200 })
    .toEqual([{ one: 1 }]);
  await threaded.close();
}, 70_000);

test('more queries than workers all get their turn', async () => {
  const all = Array.from({ length: 8 }, (_, n) => failure('SELECT ? AS n', { parameters: [n] }));
  expect(await Promise.all(all)).toEqual(Array.from({ length: 8 }, (_, n) => [{ n }]));
});
