// Lists, searches and opens runs of a large record: node bench/history.ts [RUNS] [EVENTS]. RUNS short runs (100,000) and one
// of EVENTS events (5,000,000) are written first and read into the index. Prints ms as JSON; sizes in MB.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord, RunWriter } from '../core/contracts/record.ts';
import type { RunFilter } from '../core/contracts/run-history.ts';
import { openRecord } from '../core/node/record/open-record.ts';
import { median, percentile } from './measure.ts';

const [runCount = 100_000, eventCount = 5_000_000] = process.argv.slice(2).map(Number);
const startUs = 1_760_000_000_000_000;
const words = 'rain sun storm 天气 snow cloud wind fog ice heat'.split(' ');

class Sample {
  readonly #writer: RunWriter;
  readonly #runId: string;
  #order = 0;
  #timeUs: number;

  constructor(record: RunRecord, number: number, runId = `run${number}`) {
    const flow = JSON.stringify({ nodes: { llm1: { settings: { model: `m${number % 5}` } } } });
    this.#runId = runId;
    this.#timeUs = startUs + number * 1e7;
    this.#writer = record.startRun({
      runId,
      flowId: `flow${number % 37}`,
      flowName: `Flow ${number % 37}`,
      flow,
      input: `question number ${number}`,
      startedUs: this.#timeUs,
    });
  }

  write(queue: string, body: unknown, spanId = 's1'): void {
    this.#order += 1;
    this.#timeUs += 1000;
    this.#writer.append({
      runId: this.#runId,
      queue,
      spanId,
      nodeId: spanId === '' ? '' : 'llm1',
      attempt: 1,
      iteration: '',
      order: this.#order,
      timeUs: this.#timeUs,
      body,
    });
  }

  stream(tokens: number, from: number): void {
    this.write('status', { type: 'span-opened', parentSpanId: '', kind: 'llm', title: 'Ask' });
    for (let token = 0; token < tokens; token += 1)
      this.write('output', {
        type: 'text-delta',
        text: `${words[(from * 7 + token * token) % 10] ?? ''} `,
      });
    const usage = { inputTokens: 10, outputTokens: tokens, costUsd: from / 1000 };
    this.write('status', { type: 'span-closed', state: 'done', durationUs: 1, usage });
  }

  end(state: 'done' | 'failed'): void {
    this.write('status', { type: 'run-ended', state }, '');
    this.#writer.end({ state, endedUs: this.#timeUs, output: 'done' });
    this.#writer.flush();
  }
}

async function writeRecord(record: RunRecord): Promise<void> {
  const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  for (let number = 0; number < runCount; number += 1) {
    const sample = new Sample(record, number);
    sample.stream(20, number);
    sample.end(number % 50 === 0 ? 'failed' : 'done');
    if (number % 200 === 0) await rest();
  }
  const long = new Sample(record, runCount, 'long');
  for (let written = 0; written < eventCount; written += 1000) {
    long.stream(998, written);
    if (written % 20_000 === 0) await rest();
  }
  long.end('done');
}

/** The ms that the loop of this thread stood still while the index was filled. */
async function fillIndex(record: RunRecord): Promise<Record<string, number>> {
  const steps: number[] = [];
  let lastMs = performance.now();
  let isOver = false;
  const tick = (): void => {
    steps.push(performance.now() - lastMs);
    lastMs = performance.now();
    if (!isOver) setImmediate(tick);
  };
  tick();
  const startMs = performance.now();
  await record.history.catchUp(3_600_000);
  isOver = true;
  return {
    indexMs: performance.now() - startMs,
    indexStepP99Ms: percentile(steps, 0.99),
    indexStepMaxMs: Math.max(...steps.slice(-100_000)),
  };
}

function time(task: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const startMs = performance.now();
    task();
    return performance.now() - startMs;
  });
  return median(times);
}

const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
try {
  const path = join(folder, 'record.db');
  let record = openRecord(path);
  await writeRecord(record);
  const logMb = record.history.size().fileBytes / 1e6;
  const index = await fillIndex(record);
  record.close();
  const openMs = performance.now();
  record = openRecord(path);
  const { history } = record;
  const list = (filter: RunFilter) => (): unknown => history.list({ filter, limit: 50 });
  list({})();
  const figures = {
    logMb,
    withIndexMb: history.size().fileBytes / 1e6,
    ...index,
    openAndListMs: performance.now() - openMs,
    listMs: time(list({})),
    listFailedMs: time(list({ states: ['failed'] })),
    listNoneMs: time(list({ states: ['cancelled'] })),
    listModelMs: time(list({ model: 'm2', node: 'Ask' })),
    searchCommonMs: time(list({ text: 'rain' })),
    searchRareMs: time(list({ text: 'number 777' })),
    searchChineseMs: time(list({ text: '天气' })),
    longOpenMs: time(() => [record.run('long'), history.listed('long'), record.flowOf('long')]),
    longTailMs: time(() => history.events('long', { beforeSeq: 2 ** 52, limit: 1000 })),
    longMiddleMs: time(() =>
      history.events('long', { afterSeq: runCount * 23 + eventCount / 2, limit: 1000 }),
    ),
    longSpansMs: time(() => history.spans('long')),
    longMatchesMs: time(() => history.matches('long', 'storm', 100)),
    stallsMs: time(() => history.stalls('long')),
  };
  record.close();
  process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
