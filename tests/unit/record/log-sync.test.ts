import { createHook } from 'node:async_hooks';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
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
