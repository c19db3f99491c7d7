// Looking back into a run of a million events: what it costs to keep its past while it is folded, and how long it takes
// to come to any of its moments, with and without reading events. `node --expose-gc bench/scrub.ts [--events N]`. Prints JSON.
import { decodeFrame, FrameEncoder } from '../core/contracts/frame-codec.ts';
import type { RunEvent } from '../core/contracts/events.ts';
import { createRandom } from '../core/stream/cases/chunkings.ts';
import { PastView } from '../renderer/run/past-view.ts';
import { publishAll } from '../renderer/run/publish-nodes.ts';
import { reduceRunEvents } from '../renderer/run/reduce-run-events.ts';
import { RunTimeline, type EventReader } from '../renderer/run/run-timeline.ts';
import { createRunView } from '../renderer/run/run-view.ts';
import { makeLongRun } from './long-run.ts';
import { median, percentile } from './measure.ts';

const jumps = 200;
const eventsPerPass = 18;
const eventsPerFrame = 200;

interface PackedRun {
  readonly count: number;
  readonly frames: readonly { readonly firstSeq: number; readonly payload: string }[];
}

/** A run of many steps: four spans to a pass of a loop. */
function* stepEvents(count: number): Generator<RunEvent> {
  for (const events of makeLongRun(Math.round(count / eventsPerPass))) yield* events;
}

/** A run of few steps that say very much: ten nodes that stream at the same time. */
function* tokenEvents(count: number): Generator<RunEvent> {
  let seq = 0;
  let timeUs = 1_700_000_000_000_000;
  const event = (queue: string, node: number, body: unknown): RunEvent => {
    seq++;
    timeUs += 1000;
    const place = { spanId: `s${node}`, nodeId: `n${node}`, attempt: 1, iteration: '' };
    return { ...place, runId: 'long', queue, order: seq, seq, timeUs, body };
  };
  for (let node = 1; node <= 10; node++) {
    const title = `Model ${node}`;
    yield event('status', node, { type: 'span-opened', parentSpanId: '', kind: 'llm', title });
  }
  for (let at = seq; at < count; at++) {
    const node = (at % 10) + 1;
    const text = at % 400 < 10 ? 'river.\n' : 'river ';
    yield event('output', node, { type: 'text-delta', text });
  }
}

function packRun(events: Iterable<RunEvent>): PackedRun {
  const encoder = new FrameEncoder();
  const frames: { firstSeq: number; payload: string }[] = [];
  let count = 0;
  for (const event of events) {
    encoder.add(event);
    count++;
    if (encoder.count === eventsPerFrame) {
      frames.push({ firstSeq: count - eventsPerFrame + 1, payload: encoder.finish().payload });
    }
  }
  const left = encoder.count;
  if (left > 0) frames.push({ firstSeq: count - left + 1, payload: encoder.finish().payload });
  return { count, frames };
}

function* readRun({ frames }: PackedRun): Generator<RunEvent[]> {
  for (const { firstSeq, payload } of frames) yield decodeFrame('long', firstSeq, payload);
}

function readerOf({ frames }: PackedRun): EventReader {
  return (afterSeq, limit) => {
    const from = Math.floor(afterSeq / eventsPerFrame);
    const wanted = frames.slice(from, from + Math.ceil(limit / eventsPerFrame) + 1);
    const events = wanted.flatMap(({ firstSeq, payload }) =>
      decodeFrame('long', firstSeq, payload),
    );
    return Promise.resolve(events.filter(({ seq }) => seq > afterSeq).slice(0, limit));
  };
}

function heapMb(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

/** Folds a run, with or without keeping its past; ms and MB. */
function fold(run: PackedRun, timeline?: RunTimeline) {
  const beforeMb = heapMb();
  const live = createRunView('long');
  let ms = 0;
  for (const events of readRun(run)) {
    const started = performance.now();
    if (timeline === undefined) reduceRunEvents(live, events);
    else timeline.fold(live, events);
    ms += performance.now() - started;
  }
  return { live, ms, mb: heapMb() - beforeMb };
}

async function scrub(run: PackedRun): Promise<object> {
  fold(run);
  const plain = fold(run);
  const timeline = new RunTimeline();
  const kept = fold(run, timeline);
  const past = new PastView(timeline, kept.live);
  const reader = readerOf(run);
  const random = createRandom(1);
  const [reads, moves, near, steps]: number[][] = [[], [], [], []];
  const time = (list: number[] | undefined, act: () => void): void => {
    const started = performance.now();
    act();
    list?.push(performance.now() - started);
  };
  const move = (to: number): void => {
    const view = past.move(to);
    if (view === undefined) throw new Error('The events were not read.');
    publishAll(kept.live, view);
  };
  for (let jump = 0; jump < jumps; jump++) {
    const to = 1000 + Math.floor(random() * (run.count - 1001));
    const started = performance.now();
    await past.read(to, reader);
    reads?.push(performance.now() - started);
    time(moves, () => move(to));
    // A hand that drags back a little: the events are there.
    await past.read(to - 300, reader);
    time(near, () => move(to - 300));
    await past.read(to - 290, reader);
    time(steps, () => move(to - 290));
  }
  const show = (list: number[] = []): object => ({
    p50: Number(median(list).toFixed(2)),
    p95: Number(percentile(list, 0.95).toFixed(2)),
    max: Number(Math.max(...list).toFixed(2)),
  });
  return {
    events: run.count,
    spans: kept.live.trace.count,
    rows: kept.live.rows.length,
    foldMs: Math.round(plain.ms),
    foldAndKeepMs: Math.round(kept.ms),
    viewMb: Math.round(plain.mb),
    viewAndPastMb: Math.round(kept.mb),
    readMs: show(reads),
    jumpMs: show(moves),
    backALittleMs: show(near),
    forwardTenEventsMs: show(steps),
  };
}

const at = process.argv.indexOf('--events');
const count = at < 0 ? 1_000_000 : Number(process.argv[at + 1]) || 1_000_000;
process.stdout.write(
  `${JSON.stringify(
    {
      steps: await scrub(packRun(stepEvents(count))),
      tokens: await scrub(packRun(tokenEvents(count))),
    },
    undefined,
    2,
  )}\n`,
);
