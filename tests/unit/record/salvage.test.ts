import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { ExclusiveLock } from '../../../core/node/record/damage/exclusive-lock.ts';
import { Salvage } from '../../../core/node/record/damage/salvage.ts';
import { openDatabase } from '../../../core/node/record/open-database.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { appendTexts, range, sampleRun } from './sample-events.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

function makeRecord(path: string, runs: number): void {
  const record = openRecord(path);
  for (const number of range(1, runs)) {
    const runId = `r${number}`;
    const writer = record.startRun(sampleRun(runId));
    appendTexts(writer, runId, 1, 300);
    writer.end({ state: 'done', endedUs: 2_000_000_000_000_000 });
    writer.flush();
  }
  record.close();
}

test('what was left undone is gone on with, and nothing comes twice', () => {
  const folder = makeTemporaryFolder();
  const oldPath = join(folder, 'old.db');
  const newPath = join(folder, 'new.db');
  makeRecord(oldPath, 300);
  const damaged = new Database(oldPath, { readonly: true });
  const first = openDatabase(newPath, { busyTimeoutMs: 100 });
  const begun = new Salvage(damaged, first).steps();
  const isIndexed = first.prepare('SELECT DISTINCT indexed FROM runs').pluck();
  while (first.prepare('SELECT count(*) FROM log').pluck().get() === 0) begun.next();
  // Until all events of a run are here nobody reads it into the index.
  expect(isIndexed.all()).toEqual([2]);
  first.close();
  const second = openDatabase(newPath, { busyTimeoutMs: 100 });
  const salvage = new Salvage(damaged, second);
  for (const step of salvage.steps()) expect(step).toBeUndefined();
  expect([
    salvage.counts,
    second.prepare('SELECT DISTINCT indexed FROM runs').pluck().all(),
  ]).toEqual([{ runs: 300, lostRuns: 0, events: 90_000, lostEvents: 0, hasHoles: false }, [0]]);
  second.close();
  damaged.close();
  const record = openRecord(newPath);
  for (const runId of ['r1', 'r150', 'r300']) {
    const orders = record.readEvents(runId, { afterSeq: 0, limit: 1000 }).map(({ order }) => order);
    expect(orders).toEqual(range(1, 300));
  }
  record.close();
});

test('a lock is held by one at a time, and free again when it is released', () => {
  const path = join(makeTemporaryFolder(), 'lock');
  const lock = ExclusiveLock.take(path, 0);
  expect(ExclusiveLock.take(path, 10)).toBeUndefined();
  lock?.release();
  const next = ExclusiveLock.take(path, 0);
  expect(next).toBeDefined();
  next?.release();
});
