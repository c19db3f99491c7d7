// How long an event is in memory only, which is what a kill can take: the time from `append` until its commit has
// come back, as it stands in docs/record.md. Prints one JSON object; times in ms.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord, RunWriter } from '../../core/contracts/record.ts';
import { openRecord } from '../../core/node/record/open-record.ts';
import { percentile } from '../measure.ts';

const measureMs = Number(process.argv[2] ?? 4000);
const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));

interface Load {
  readonly streams: number;
  /** Per stream. */
  readonly eventsPerSecond: number;
}

const loads: Readonly<Record<string, Load>> = {
  'idle: 5 events/s': { streams: 1, eventsPerSecond: 5 },
  'one stream of 100 tokens/s': { streams: 1, eventsPerSecond: 100 },
  '10 streams of 100 tokens/s': { streams: 10, eventsPerSecond: 100 },
  '50 streams of 200 tokens/s': { streams: 50, eventsPerSecond: 200 },
  'one stream of 50,000 tokens/s': { streams: 1, eventsPerSecond: 50_000 },
};

/** Appends at the pace of the load; events that are due at once come in one turn of the event loop, as from a socket. */
async function stream(record: RunRecord, load: Load, note: (order: number) => void): Promise<void> {
  const writers = Array.from({ length: load.streams }, (_, index) =>
    record.startRun({
      runId: `run-${index}`,
      flowId: 'f',
      flowName: 'F',
      flow: '{}',
      input: null,
      startedUs: Date.now() * 1000,
    }),
  );
  const startedMs = performance.now();
  const perMs = (load.streams * load.eventsPerSecond) / 1000;
  let order = 0;
  while (performance.now() - startedMs < measureMs) {
    const due = Math.floor((performance.now() - startedMs) * perMs);
    for (; order < due;) {
      order += 1;
      const runId = order % load.streams;
      note(order);
      append(writers[runId], `run-${runId}`, order);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  for (const writer of writers) writer.end({ state: 'done', endedUs: Date.now() * 1000 });
}

function append(writer: RunWriter | undefined, runId: string, order: number): void {
  writer?.append({
    runId,
    queue: 'output',
    spanId: 's1',
    nodeId: 'model',
    attempt: 1,
    iteration: '',
    order,
    timeUs: Date.now() * 1000,
    body: { type: 'text-delta', text: `token ${order} ` },
  });
}

async function measure(name: string, load: Load): Promise<object> {
  const record = openRecord(join(folder, `${name.replaceAll(/\W+/g, '-')}.db`));
  const appendedMs = new Map<number, number>();
  const windowsMs: number[] = [];
  record.onCommit((events) => {
    const nowMs = performance.now();
    for (const { order } of events) {
      windowsMs.push(nowMs - (appendedMs.get(order) ?? nowMs));
      appendedMs.delete(order);
    }
  });
  await stream(record, load, (order) => void appendedMs.set(order, performance.now()));
  record.close();
  const show = (share: number): number => Number(percentile(windowsMs, share).toFixed(2));
  return { load: name, events: windowsMs.length, p50: show(0.5), p99: show(0.99), most: show(1) };
}

try {
  const rows: object[] = [];
  for (const [name, load] of Object.entries(loads)) rows.push(await measure(name, load));
  console.log(JSON.stringify({ name: 'loss-window', rows }, null, 2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
