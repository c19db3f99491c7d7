import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunRecord } from '../../../core/contracts/record.ts';
import { migrations } from '../../../core/node/record/migrations.ts';
import { openDatabase } from '../../../core/node/record/open-database.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { sampleRun } from './sample-events.ts';
import { modelFlow, recordRun } from './sample-run.ts';
import { makeTemporaryFolder, waitUntil } from './temporary-folder.ts';

const dayUs = 24 * 60 * 60 * 1e6;

function open(path: string): RunRecord {
  const record = openRecord(path);
  onTestFinished(() => record.close());
  return record;
}

function newPath(): string {
  return join(makeTemporaryFolder(), 'record.db');
}

function countRows(path: string): Record<string, unknown> {
  const database = new Database(path, { readonly: true });
  const tables = [
    'runs',
    'run_facts',
    'run_labels',
    'spans',
    'log',
    'large_values',
    'value_uses',
    'search_texts',
    'search_words',
    'removals',
  ];
  const counts = tables.map((table) => [
    table,
    database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
  ]);
  database.close();
  return Object.fromEntries(counts) as Record<string, unknown>;
}

describe('the index', () => {
  test('is filled by itself after a run has ended, also while another one runs', async () => {
    const record = open(newPath());
    record.startRun(sampleRun('long'));
    recordRun(record, 'r1');
    await waitUntil(
      () => record.history.listed('r1')?.isIndexed === true,
      'the run is in the index',
    );
    expect(record.history.listed('long')).toMatchObject({ isIndexed: false, state: 'running' });
  });

  test('is begun anew for a run that a killed process left half read', async () => {
    const path = newPath();
    const pieces = Array.from({ length: 5000 }, (_, index) => `word${index} `);
    const first = openRecord(path);
    recordRun(first, 'r1', { pieces });
    await first.history.catchUp(1);
    first.close();
    const halfway = new Database(path);
    halfway.exec('UPDATE runs SET indexed = 0');
    const before = halfway.prepare('SELECT count(*) FROM search_texts').pluck().get();
    halfway.close();
    expect(before).toBeGreaterThan(0);
    const again = open(path);
    expect(await again.history.catchUp(8000)).toBe(0);
    expect(again.history.matches('r1', 'word4711', 9)).toHaveLength(1);
    expect(again.history.spans('r1')).toHaveLength(1);
  });

  test('leaves out a run whose events cannot be read, and goes on with others', async () => {
    const path = newPath();
    const record = open(path);
    recordRun(record, 'r1');
    recordRun(record, 'r2');
    expect(record.listRuns({ limit: 9 })).toHaveLength(2);
    const other = new Database(path);
    other.exec("UPDATE log SET payload = '[' WHERE run = 2");
    other.close();
    expect(await record.history.catchUp(5000)).toBe(0);
    const listed = ['r1', 'r2'].map((runId) => record.history.listed(runId)?.isIndexed);
    expect(listed).toEqual([true, false]);
  });

  test('takes in the runs of a record of the first version after it was opened', async () => {
    const path = newPath();
    const old = openDatabase(path, { busyTimeoutMs: 100, migrations: migrations.slice(0, 1) });
    old.exec(`
      INSERT INTO flows VALUES ('h', '${modelFlow}');
      INSERT INTO runs (run_id, flow_id, flow_name, flow_hash, owner, state, started_us, ended_us, first_seq, last_seq, input)
        VALUES ('r1', 'f', 'Old', 'h', 'x', 'done', 1e15, 2e15, 1, 2, '{"value":"Hello old friend"}');
      INSERT INTO log VALUES (1, 2, 1, '{"output":2}', '[["output","s1","llm1",1,""],[1,1000],0,"Dear ",5,"me"]');
    `);
    old.close();
    const record = open(path);
    expect(record.history.listed('r1')).toMatchObject({ flowName: 'Old', isIndexed: false });
    expect(await record.history.catchUp(5000)).toBe(0);
    const find = (text: string): unknown =>
      record.history.list({ filter: { text }, limit: 5 }).runs[0]?.matches[0];
    expect([find('old friend'), find('dear me')]).toMatchObject([
      { field: 'input', seq: 0, snippet: 'Hello old friend' },
      { field: 'text', seq: 1, spanId: 's1', nodeId: 'llm1', snippet: 'Dear me' },
    ]);
    expect(record.history.size().shrinksInSteps).toBe(true);
  });
});

describe('a deleted run', () => {
  test('is gone at once, and then all that it recorded', async () => {
    const path = newPath();
    const record = open(path);
    recordRun(record, 'r1', { input: 'large '.repeat(5000), output: 'big '.repeat(6000) });
    recordRun(record, 'r2');
    await record.history.catchUp(5000);
    const writer = record.startRun(sampleRun('r3'));
    writer.flush();
    expect(() => record.history.delete('r3')).toThrow(
      expect.objectContaining({ code: 'run_running' }),
    );
    writer.end({ state: 'done', endedUs: 1 });
    expect([record.history.delete('r1'), record.history.delete('r1'), record.run('r1')]).toEqual([
      true,
      false,
      undefined,
    ]);
    expect(record.history.list({ filter: { text: 'large' }, limit: 9 }).runs).toEqual([]);
    await record.history.catchUp(5000);
    expect(countRows(path)).toMatchObject({
      runs: 2,
      run_facts: 2,
      spans: 1,
      log: 1,
      large_values: 0,
      value_uses: 0,
      search_texts: 4,
      search_words: 4,
      removals: 0,
    });
    expect(record.history.size().freeBytes).toBeGreaterThan(0);
    const { freedBytes, longestPauseMs } = await record.history.vacuum();
    expect([freedBytes > 0, longestPauseMs < 1000, record.history.size().freeBytes]).toEqual([
      true,
      true,
      0,
    ]);
  });

  test('goes for its age or for the size of the record, unless it is starred', async () => {
    const path = newPath();
    const record = open(path);
    const nowUs = Date.now() * 1000;
    const daysAgo = (days: number): number => nowUs - days * dayUs;
    [50, 40, 20, 10, 5, 1].forEach((days, index) => {
      recordRun(record, `r${index}`, {
        run: { startedUs: daysAgo(days) },
        end: { endedUs: daysAgo(days) + 5000 },
        pieces: Array.from({ length: 3000 }, (_, word) => `${index} piece ${word} `),
      });
    });
    await record.history.catchUp(8000);
    const left = (): string =>
      record
        .listRuns({ limit: 9 })
        .map((run) => run.runId.slice(1))
        .join('');
    record.history.mark('r0', { isStarred: true });
    expect(record.history.retention()).toEqual({ maxAgeDays: 30, keepStarred: true });
    expect([await record.history.applyRetention(), left()]).toEqual([1, '54320']);
    await record.history.catchUp(5000);
    const { fileBytes } = record.history.size();
    record.history.setRetention({ maxAgeDays: 15, keepStarred: true });
    expect([await record.history.applyRetention(), left()]).toEqual([1, '5430']);
    await record.history.catchUp(5000);
    const contents = (): number => {
      const database = new Database(path, { readonly: true });
      const pages = Number(database.pragma('page_count', { simple: true }));
      const free = Number(database.pragma('freelist_count', { simple: true }));
      database.close();
      return (pages - free) * 4096;
    };
    record.history.setRetention({ maxBytes: contents() - 5000, keepStarred: true });
    expect([await record.history.applyRetention(), left()]).toEqual([1, '540']);
    record.history.setRetention({ maxBytes: 1_000_000_000, keepStarred: false });
    expect([await record.history.applyRetention(), left()]).toEqual([0, '540']);
    record.history.setRetention({ maxAgeDays: 15, keepStarred: false });
    expect([await record.history.applyRetention(), left()]).toEqual([1, '54']);
    expect(fileBytes).toBeGreaterThan(0);
  });
});

describe('events of a run', () => {
  test('are read from any place, forwards and backwards', () => {
    const record = open(newPath());
    recordRun(record, 'r0');
    recordRun(record, 'r1', { pieces: Array.from({ length: 700 }, (_, index) => String(index)) });
    const seqs = (request: Parameters<typeof record.history.events>[1]): unknown => {
      const { events, hasMore } = record.history.events('r1', request);
      return [events.length, events[0]?.seq, events.at(-1)?.seq, hasMore];
    };
    expect([
      seqs({ limit: 10_000 }),
      seqs({ afterSeq: 300, limit: 5 }),
      seqs({ beforeSeq: Number.MAX_SAFE_INTEGER, limit: 5 }),
      seqs({ beforeSeq: 300, limit: 5 }),
      seqs({ beforeSeq: 12, limit: 5 }),
      seqs({ beforeSeq: 12, limit: 5, queue: 'status' }),
      seqs({ beforeSeq: 300, afterSeq: 298, limit: 5 }),
    ]).toEqual([
      [706, 9, 714, false],
      [5, 301, 305, true],
      [5, 710, 714, true],
      [5, 295, 299, true],
      [3, 9, 11, false],
      [2, 9, 10, false],
      [1, 299, 299, false],
    ]);
    expect(record.history.events('nowhere', { limit: 5 })).toEqual({ events: [], hasMore: false });
  });
});
