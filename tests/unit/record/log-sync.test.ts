import { createHook } from 'node:async_hooks';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { appendTexts, sampleRun } from './sample-events.ts';
import { makeTemporaryFolder, waitUntil } from './temporary-folder.ts';

/** How many asynchronous file operations this process has begun and ended. */
function watchFileWork(): { begun(): number; running(): number; stop(): void } {
  const pending = new Set<number>();
  let begun = 0;
  const hook = createHook({
    init(id, type) {
      if (type !== 'FSREQCALLBACK') return;
      pending.add(id);
      begun += 1;
    },
    after: (id) => void pending.delete(id),
  }).enable();
  return { begun: () => begun, running: () => pending.size, stop: () => void hook.disable() };
}

describe('a durable flush', () => {
  test('asks the disk at once, without waiting for it, and later ones share the next sync', async () => {
    const record = openRecord(join(makeTemporaryFolder(), 'record.db'));
    const writer = record.startRun(sampleRun('r1'));
    const work = watchFileWork();
    for (let order = 1; order <= 20; order++) {
      appendTexts(writer, 'r1', order, order);
      writer.flush({ durable: true });
    }
    expect([work.begun(), work.running()]).toEqual([1, 1]);
    await waitUntil(() => work.begun() === 2 && work.running() === 0, 'the rest was synced');
    writer.flush();
    work.stop();
    expect(work.begun()).toBe(2);
    record.close();
  });

  test('that the disk refuses is reported, and stops the next one', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const problems: string[] = [];
    const record = openRecord(path, { onProblem: (problem) => problems.push(problem.code) });
    const writer = record.startRun(sampleRun('r1'));
    rmSync(`${path}-wal`);
    appendTexts(writer, 'r1', 1, 1);
    const flush = (): void => writer.flush({ durable: true });
    expect(flush).toThrow(expect.objectContaining({ code: 'record_unwritable' }));
    expect(problems).toEqual(['record_unwritable']);
    record.close();
  });

  test('soon is one commit for all runs that ask for it in the same turn of the event loop', async () => {
    const record = openRecord(join(makeTemporaryFolder(), 'record.db'));
    const commits: string[][] = [];
    record.onCommit((events) => commits.push(events.map(({ runId }) => runId)));
    for (const runId of ['r1', 'r2', 'r3']) {
      const writer = record.startRun(sampleRun(runId));
      appendTexts(writer, runId, 1, 1);
      writer.flushSoon();
    }
    expect(commits).toEqual([]);
    await waitUntil(() => commits.length > 0, 'it was committed');
    expect(commits).toEqual([['r1', 'r2', 'r3']]);
    record.close();
  });

  test('soon that cannot be committed stops whatever costs money until it can', async () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const problems: string[] = [];
    const record = openRecord(path, {
      busyTimeoutMs: 1,
      onProblem: (problem) => problems.push(problem.code),
    });
    const writer = record.startRun(sampleRun('r1'));
    writer.flush();
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    appendTexts(writer, 'r1', 1, 1);
    writer.flushSoon();
    await waitUntil(() => problems.length > 0, 'it was tried');
    const busy = expect.objectContaining({ code: 'record_busy' });
    expect(() => writer.assertWorking()).toThrow(busy);
    expect(() => record.startRun(sampleRun('r2'))).toThrow(busy);
    other.exec('ROLLBACK');
    writer.assertWorking();
    expect(record.readEvents('r1', { afterSeq: 0, limit: 9 })).toHaveLength(1);
    other.close();
    record.close();
  });

  test('has its events committed and shown when it returns', () => {
    const record = openRecord(join(makeTemporaryFolder(), 'record.db'));
    const shown: number[] = [];
    record.onCommit((events) => shown.push(...events.map(({ order }) => order)));
    const writer = record.startRun(sampleRun('r1'));
    appendTexts(writer, 'r1', 1, 3);
    writer.flush({ durable: true });
    expect(shown).toEqual([1, 2, 3]);
    record.close();
  });
});
