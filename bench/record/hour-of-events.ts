// An hour's worth of one stream's events, 100 a second, pushed as fast as the record takes them, beside a consumer
// that takes them from a queue. Memory must not grow with it once SQLite's 16 MB of pages are full. To be started as an
// engine is: node --max-semi-space-size=4. Prints one JSON object.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord } from '../../core/node/record/open-record.ts';

const events = Number(process.argv[2] ?? 360_000);
const burst = 100;
const samples = 20;
const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));
const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;

try {
  const record = openRecord(join(folder, 'record.db'));
  const runId = 'hour';
  const startedUs = Date.now() * 1000;
  const start = { runId, flowId: 'f', flowName: 'Hour', flow: '{}', input: null, startedUs };
  const writer = record.startRun(start);
  writer.flush();
  const queue = record.queue(runId, 'output', 'panel');
  const rssMb: number[] = [];
  let taken = 0;
  const startedMs = performance.now();
  for (let order = 1; order <= events; order += 1) {
    const body = { type: 'text-delta', text: `token ${order} ` };
    const timeUs = startedUs + order * 10_000;
    const stamp = { runId, queue: 'output', spanId: 's1', nodeId: 'model', attempt: 1 };
    writer.append({ ...stamp, iteration: '', order, timeUs, body });
    if (order % burst !== 0) continue;
    taken += queue.dequeue(10 * burst).length;
    await new Promise((resolve) => setImmediate(resolve));
    if (order >= ((rssMb.length + 1) * events) / samples)
      rssMb.push(megabytes(process.memoryUsage().rss));
  }
  writer.end({ state: 'done', endedUs: startedUs });
  writer.flush();
  for (let more = queue.dequeue(1000); more.length > 0; more = queue.dequeue(1000))
    taken += more.length;
  const seconds = (performance.now() - startedMs) / 1000;
  record.close();
  if (taken !== events) throw new Error(`The consumer got ${taken} of ${events} events.`);
  console.log(
    JSON.stringify({
      name: 'hour-of-events',
      events,
      eventsPerSecond: Math.round(events / seconds),
      rssMb,
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
