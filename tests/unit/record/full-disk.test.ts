import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { range, sampleEvent, sampleRun } from './sample-events.ts';
import { makeTemporaryFolder, waitUntil } from './temporary-folder.ts';

const diskBytes = 8 * 1024 * 1024;
/** Each of them fails; none is told once more. */
const severalTriesMs = 300;
const body = { type: 'text-delta', text: 'x'.repeat(500) };

/** A small disk of memory; undefined, with the reason printed, where this account may not mount one. */
function mountSmallDisk(): string | undefined {
  const folder = join(makeTemporaryFolder(), 'disk');
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder], {
      stdio: 'pipe',
    });
  } catch (error) {
    console.log(`No small disk here, the file itself is limited: ${(error as Error).message}`);
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

test('a full disk holds a run up, and nothing more: it is told once, all can be read, nothing is lost', async () => {
  const disk = mountSmallDisk();
  const told: string[] = [];
  const path = join(disk ?? makeTemporaryFolder(), 'record.db');
  const record = openRecord(path, {
    onProblem: ({ code }) => told.push(code),
    onRecover: () => told.push('recovered'),
    ...(disk === undefined ? { maxFileBytes: diskBytes } : {}),
  });
  // What a limited file could not take is lost with it.
  onTestFinished(() => {
    if (disk !== undefined) record.close();
  });
  const ballast = join(disk ?? makeTemporaryFolder(), 'ballast');
  const early = record.startRun(sampleRun('early'));
  for (const order of range(1, 500)) early.append(sampleEvent('early', order, { body }));
  early.end({ state: 'done', endedUs: 1 });
  early.flush({ durable: true });
  if (disk !== undefined) {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 200_000)));
  }
  const shown: number[] = [];
  record.onCommit((events) => shown.push(...events.map(({ order }) => order)));
  const writer = record.startRun(sampleRun('late'));
  const count = disk === undefined ? 30_000 : 4000;
  for (const order of range(1, count)) {
    writer.append(sampleEvent('late', order, { body }));
    if (order % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await waitUntil(() => told.length > 0, 'the person was told');
  await new Promise((resolve) => setTimeout(resolve, severalTriesMs));
  expect(told).toEqual(['record_full']);
  expect(() => writer.assertWorking()).toThrow(expect.objectContaining({ code: 'record_full' }));
  expect(shown.length).toBeLessThan(count);
  expect(record.readEvents('early', { afterSeq: 0, limit: 1000 })).toHaveLength(500);
  expect(record.listRuns({ limit: 9 }).map(({ runId }) => runId)).toContain('early');
  if (disk === undefined) return;
  writer.end({ state: 'done', endedUs: 2 });
  rmSync(ballast);
  await waitUntil(() => told.includes('recovered'), 'the commit worked');
  expect(told).toEqual(['record_full', 'recovered']);
  expect(record.run('late')?.state).toBe('done');
  const orders = record.readEvents('late', { afterSeq: 0, limit: count * 2 });
  expect(orders.map(({ order }) => order)).toEqual(range(1, count));
  expect(shown).toEqual(range(1, count));
});
