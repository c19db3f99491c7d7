// How fast the record takes events, beside bare better-sqlite3 with one row per event, the same pragmas and the same
// batch sizes, in turns. Prints one JSON object.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { PendingEvent } from '../core/contracts/events.ts';
import { openRecord } from '../core/node/record/open-record.ts';

const rounds = 5;
const eventsPerRound: Readonly<Record<number, number>> = {
  1: 10_000,
  10: 50_000,
  100: 200_000,
  1000: 200_000,
};
const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));

function makeEvent(order: number): PendingEvent {
  return {
    runId: 'bench',
    queue: 'output',
    spanId: 's1',
    nodeId: 'answer',
    attempt: 1,
    iteration: '',
    order,
    timeUs: 1_760_000_000_000_000 + order * 40,
    body: { type: 'text-delta', text: `tok${order % 1000} ` },
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

interface Lane {
  /** Stores events in commits of the size; gives the time of each commit in ms. */
  readonly store: (batch: number, events: number) => number[];
  readonly close: () => void;
}

function openBare(path: string): Lane {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('wal_autocheckpoint = 4000');
  database.exec(
    'CREATE TABLE rows (seq INTEGER PRIMARY KEY, run INTEGER, queue TEXT, span TEXT, time REAL, body TEXT)',
  );
  const insert = database.prepare('INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)');
  const commit = database.transaction((events: readonly PendingEvent[]) => {
    for (const event of events) {
      insert.run(++seq, 1, event.queue, event.spanId, event.timeUs, JSON.stringify(event.body));
    }
  });
  let seq = 0;
  return {
    store: (batch, events) =>
      timeBatches(batch, events, (pending) => {
        commit.immediate(pending);
      }),
    close: () => void database.close(),
  };
}

function openOurs(path: string): Lane {
  const record = openRecord(path, { maxPendingEvents: 1_000_000, flushIntervalMs: 60_000 });
  const run = {
    runId: 'bench',
    flowId: 'f',
    flowName: 'Bench',
    flow: '{}',
    input: null,
    startedUs: 1,
  };
  const writer = record.startRun(run);
  return {
    store: (batch, events) =>
      timeBatches(batch, events, (pending) => {
        for (const event of pending) writer.append(event);
        writer.flush();
      }),
    close: () => record.close(),
  };
}

let order = 0;

function timeBatches(
  batch: number,
  events: number,
  commit: (pending: readonly PendingEvent[]) => void,
): number[] {
  const timesMs: number[] = [];
  for (let done = 0; done < events; done += batch) {
    const pending = Array.from({ length: batch }, () => makeEvent(++order));
    const startMs = performance.now();
    commit(pending);
    timesMs.push(performance.now() - startMs);
  }
  return timesMs;
}

function compare(batch: number): object {
  const bare = openBare(join(folder, `bare-${batch}.db`));
  const ours = openOurs(join(folder, `ours-${batch}.db`));
  const events = eventsPerRound[batch] ?? 10_000;
  const rates: { bare: number[]; ours: number[] } = { bare: [], ours: [] };
  const commitsMs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const lanes = [
      ['bare', bare],
      ['ours', ours],
    ] as const;
    for (const [name, lane] of round % 2 === 0 ? lanes : lanes.toReversed()) {
      const timesMs = lane.store(batch, events);
      const totalMs = timesMs.reduce((sum, time) => sum + time, 0);
      // The first round warms up.
      if (round === 0) continue;
      rates[name].push((events / totalMs) * 1000);
      if (name === 'ours') commitsMs.push(...timesMs);
    }
  }
  bare.close();
  ours.close();
  const total = events * (rounds + 1);
  return {
    batch,
    bareRowsPerSecond: Math.round(median(rates.bare)),
    oursRowsPerSecond: Math.round(median(rates.ours)),
    ratio: round(median(rates.ours.map((rate, index) => rate / (rates.bare[index] ?? 1)))),
    commitP50Ms: round(percentile(commitsMs, 0.5), 3),
    commitP99Ms: round(percentile(commitsMs, 0.99), 3),
    bareBytesPerEvent: round(statSync(join(folder, `bare-${batch}.db`)).size / total),
    oursBytesPerEvent: round(statSync(join(folder, `ours-${batch}.db`)).size / total),
  };
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** The record's part of a trivial node: trace entries in and out, one ended span; committed as the record does of itself. */
function measureNodes(statusToo: boolean): number {
  const record = openRecord(join(folder, `nodes-${statusToo}.db`), {
    flushIntervalMs: 60_000,
  });
  const run = {
    runId: 'bench',
    flowId: 'f',
    flowName: 'Bench',
    flow: '{}',
    input: null,
    startedUs: 1,
  };
  const writer = record.startRun(run);
  const nodes = 20_000;
  const timesUs: number[] = [];
  for (let round = 0; round <= rounds * 2; round += 1) {
    const startMs = performance.now();
    for (let node = 0; node < nodes; node += 1) storeNode(writer, node, statusToo);
    writer.flush();
    if (round > 0) timesUs.push(((performance.now() - startMs) * 1000) / nodes);
  }
  record.close();
  return round(median(timesUs));
}

function storeNode(
  writer: ReturnType<ReturnType<typeof openRecord>['startRun']>,
  node: number,
  statusToo: boolean,
): void {
  const spanId = `s${node}`;
  const nodeId = `n${node % 100}`;
  const timeUs = 1_760_000_000_000_000 + node * 3;
  const append = (queue: string, body: unknown): void =>
    writer.append({
      runId: 'bench',
      queue,
      spanId,
      nodeId,
      attempt: 1,
      iteration: '',
      order: ++order,
      timeUs,
      body,
    });
  if (statusToo)
    append('status', { type: 'span-opened', parentSpanId: 's0', kind: 'prompt', title: 'Prompt' });
  append('trace', { type: 'span-started', input: writer.keep(node) });
  append('trace', { type: 'span-finished', output: writer.keep(node + 1), durationUs: 2 });
  if (statusToo) append('status', { type: 'span-closed', state: 'done', durationUs: 2 });
}

/** The same from bare rows, a cursor moved in a transaction of its own for each thousand. */
function measureBareReading(events: number): number {
  const database = new Database(join(folder, 'bare-100.db'));
  database.exec('CREATE TABLE places (consumer TEXT PRIMARY KEY, seq INTEGER)');
  const next = database.prepare<unknown[], { seq: number; body: string }>(
    'SELECT * FROM rows WHERE seq > ? ORDER BY seq LIMIT 1000',
  );
  const move = database.prepare("INSERT OR REPLACE INTO places VALUES ('reader', ?)");
  const take = database.transaction((after: number) => {
    const rows = next.all(after).map((row) => ({ ...row, body: JSON.parse(row.body) as unknown }));
    const last = rows.at(-1)?.seq ?? after;
    move.run(last);
    return { count: rows.length, last };
  });
  const startMs = performance.now();
  let read = 0;
  for (let taken = take.immediate(0); taken.count > 0; taken = take.immediate(taken.last))
    read += taken.count;
  const readMs = performance.now() - startMs;
  database.close();
  if (read !== events) throw new Error(`Read ${read} of ${events} rows.`);
  return (read / readMs) * 1000;
}

function measureReading(): object {
  const record = openRecord(join(folder, 'ours-100.db'));
  const events = 200_000 * (rounds + 1);
  const startMs = performance.now();
  const queue = record.queue('bench', 'output', 'reader');
  let read = 0;
  for (let taken = queue.dequeue(1000); taken.length > 0; taken = queue.dequeue(1000))
    read += taken.length;
  const readMs = performance.now() - startMs;
  const sizeStartMs = performance.now();
  const size = record.queue('bench', 'output', 'other').size();
  const sizeMs = performance.now() - sizeStartMs;
  record.close();
  if (read !== events || size !== events)
    throw new Error(`Read ${read} and counted ${size} of ${events} events.`);
  const perSecond = (read / readMs) * 1000;
  const barePerSecond = measureBareReading(events);
  return {
    bareDequeuedPerSecond: Math.round(barePerSecond),
    dequeuedPerSecond: Math.round(perSecond),
    ratio: round(perSecond / barePerSecond),
    sizeOfMillionMs: round(sizeMs),
  };
}

try {
  const batches = [1, 10, 100, 1000].map(compare);
  const nodes = {
    traceUsPerNode: measureNodes(false),
    traceAndStatusUsPerNode: measureNodes(true),
  };
  console.log(
    JSON.stringify({ name: 'queue', batches, nodes, reading: measureReading() }, null, 2),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
