import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { appendTexts, sampleRun } from './sample-events.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const hourMs = 3_600_000;

function hoursAgoUs(hours: number): number {
  return (Date.now() - hours * hourMs) * 1000;
}

function countRows(path: string): Record<string, unknown> {
  const database = new Database(path, { readonly: true });
  const tables = ['runs', 'flows', 'log', 'cursors', 'large_values', 'value_uses'];
  const counts = tables.map((table) => [
    table,
    database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
  ]);
  database.close();
  return Object.fromEntries(counts) as Record<string, unknown>;
}

describe('pruning', () => {
  test('deletes ended runs of that age with all they alone used, and nothing else', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path);
    const shared = 's'.repeat(20_000);
    const writers = ['old', 'young', 'running'].map((runId) => {
      const writer = record.startRun(
        sampleRun(runId, {
          flow: `{"of":"${runId === 'old' ? 'old' : 'others'}"}`,
          startedUs: hoursAgoUs(50),
        }),
      );
      writer.keep(shared);
      writer.keep(runId.repeat(10_000));
      return writer;
    });
    // The three runs' frames lie between one another.
    for (const [first, last] of [
      [1, 300],
      [301, 400],
    ] as const) {
      writers.forEach((writer, index) => {
        appendTexts(writer, ['old', 'young', 'running'][index] ?? '', first, last);
      });
      writers[0]?.flush();
    }
    expect(record.queue('old', 'output').dequeue(5)).toHaveLength(5);
    const stale = record.queue('old', 'output');
    writers[0]?.end({ state: 'done', endedUs: hoursAgoUs(49) });
    writers[1]?.end({ state: 'failed', endedUs: hoursAgoUs(47) });
    expect([
      record.prune({ maxAgeMs: 48 * hourMs }),
      record.prune({ maxAgeMs: 48 * hourMs }),
    ]).toEqual([1, 0]);
    expect(record.listRuns({ limit: 9 }).map((run) => run.runId)).toEqual(['running', 'young']);
    expect(record.readEvents('young', { afterSeq: 0, limit: 999 })).toHaveLength(400);
    expect([stale.size(), stale.dequeue()]).toEqual([0, []]);
    expect(() => stale.enqueue(1)).toThrow(expect.objectContaining({ code: 'unknown_run' }));
    record.close();
    expect(countRows(path)).toEqual({
      runs: 2,
      flows: 1,
      log: 6,
      cursors: 0,
      large_values: 3,
      value_uses: 4,
    });
  });

  test('never gives a sequence number again, also after a restart', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path);
    const writer = record.startRun(sampleRun('r1'));
    appendTexts(writer, 'r1', 1, 10);
    writer.end({ state: 'done', endedUs: 1 });
    expect(record.prune({ maxAgeMs: 0 })).toBe(1);
    record.close();
    const again = openRecord(path);
    appendTexts(again.startRun(sampleRun('r2')), 'r2', 1, 1);
    expect(again.run('r2')).toMatchObject({ firstSeq: 11, lastSeq: 11 });
    again.close();
  });
});

describe('a restart', () => {
  test('keeps the cursors of consumers', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path);
    appendTexts(record.startRun(sampleRun('r1')), 'r1', 1, 10);
    record.queue('r1', 'output', 'panel').dequeue(4);
    record.close();
    const again = openRecord(path);
    const orders = again
      .queue('r1', 'output', 'panel')
      .dequeue()
      .map((event) => event.order);
    expect(orders).toEqual([5, 6, 7, 8, 9, 10]);
    again.close();
  });

  test('finds runs that were left running, ended with their last event', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path);
    appendTexts(record.startRun(sampleRun('r1')), 'r1', 1, 10);
    record.startRun(sampleRun('r2', { startedUs: 77 }));
    record.close();
    const again = openRecord(path);
    expect(again.markInterrupted()).toMatchObject([
      {
        runId: 'r1',
        state: 'interrupted',
        endedUs: 1_760_000_000_000_100,
        firstSeq: 1,
        lastSeq: 10,
      },
      { runId: 'r2', state: 'interrupted', endedUs: 77, firstSeq: 0, lastSeq: 0 },
    ]);
    expect(again.markInterrupted()).toEqual([]);
    again.close();
  });
});
