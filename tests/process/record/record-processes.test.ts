import { tempFolder } from '../../harness/temp-folder.ts';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../core/contracts/events.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { range, sampleEvent, sampleRun } from '../../unit/record/sample-events.ts';
import { makeTemporaryFolder, waitUntil } from '../../unit/record/temporary-folder.ts';
import { runProgram } from './run-program.ts';

function newPath(): string {
  return join(makeTemporaryFolder(), 'record.db');
}

/** Appends text deltas with pauses, so that commits and other processes take turns. */
async function writeSlowly(path: string, runId: string, count: number): Promise<RunEvent[]> {
  const record = openRecord(path, { flushIntervalMs: 1 });
  const committed: RunEvent[] = [];
  record.onCommit((events) => committed.push(...events));
  const writer = record.startRun(sampleRun(runId));
  for (const order of range(1, count)) {
    writer.append(sampleEvent(runId, order));
    if (order % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  writer.end({ state: 'done', endedUs: Date.now() * 1000 });
  record.close();
  return committed;
}

function readOrders(path: string, runId: string): number[] {
  const record = openRecord(path);
  const events = record.readEvents(runId, { afterSeq: 0, limit: 1_000_000 });
  record.close();
  return events.map((event) => event.order);
}

describe('a queue of one process, consumed by others while it is written', () => {
  test('gives every event once, in order', async () => {
    const path = newPath();
    openRecord(path).close();
    const consumer = runProgram('consume-queue', [path, 'r1', 'panel', '4000', '33']);
    await consumer.isReady;
    await writeSlowly(path, 'r1', 4000);
    await consumer.ended;
    expect(JSON.parse(consumer.lines[0] ?? '')).toEqual(range(1, 4000));
  });

  test('gives no event to two consumers of one cursor', async () => {
    const path = newPath();
    openRecord(path).close();
    const consumers = [1, 2].map(() =>
      runProgram('consume-queue', [path, 'r1', 'worker', '4000', '5']),
    );
    await Promise.all(consumers.map((consumer) => consumer.isReady));
    await writeSlowly(path, 'r1', 4000);
    await Promise.all(consumers.map((consumer) => consumer.ended));
    const orders = consumers.map((consumer) => JSON.parse(consumer.lines[0] ?? '') as number[]);
    // Both had their part, or this shows nothing.
    expect(Math.min(...orders.map((each) => each.length))).toBeGreaterThan(0);
    for (const each of orders) expect(each).toEqual(each.toSorted((a, b) => a - b));
    expect(orders.flat().toSorted((a, b) => a - b)).toEqual(range(1, 4000));
  });
});

describe('two processes writing one record', () => {
  test('number their events densely, each run in its order', async () => {
    const path = newPath();
    openRecord(path).close();
    const other = runProgram('write-runs', [path, 'theirs', '4000']);
    await other.isReady;
    const mine = await writeSlowly(path, 'mine', 4000);
    await other.ended;
    const theirs = other.lines.flatMap(
      (line) => JSON.parse(line) as [seq: number, order: number][],
    );
    const isInTurns =
      (mine[0]?.seq ?? 0) < (theirs.at(-1)?.[0] ?? 0) &&
      (theirs[0]?.[0] ?? 0) < (mine.at(-1)?.seq ?? 0);
    expect(isInTurns).toBe(true);
    const seqs = [...mine.map((event) => event.seq), ...theirs.map(([seq]) => seq)];
    expect(seqs.toSorted((a, b) => a - b)).toEqual(range(1, 8000));
    expect([readOrders(path, 'mine'), readOrders(path, 'theirs')]).toEqual([
      range(1, 4000),
      range(1, 4000),
    ]);
  });
});

describe('a process killed in the middle of a stream', () => {
  test('leaves in the record all that it showed, and a run that the next process finds interrupted', async () => {
    const path = newPath();
    const program = runProgram('write-runs', [path, 'r1', '10000000', '--hold']);
    await waitUntil(() => program.lines.length >= 20, 'twenty commits were shown');
    const record = openRecord(path);
    expect(record.markInterrupted()).toEqual([]);
    program.child.kill('SIGKILL');
    await program.ended;
    const shown = program.lines.flatMap(
      (line) => JSON.parse(line) as [seq: number, order: number][],
    );
    const stored = record.readEvents('r1', { afterSeq: 0, limit: 10_000_000 });
    expect(stored.slice(0, shown.length).map((event) => [event.seq, event.order])).toEqual(shown);
    expect(stored.map((event) => event.order)).toEqual(range(1, stored.length));
    const last = stored.at(-1);
    expect(record.markInterrupted()).toMatchObject([
      { runId: 'r1', state: 'interrupted', endedUs: last?.timeUs, lastSeq: last?.seq },
    ]);
    expect(record.run('r1')?.state).toBe('interrupted');
    record.close();
  });
});

describe('of two engines on one record', () => {
  test('the one that is killed has its runs marked, the other one goes on', async () => {
    const path = newPath();
    openRecord(path).close();
    const [dying, living] = ['dying', 'living'].map((runId) =>
      runProgram('write-runs', [path, runId, '10000000', '--hold']),
    );
    await waitUntil(
      () => [dying, living].every((program) => (program?.lines.length ?? 0) >= 10),
      'both have shown something',
    );
    dying?.child.kill('SIGKILL');
    await dying?.ended;
    const record = openRecord(path);
    expect(record.markInterrupted().map(({ runId }) => runId)).toEqual(['dying']);
    const seen = living?.lines.length ?? 0;
    await waitUntil(() => (living?.lines.length ?? 0) > seen + 5, 'the living one shows more');
    expect(record.markInterrupted()).toEqual([]);
    expect(record.run('living')?.state).toBe('running');
    record.close();
  });
});

test('of processes that meet a damaged record at the same moment one mends it, and all get it', async () => {
  const folder = tempFolder();
  const path = join(folder, 'record.db');
  await writeSlowly(path, 'r1', 4000);
  // The header stays, so that it is seen to be a record; its tables are nonsense.
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xab, 100, 4096));
  const moment = String(Date.now() + 600);
  const programs = Array.from({ length: 4 }, () => runProgram('open-at', [path, moment]));
  await Promise.all(programs.map((program) => program.ended));
  expect(programs.map((program) => program.lines)).toEqual([
    ['opened'],
    ['opened'],
    ['opened'],
    ['opened'],
  ]);
  const aside = readdirSync(folder).filter((name) => /\.damaged-.*Z$/.test(name));
  expect(aside).toHaveLength(1);
  expect(readOrders(path, 'r1')).toEqual(range(1, 4000));
});

test('processes that make the same record at the same moment all get it', async () => {
  for (let round = 0; round < 3; round++) {
    const path = join(tempFolder(), 'record.db');
    const moment = String(Date.now() + 600);
    const programs = Array.from({ length: 4 }, () => runProgram('open-at', [path, moment]));
    await Promise.all(programs.map((program) => program.ended));
    expect(programs.map((program) => program.lines)).toEqual([
      ['opened'],
      ['opened'],
      ['opened'],
      ['opened'],
    ]);
  }
});
