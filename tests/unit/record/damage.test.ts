import {
  closeSync,
  openSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunRecord } from '../../../core/contracts/record.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import type { MillraceError } from '../../../core/shared/errors.ts';
import { appendTexts, range, sampleRun } from './sample-events.ts';
import { makeTemporaryFolder, waitUntil } from './temporary-folder.ts';

const pageBytes = 4096;
const runs = 40;
const eventsPerRun = 500;

/** A record with some runs, and where it is. */
function makeRecord(): string {
  const path = join(makeTemporaryFolder(), 'record.db');
  const record = openRecord(path);
  for (const number of range(1, runs)) {
    const runId = `r${number}`;
    const writer = record.startRun(sampleRun(runId, { input: `${runId} `.repeat(6000) }));
    appendTexts(writer, runId, 1, eventsPerRun);
    writer.end({ state: 'done', endedUs: 2_000_000_000_000_000 });
    writer.flush();
  }
  record.queue('r7', 'output', 'panel').dequeue(123);
  record.close();
  return path;
}

/** Writes nonsense over pages of a file, the first one being 1. */
function spoil(path: string, pages: readonly number[], filling = 0xa5): void {
  const file = openSync(path, 'r+');
  for (const page of pages)
    writeSync(file, Buffer.alloc(pageBytes, filling), 0, pageBytes, (page - 1) * pageBytes);
  closeSync(file);
}

/** The pages that a table's rows stand in, its own first one left out. */
function leavesOf(path: string, table: string): number[] {
  const database = new Database(path, { readonly: true });
  const pages = database
    .prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path")
    .pluck()
    .all(table) as number[];
  database.close();
  return pages;
}

interface Opened {
  readonly record: RunRecord;
  readonly problems: MillraceError[];
}

function openSpoiled(path: string): Opened {
  const problems: MillraceError[] = [];
  const record = openRecord(path, { onProblem: (problem) => problems.push(problem) });
  onTestFinished(() => record.close());
  return { record, problems };
}

/** How many runs and events are there, and whether each event is what was written. */
function countWhole(record: RunRecord): { readonly runs: number; readonly events: number } {
  const found = record.listRuns({ limit: 1000 });
  let events = 0;
  for (const { runId } of found) {
    const orders = record.readEvents(runId, { afterSeq: 0, limit: 10_000 });
    for (const { order, body } of orders)
      expect(body).toEqual({ type: 'text-delta', text: `t${order} ` });
    events += orders.length;
  }
  return { runs: found.length, events };
}

/** The numbers in what the person is told. */
function numbersIn(problem: MillraceError | undefined): number[] {
  const told = problem?.message.replace(/.*damaged-[^:]*:/, '') ?? '';
  return Array.from(told.matchAll(/\d[\d,]*/g), ([digits]) => Number(digits.replaceAll(',', '')));
}

function asideFiles(path: string): string[] {
  const start = `${basename(path)}.damaged-`;
  return readdirSync(dirname(path)).filter(
    (name) => name.startsWith(start) && !/-(wal|shm)$/.test(name),
  );
}

/** Expects a mended record to take another run, with sequence numbers above all that were given before. */
function expectToGoOn(record: RunRecord, path: string): void {
  const writer = record.startRun(sampleRun('new'));
  appendTexts(writer, 'new', 1, 3);
  writer.end({ state: 'done', endedUs: 2_000_000_000_000_000 });
  const events = record.readEvents('new', { afterSeq: 0, limit: 9 });
  expect(events.map(({ order }) => order)).toEqual([1, 2, 3]);
  expect(events[0]?.seq).toBeGreaterThan(runs * eventsPerRun);
  record.close();
  const database = new Database(path);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
  const beside = readdirSync(dirname(path)).filter((name) => !name.includes('.damaged-'));
  expect(beside).toEqual(['record.db']);
}

describe('a damaged record', () => {
  test('is set aside; all but the events on the bad pages comes over, and the person is told', () => {
    const path = makeRecord();
    const pages = leavesOf(path, 'log');
    // Apart from each other, the last one too: what comes after the log's end must be found out otherwise.
    spoil(path, [pages[3] ?? 0, pages[10] ?? 0, pages[11] ?? 0, pages.at(-1) ?? 0]);
    const { record, problems } = openSpoiled(path);
    const { events } = countWhole(record);
    expect(events).toBeGreaterThan(runs * eventsPerRun * 0.5);
    const [problem] = problems;
    expect(problems.map(({ code }) => code)).toEqual(['record_salvaged']);
    expect(numbersIn(problem)).toEqual([runs, events, 0, runs * eventsPerRun - events]);
    expect(problem?.message).toContain(join(dirname(path), asideFiles(path)[0] ?? 'none'));
    expect(record.flowOf('r3')).toBe(sampleRun('r3').flow);
    expect(record.run('r9')).toMatchObject({ state: 'done', input: { bytes: expect.any(Number) } });
    expectToGoOn(record, path);
  });

  test('puts runs together again whose own rows are gone', () => {
    const path = makeRecord();
    spoil(path, leavesOf(path, 'runs'));
    const { record, problems } = openSpoiled(path);
    expect(countWhole(record)).toEqual({ runs, events: runs * eventsPerRun });
    expect(numbersIn(problems[0]).slice(0, 3)).toEqual([runs, runs * eventsPerRun, 0]);
    const { flow, startedUs } = sampleRun('r9');
    expect([record.run('r9'), record.flowOf('r9')]).toMatchObject([
      { state: 'interrupted', startedUs },
      flow,
    ]);
    expectToGoOn(record, path);
  });

  test('keeps cursors, large values and what the person wrote to runs', () => {
    const path = makeRecord();
    const database = new Database(path);
    database.exec("INSERT INTO run_facts (run, star, note) VALUES (7, 1, 'keep me')");
    database.close();
    spoil(path, [leavesOf(path, 'log').at(-1) ?? 0]);
    const { record } = openSpoiled(path);
    expect(record.queue('r7', 'output', 'panel').size()).toBe(eventsPerRun - 123);
    const input = record.run('r12')?.input;
    expect(record.readValue(input !== undefined && 'hash' in input ? input.hash : '')).toBe(
      'r12 '.repeat(6000),
    );
    const mended = new Database(path, { readonly: true });
    expect(mended.prepare('SELECT run, star, note FROM run_facts').all()).toEqual([
      { run: 7, star: 1, note: 'keep me' },
    ]);
    mended.close();
    expectToGoOn(record, path);
  });

  test('whose end is cut off gives what is left', () => {
    const path = makeRecord();
    truncateSync(path, Math.floor((statSync(path).size * 0.6) / pageBytes) * pageBytes - 100);
    const { record, problems } = openSpoiled(path);
    const { runs: found, events } = countWhole(record);
    expect(found).toBeGreaterThan(0);
    expect(events).toBeGreaterThan(0);
    expect(problems.map(({ code }) => code)).toEqual(['record_salvaged']);
    expectToGoOn(record, path);
  });

  test.each([
    ['header', 100],
    ['first page', pageBytes],
  ])('whose %s is zeroed gives everything', (_, bytes) => {
    const path = makeRecord();
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(bytes), 0, bytes, 0);
    closeSync(file);
    const { record, problems } = openSpoiled(path);
    expect(countWhole(record)).toEqual({ runs, events: runs * eventsPerRun });
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('nothing was lost'),
    ]);
    expectToGoOn(record, path);
  });

  test('of which nothing is left is set aside all the same', () => {
    const path = makeRecord();
    const pages = Math.ceil(statSync(path).size / pageBytes);
    spoil(path, range(2, pages));
    const { record, problems } = openSpoiled(path);
    expect(countWhole(record)).toEqual({ runs: 0, events: 0 });
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('nothing of it could be read'),
    ]);
    expectToGoOn(record, path);
  });

  test('whose log is nonsense keeps the rest; a copy of the log is kept', () => {
    const path = makeRecord();
    writeFileSync(`${path}-wal`, Buffer.alloc(100_000, 0x5a));
    const { record, problems } = openSpoiled(path);
    expect(countWhole(record)).toEqual({ runs, events: runs * eventsPerRun });
    expect(problems.map(({ code }) => code)).toEqual(['record_log_lost']);
    const copy = /kept as (.*)\.$/.exec(problems[0]?.action ?? '')?.[1] ?? '';
    expect(statSync(copy).size).toBe(100_000);
    expectToGoOn(record, path);
  });

  test('whose mending was cut off by a crash is mended by the next process', () => {
    const path = makeRecord();
    spoil(path, [leavesOf(path, 'log')[5] ?? 0]);
    // As after a crash between two renames: the log has moved, the file has not.
    writeFileSync(`${path}.salvage.json`, JSON.stringify({ asidePath: `${path}.damaged-x` }));
    const { record, problems } = openSpoiled(path);
    expect(problems.map(({ code }) => code)).toEqual(['record_salvaged']);
    expect([countWhole(record).runs, asideFiles(path)]).toEqual([runs, ['record.db.damaged-x']]);
    expectToGoOn(record, path);
  });
});

describe('a record that is damaged while it is in use', () => {
  test('loses nothing of a run that is under way', async () => {
    const path = makeRecord();
    const { record, problems } = openSpoiled(path);
    const { history } = record;
    const shown: number[] = [];
    record.onCommit((events) => shown.push(...events.map(({ order }) => order)));
    const writer = record.startRun(sampleRun('live'));
    appendTexts(writer, 'live', 1, 10);
    writer.flush();
    const subscribed: number[] = [];
    record
      .queue('live', 'output', 'later')
      .subscribe(1, (events) => subscribed.push(...events.map(({ order }) => order)));
    spoilWhileOpen(path);
    appendTexts(writer, 'live', 11, 20);
    expect(() => record.readEvents('r5', { afterSeq: 0, limit: 9 })).not.toThrow();
    writer.flush({ durable: true });
    expect(problems.map(({ code }) => code)).toEqual(['record_salvaged']);
    expect(record.run('live')?.state).toBe('running');
    expect(history.list({ filter: {}, limit: 100 }).runs.map(({ runId }) => runId)).toContain(
      'live',
    );
    writer.end({ state: 'done', endedUs: 2_000_000_000_000_000 });
    await waitUntil(() => record.run('live')?.state === 'done', 'the run has ended');
    const stored = record.readEvents('live', { afterSeq: 0, limit: 99 });
    expect(stored.map(({ order }) => order)).toEqual(range(1, 20));
    expect([shown, subscribed]).toEqual([range(1, 20), range(1, 20)]);
    expect(new Set(stored.map(({ seq }) => seq)).size).toBe(20);
    expectToGoOn(record, path);
  });

  test('takes the others along who have it open', () => {
    const path = makeRecord();
    const { record: finder } = openSpoiled(path);
    const { record: other, problems } = openSpoiled(path);
    const writer = other.startRun(sampleRun('theirs'));
    appendTexts(writer, 'theirs', 1, 10);
    writer.flush();
    spoilWhileOpen(path);
    finder.readEvents('r5', { afterSeq: 0, limit: 9 });
    appendTexts(writer, 'theirs', 11, 20);
    writer.flush();
    const orders = finder.readEvents('theirs', { afterSeq: 0, limit: 99 });
    expect(orders.map(({ order }) => order)).toEqual(range(1, 20));
    expect([asideFiles(path).length, problems]).toEqual([1, []]);
  });
});

/** Damages the pages of runs r1 to r20, as a disk would; what the connections have read before does not hide it. */
function spoilWhileOpen(path: string): void {
  const database = new Database(path);
  database.pragma('wal_checkpoint(RESTART)');
  const pages = database
    .prepare("SELECT pageno FROM dbstat WHERE name = 'log' AND pagetype = 'leaf' ORDER BY path")
    .pluck()
    .all() as number[];
  spoil(path, pages.slice(2, pages.length >> 1));
  // Whoever reads after this change forgets what it had read.
  database.exec("INSERT OR REPLACE INTO meta VALUES ('touched', 1)");
  database.close();
}
