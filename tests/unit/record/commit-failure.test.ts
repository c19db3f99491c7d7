import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { appendTexts, range, sampleEvent, sampleRun } from './sample-events.ts';
import { makeTemporaryFolder, waitUntil } from './temporary-folder.ts';

function ordersIn(record: ReturnType<typeof openRecord>, runId: string): number[] {
  return record.readEvents(runId, { afterSeq: 0, limit: 100_000 }).map((event) => event.order);
}

describe('a commit that fails', () => {
  test('because of another writer keeps its events and tries again', async () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const log: string[] = [];
    const record = openRecord(path, {
      busyTimeoutMs: 10,
      onProblem: (problem) => log.push(problem.code),
      onRecover: () => log.push('recovered'),
    });
    const shown: number[] = [];
    record.onCommit((events) => shown.push(...events.map((event) => event.order)));
    const writer = record.startRun(sampleRun('r1'));
    const holder = new Database(path);
    holder.exec('BEGIN IMMEDIATE');
    appendTexts(writer, 'r1', 1, 3000);
    await waitUntil(() => log.length > 0, 'the problem was reported');
    expect(() => writer.flush({ durable: true })).toThrow(
      expect.objectContaining({ code: 'record_busy' }),
    );
    writer.flush();
    appendTexts(writer, 'r1', 3001, 3002);
    expect([ordersIn(record, 'r1'), shown]).toEqual([[], []]);
    holder.exec('ROLLBACK');
    await waitUntil(() => log.includes('recovered'), 'the commit worked');
    expect([ordersIn(record, 'r1'), shown]).toEqual([range(1, 3002), range(1, 3002)]);
    expect(log).toEqual(['record_busy', 'recovered']);
    holder.close();
    record.close();
  });

  test('because the record is full goes through once old runs are deleted', () => {
    const log: string[] = [];
    const record = openRecord(join(makeTemporaryFolder(), 'record.db'), {
      maxFileBytes: 1_000_000,
      onProblem: (problem) => log.push(problem.code),
      onRecover: () => log.push('recovered'),
    });
    const old = record.startRun(sampleRun('old'));
    const body = { type: 'text-delta', text: 'x'.repeat(500) };
    for (const order of range(1, 1500)) old.append(sampleEvent('old', order, { body }));
    old.end({ state: 'done', endedUs: 1 });
    old.flush({ durable: true });
    const writer = record.startRun(sampleRun('new'));
    for (const order of range(1, 1500)) writer.append(sampleEvent('new', order, { body }));
    expect(() => writer.flush({ durable: true })).toThrow(
      expect.objectContaining({ code: 'record_full', action: expect.stringContaining('old runs') }),
    );
    expect([ordersIn(record, 'old').length, ordersIn(record, 'new')]).toEqual([1500, []]);
    expect(record.prune({ maxAgeMs: 0 })).toBe(1);
    expect(ordersIn(record, 'new')).toEqual(range(1, 1500));
    expect(log).toEqual(['record_full', 'recovered']);
    record.close();
  });

  test('for too long makes appending fail instead of filling the memory', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path, { busyTimeoutMs: 1, maxStuckEvents: 10, onProblem: () => {} });
    const writer = record.startRun(sampleRun('r1'));
    const holder = new Database(path);
    holder.exec('BEGIN IMMEDIATE');
    appendTexts(writer, 'r1', 1, 1);
    writer.flush();
    expect(() => appendTexts(writer, 'r1', 2, 20)).toThrow(
      expect.objectContaining({ code: 'record_busy' }),
    );
    holder.close();
    expect(ordersIn(record, 'r1')).toEqual([]);
    record.close();
    const again = openRecord(path);
    expect(ordersIn(again, 'r1')).toEqual(range(1, 10));
    again.close();
  });

  test('at the end is told by close, which closes all the same', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path, { busyTimeoutMs: 1 });
    appendTexts(record.startRun(sampleRun('r1')), 'r1', 1, 1);
    const holder = new Database(path);
    holder.exec('BEGIN IMMEDIATE');
    expect(() => record.close()).toThrow(expect.objectContaining({ code: 'record_busy' }));
    expect(() => record.run('r1')).toThrow(expect.objectContaining({ code: 'record_closed' }));
    record.close();
    holder.close();
  });
});

describe('a commit', () => {
  test('comes at once when idle, in batches while busy, and without waiting when much is pending', async () => {
    const record = openRecord(':memory:', { flushIntervalMs: 500, maxPendingEvents: 100 });
    const writer = record.startRun(sampleRun('r1'));
    const batches: number[] = [];
    record.onCommit((events) => batches.push(events.length));
    const startMs = performance.now();
    appendTexts(writer, 'r1', 1, 3);
    await waitUntil(() => batches.length === 1, 'the idle record committed');
    expect(performance.now() - startMs).toBeLessThan(400);
    appendTexts(writer, 'r1', 4, 8);
    await new Promise((resolve) => setImmediate(resolve));
    expect(batches).toEqual([3]);
    await waitUntil(() => batches.length === 2, 'the busy record committed');
    expect(performance.now() - startMs).toBeGreaterThan(400);
    appendTexts(writer, 'r1', 9, 258);
    expect(batches).toEqual([3, 5, 100, 100]);
    writer.flush();
    expect(batches).toEqual([3, 5, 100, 100, 50]);
    record.close();
  });
});
