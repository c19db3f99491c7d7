import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunRecord } from '../../../core/contracts/record.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { recordRun } from './sample-run.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

async function openWithRuns(): Promise<{ record: RunRecord; path: string }> {
  const path = join(makeTemporaryFolder(), 'record.db');
  const record = openRecord(path);
  onTestFinished(() => record.close());
  recordRun(record, 'r1', { costUsd: 0.25 });
  recordRun(record, 'r2', { pieces: ['Snow', 'storm'] });
  await record.history.catchUp(5000);
  return { record, path };
}

async function refusal(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
  const { code, details } = error as { code?: string; details?: unknown };
  return details === undefined ? code : [code, details];
}

describe('a query', () => {
  test('reads the views, the events and the search', async () => {
    const { record } = await openWithRuns();
    const rows = async (
      sql: string,
      parameters: readonly string[] = [],
    ): Promise<readonly unknown[]> =>
      (await record.history.query({ sql, parameters, limit: 100 })).rows;
    expect(
      await rows('SELECT run_id, spans, cost_usd, models, input FROM run_list ORDER BY run_id'),
    ).toEqual([
      ['r1', 1, 0.25, '["small-1"]', '"What is the weather?"'],
      ['r2', 1, null, '["small-1"]', '"What is the weather?"'],
    ]);
    expect(
      await rows("SELECT seq, type, body FROM events(?, 'output') ORDER BY seq", ['r2']),
    ).toEqual([
      [12, 'text-delta', '{"type":"text-delta","text":"Snow"}'],
      [13, 'text-delta', '{"type":"text-delta","text":"storm"}'],
    ]);
    expect(await rows('SELECT count(*) FROM events')).toEqual([[16]]);
    expect(await rows("SELECT run_id, field, seq FROM search('snowst')")).toEqual([
      ['r2', 'text', 12],
    ]);
    expect(await rows('SELECT model, turns, output_tokens FROM models')).toEqual([
      ['small-1', 2, 4],
    ]);
  });

  test('is cut at its limit', async () => {
    const { record } = await openWithRuns();
    const result = await record.history.query({ sql: 'SELECT seq FROM events', limit: 3 });
    expect(result).toMatchObject({ columns: ['seq'], rows: [[1], [2], [3]], isCut: true });
  });

  test('changes nothing, and reaches no other file', async () => {
    const { record } = await openWithRuns();
    const statements = [
      'DELETE FROM runs',
      "ATTACH 'other.db' AS other",
      "VACUUM INTO 'copy.db'",
      'PRAGMA journal_mode = DELETE',
      "SELECT load_extension('x')",
      'SELECT 1; SELECT 2',
      'WITH gone AS (SELECT 1) DELETE FROM runs',
    ];
    const refusals = await Promise.all(
      statements.map((sql) => refusal(record.history.query({ sql, limit: 1 }))),
    );
    expect(refusals).toEqual([
      'sql_refused',
      'sql_refused',
      'sql_refused',
      'sql_refused',
      'sql_error',
      'sql_refused',
      'sql_refused',
    ]);
    expect(record.listRuns({ limit: 9 })).toHaveLength(2);
  });

  test('that is wrong says where', async () => {
    const { record } = await openWithRuns();
    const place = (sql: string): Promise<unknown> =>
      refusal(record.history.query({ sql, limit: 1 }));
    expect([
      await place("SELECT 'FROM FROM' AS a\nFROM FROM run_list"),
      await place('SELECT run_id,\n  colour -- colour?\nFROM run_list'),
      await place('SELECT * FROM nowhere'),
      await place('SELECT (1'),
    ]).toEqual([
      ['sql_error', { offset: 29, length: 4, line: 2, column: 6 }],
      ['sql_error', { offset: 17, length: 6, line: 2, column: 3 }],
      ['sql_error', { offset: 14, length: 7, line: 1, column: 15 }],
      ['sql_error', { offset: 9, length: 0, line: 1, column: 10 }],
    ]);
  });

  test('that takes too long is ended, and so is one that is given up', async () => {
    const { record } = await openWithRuns();
    const sql =
      'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';
    expect(await refusal(record.history.query({ sql, limit: 1, timeoutMs: 200 }))).toBe(
      'sql_timeout',
    );
    const controller = new AbortController();
    const given = refusal(record.history.query({ sql, limit: 1, signal: controller.signal }));
    controller.abort();
    expect(await given).toBe('cancelled');
  });
});

describe('the described views', () => {
  test('have the columns that they are said to have', async () => {
    const { record, path } = await openWithRuns();
    const database = new Database(path, { readonly: true });
    const { views } = record.history.schema();
    const inFile = views.filter(({ parameters }) => parameters.length === 0);
    const columns = inFile.map(({ name }) =>
      database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(name),
    );
    database.close();
    const events = await record.history.query({ sql: 'SELECT * FROM events', limit: 1 });
    const search = await record.history.query({ sql: "SELECT * FROM search('a')", limit: 1 });
    expect([...columns, events.columns, search.columns]).toEqual(
      views.map((view) => view.columns.map(({ name }) => name)),
    );
  });

  test('answer every example', async () => {
    const { record } = await openWithRuns();
    for (const { sql, id } of record.history.schema().examples) {
      const result = await record.history.query({ sql, limit: 10 });
      expect([id, result.columns.length > 0]).toEqual([id, true]);
    }
  });
});
