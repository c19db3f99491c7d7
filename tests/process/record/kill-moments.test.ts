import { spawn } from 'node:child_process';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrations } from '../../../core/node/record/migrations.ts';
import { openDatabase } from '../../../core/node/record/open-database.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { createRandom } from '../../../core/stream/cases/chunkings.ts';
import { appendTexts, range, sampleRun } from '../../unit/record/sample-events.ts';
import { makeTemporaryFolder, waitUntil } from '../../unit/record/temporary-folder.ts';
import { runProgram } from './run-program.ts';

const seed = Number(process.env['MILLRACE_KILL_SEED'] ?? Date.now() % 1_000_000);
const random = createRandom(seed);
const runs = 60;
const eventsPerRun = 400;

function fillRecord(path: string): void {
  const record = openRecord(path);
  for (const number of range(1, runs)) {
    const writer = record.startRun(sampleRun(`r${number}`, { input: `${number} `.repeat(9000) }));
    appendTexts(writer, `r${number}`, 1, eventsPerRun);
    writer.end({ state: 'done', endedUs: number });
    writer.flush();
  }
  record.close();
}

/** Each run of the record must have all of its events. */
function expectWholeRuns(path: string): string[] {
  const record = openRecord(path);
  const found = record.listRuns({ limit: 1000 }).map(({ runId }) => runId);
  for (const runId of found) {
    const events = record.readEvents(runId, { afterSeq: 0, limit: 10_000 });
    expect(events.map(({ order }) => order)).toEqual(range(1, eventsPerRun));
    expect(record.flowOf(runId)).toBe(sampleRun('').flow);
  }
  record.close();
  const database = new Database(path);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
  return found;
}

/** Runs a program and kills it so many ms after it began. */
async function kill(name: string, path: string, lifeMs: number, cache: string): Promise<boolean> {
  const program = runProgram(name, [path, '0'], { NODE_COMPILE_CACHE: cache });
  const timer = setTimeout(() => program.child.kill('SIGKILL'), lifeMs);
  await program.ended;
  clearTimeout(timer);
  return program.child.signalCode === 'SIGKILL';
}

test(`a process that is killed while it brings a record up to date leaves it whole (seed ${seed})`, async () => {
  const folder = makeTemporaryFolder();
  const original = join(folder, 'original.db');
  openDatabase(original, { busyTimeoutMs: 100, migrations: migrations.slice(0, 1) }).close();
  const current = join(folder, 'current.db');
  fillRecord(current);
  copyOldTables(current, original);
  const cache = join(folder, 'compiled');
  await kill('open-at', current, 10_000, cache);
  let killed = 0;
  for (const attempt of range(1, 20)) {
    const path = join(folder, `record-${attempt}.db`);
    copyFileSync(original, path);
    killed += Number(await kill('open-at', path, 20 + random() * 100, cache));
    expect(expectWholeRuns(path)).toHaveLength(runs);
    for (const name of readdirSync(folder))
      if (name.startsWith(`record-${attempt}.db`)) rmSync(join(folder, name));
  }
  expect(killed).toBeGreaterThan(0);
});

/** Brings the rows of the first version's tables into a record of that version. */
function copyOldTables(from: string, to: string): void {
  const database = new Database(to);
  database.prepare('ATTACH ? AS source').run(from);
  for (const table of ['runs', 'flows', 'log', 'large_values', 'value_uses', 'meta']) {
    const columns = database
      .prepare("SELECT group_concat(name) FROM pragma_table_info(?, 'main')")
      .pluck()
      .get(table);
    database.exec(`INSERT INTO main.${table} SELECT ${String(columns)} FROM source.${table}`);
  }
  database.close();
}

test(`a process that is killed while it deletes old runs leaves the others whole (seed ${seed})`, async () => {
  const folder = makeTemporaryFolder();
  const path = join(folder, 'record.db');
  const cache = join(folder, 'compiled');
  fillRecord(join(folder, 'warm.db'));
  await kill('prune-runs', join(folder, 'warm.db'), 10_000, cache);
  fillRecord(path);
  const lefts: number[] = [];
  for (let killed = 0; killed < 20 && (lefts.at(-1) ?? runs) > 0; killed++) {
    await kill('prune-runs', path, 40 + random() * 60, cache);
    lefts.push(expectWholeRuns(path).length);
  }
  expect(lefts).toEqual(lefts.toSorted((a, b) => b - a));
  const record = openRecord(path);
  record.prune({ maxAgeMs: 0 });
  const writer = record.startRun(sampleRun('new'));
  appendTexts(writer, 'new', 1, 1);
  const [event] = record.readEvents('new', { afterSeq: 0, limit: 1 });
  expect(event?.seq).toBeGreaterThan(runs * eventsPerRun);
  await waitUntil(() => countOrphans(path) === 0, 'nothing of the deleted runs is left');
  record.close();
});

function countOrphans(path: string): number {
  const database = new Database(path);
  const orphans = database
    .prepare('SELECT count(*) FROM log WHERE run NOT IN (SELECT id FROM runs)')
    .pluck()
    .get();
  database.close();
  return Number(orphans);
}

test(`a web host that is killed with its engine has shown nothing that is not kept (seed ${seed})`, async () => {
  const folder = makeTemporaryFolder();
  const path = join(folder, 'record.db');
  const shown = new Map<string, (readonly [seq: number, order: number])[]>();
  for (const life of range(1, 4)) {
    // The first one lives longest: what it compiled makes the others start faster.
    await showAndDie({ path, folder, lifeMs: life === 1 ? 600 : random() * 200, shown });
  }
  const record = openRecord(path);
  // The system takes an engine away a moment after its host: till then its runs are those of a live process.
  await expect
    .poll(() => {
      record.markInterrupted();
      return record.listRuns({ limit: 1000 }).filter(({ state }) => state === 'running');
    })
    .toEqual([]);
  expect(shown.size).toBeGreaterThan(0);
  for (const [runId, events] of shown) {
    const stored = record.readEvents(runId, { afterSeq: 0, limit: 10_000 });
    expect(stored.slice(0, events.length).map(({ seq, order }) => [seq, order])).toEqual(events);
  }
  record.close();
}, 60_000);

interface WebLife {
  readonly path: string;
  readonly folder: string;
  readonly lifeMs: number;
  readonly shown: Map<string, (readonly [number, number])[]>;
}

async function showAndDie({ path, folder, lifeMs, shown }: WebLife): Promise<void> {
  const file = fileURLToPath(new URL('programs/show-in-web-host.ts', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', file, path, '3'], {
    // A group of its own: host and engine die in the same moment.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled'), MILLRACE_HOME: folder },
  });
  const lines = createInterface(child.stdout);
  const closed = new Promise((resolve) => lines.once('close', resolve));
  lines.on('line', (line) => {
    if (line === 'ready') {
      setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), lifeMs);
      return;
    }
    const [runId, ...events] = JSON.parse(line) as [string, ...(readonly [number, number])[]];
    shown.set(runId, [...(shown.get(runId) ?? []), ...events]);
  });
  await closed;
}
