import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { sampleRun } from './sample-events.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Changes what the record knows of the process that runs its flows. */
function changeOwner(path: string, change: string): void {
  const database = new Database(path);
  database.exec(`UPDATE owners SET ${change}`);
  database.close();
}

/** The ids of the runs that another process would find interrupted. */
function findInterrupted(path: string): string[] {
  const record = openRecord(path);
  const interrupted = record.markInterrupted().map((run) => run.runId);
  record.close();
  return interrupted;
}

describe('a process with running runs', () => {
  test('shows that it lives for as long as they run', () => {
    vi.useFakeTimers();
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path);
    const writer = record.startRun(sampleRun('r1'));
    vi.advanceTimersByTime(60_000);
    expect(findInterrupted(path)).toEqual([]);
    writer.end({ state: 'done', endedUs: 1 });
    // One timer is the index's, which looks for ended runs from time to time.
    expect(vi.getTimerCount()).toBeLessThanOrEqual(2);
    vi.advanceTimersByTime(60_000);
    expect([findInterrupted(path), record.run('r1')?.state, vi.getTimerCount()]).toEqual([
      [],
      'done',
      1,
    ]);
    record.close();
  });

  test('is taken for dead when its process id is gone, or given to another process', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path);
    record.startRun(sampleRun('r1')).flush();
    expect(findInterrupted(path)).toEqual([]);
    // No system gives out a process id as high as this.
    changeOwner(path, 'pid = 2000000000');
    expect(findInterrupted(path)).toEqual(['r1']);
    record.startRun(sampleRun('r2')).flush();
    changeOwner(path, `heartbeat_ms = heartbeat_ms - 16000, pid = ${process.ppid}`);
    expect(findInterrupted(path)).toEqual(process.platform === 'linux' ? ['r2'] : []);
    record.close();
  });

  test('that has slept with the machine is not taken for dead', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path);
    record.startRun(sampleRun('r1')).flush();
    changeOwner(path, 'heartbeat_ms = heartbeat_ms - 3600000');
    expect(findInterrupted(path)).toEqual([]);
    record.close();
  });

  test('has time to show itself where the system does not tell when it started', () => {
    vi.useFakeTimers();
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path);
    record.startRun(sampleRun('asleep')).flush();
    record.startRun(sampleRun('gone')).flush();
    const token = (name: string): string =>
      `UPDATE runs SET owner = '${name}' WHERE run_id = '${name}'`;
    const database = new Database(path);
    database.exec(`${token('asleep')}; ${token('gone')}`);
    const owner = database.prepare('INSERT INTO owners VALUES (?, ?, ?, ?)');
    for (const name of ['asleep', 'gone']) owner.run(name, process.pid, hostname(), 1);
    const other = openRecord(path);
    expect(other.markInterrupted()).toEqual([]);
    database.prepare("UPDATE owners SET heartbeat_ms = ? WHERE token = 'asleep'").run(Date.now());
    vi.advanceTimersByTime(6500);
    expect([other.run('asleep')?.state, other.run('gone')?.state]).toEqual([
      'running',
      'interrupted',
    ]);
    database.close();
    other.close();
    record.close();
  });

  test('on another machine is judged by its signs of life alone', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path);
    record.startRun(sampleRun('r1')).flush();
    changeOwner(path, "pid = 2000000000, host = 'elsewhere'");
    expect(findInterrupted(path)).toEqual([]);
    changeOwner(path, 'heartbeat_ms = heartbeat_ms - 16000');
    expect(findInterrupted(path)).toEqual(['r1']);
    record.close();
  });

  test('that was only asleep still ends its run as it went', () => {
    const path = join(makeTemporaryFolder(), 'record.db');
    const record = openRecord(path);
    const writer = record.startRun(sampleRun('r1'));
    writer.flush();
    changeOwner(path, 'heartbeat_ms = 0');
    expect(findInterrupted(path)).toEqual(['r1']);
    writer.end({ state: 'done', endedUs: 7 });
    expect(record.run('r1')).toMatchObject({ state: 'done', endedUs: 7 });
    record.close();
  });
});
