import { isOutputEvent, isStatusEvent, type RunEvent } from '../../core/contracts/events.ts';
import { NameList } from './name-list.ts';
import type { RunView } from './run-view.ts';

/** What is worth going to: a node began, failed, tried again, or asked a person. */
export const markKinds = ['start', 'error', 'retry', 'question'] as const;
export type MarkKind = (typeof markKinds)[number];

// A tenth of a millisecond: five days fit into 32 bits.
const usPerTick = 100;
const mostNodes = 0xffff;
/** A time without events that is long enough to be told from the others, in ticks: a second. */
const longGap = 10_000;

/** Whole numbers in the order they came; grows in place. */
class NumberList<Column extends Uint32Array | Uint16Array> {
  values: Column;
  count = 0;
  readonly #make: (length: number) => Column;

  constructor(make: (length: number) => Column) {
    this.#make = make;
    this.values = make(64);
  }

  push(value: number): void {
    if (this.count === this.values.length) {
      const roomy = this.#make(this.count * 2);
      roomy.set(this.values);
      this.values = roomy;
    }
    this.values[this.count++] = value;
  }
}

const makeUint32 = (length: number): Uint32Array => new Uint32Array(length);
const makeUint16 = (length: number): Uint16Array => new Uint16Array(length);

/**
 * When each event of a run came and whose it was: about six bytes an event. Events are counted from 1, in the order of the
 * record; 0 stands for the moment before the first.
 */
export class RunTimes {
  /** When the first event came, µs since the Unix epoch. */
  startedUs = 0;
  readonly #ticks = new NumberList(makeUint32);
  readonly #nodes = new NumberList(makeUint16);
  readonly #names = new NameList();
  /** Stretches of events whose places in the record follow each other: the first event of each, and its place. */
  readonly #stretchAt = new NumberList(makeUint32);
  readonly #stretchSeqs: number[] = [];
  #lastSeq = -1;
  readonly #gaps = new NumberList(makeUint32);
  readonly #marks: { readonly [Kind in MarkKind]: NumberList<Uint32Array> } = {
    start: new NumberList(makeUint32),
    error: new NumberList(makeUint32),
    retry: new NumberList(makeUint32),
    question: new NumberList(makeUint32),
  };

  /** How many events there are. */
  get count(): number {
    return this.#ticks.count;
  }

  /** From the first event to the last, ms. */
  get durationMs(): number {
    return this.msOf(this.count);
  }

  /** Notes an event that has been folded into the view. */
  add(view: RunView, event: RunEvent): void {
    if (this.count === 0) this.startedUs = event.timeUs;
    const tick = Math.round((event.timeUs - this.startedUs) / usPerTick);
    // Clocks of several threads may differ a little; time here never goes back.
    const before = this.#ticks.values[this.count - 1] ?? 0;
    this.#ticks.push(Math.max(tick, before));
    if (tick - before >= longGap) this.#gaps.push(this.count);
    this.#nodes.push(Math.min(this.#names.share(event.nodeId), mostNodes));
    if (event.seq !== this.#lastSeq + 1) {
      this.#stretchAt.push(this.count);
      this.#stretchSeqs.push(event.seq);
    }
    this.#lastSeq = event.seq;
    const mark = markOf(view, event);
    if (mark !== undefined) this.#marks[mark].push(this.count);
  }

  /** When an event came, ms after the first one. */
  msOf(at: number): number {
    return at <= 0 ? 0 : ((this.#ticks.values[at - 1] ?? 0) * usPerTick) / 1000;
  }

  /** The last event that had come so many ms after the first one; 1 at least, where there is any. */
  atMs(ms: number): number {
    const ticks = Math.round((ms * 1000) / usPerTick);
    return Math.max(Math.min(1, this.count), countUpTo(this.#ticks, ticks));
  }

  /** The events that came a second or more after the one before them, in order. */
  get gaps(): Uint32Array {
    return this.#gaps.values.subarray(0, this.#gaps.count);
  }

  /** Whose event it was; '' for the run's own. */
  nodeOf(at: number): string {
    const name = this.#nodes.values[at - 1] ?? mostNodes;
    return name === mostNodes ? '' : this.#names.name(name);
  }

  /** An event's place in the record; 0 for the moment before the first. */
  seqOf(at: number): number {
    if (at <= 0) return 0;
    const stretch = countUpTo(this.#stretchAt, at) - 1;
    const first = this.#stretchAt.values[stretch] ?? 1;
    return (this.#stretchSeqs[stretch] ?? 0) + at - first;
  }

  /** The last event at or before a place in the record. */
  atSeq(seq: number): number {
    let low = 0;
    let high = this.#stretchSeqs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#stretchSeqs[middle] ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    const first = this.#stretchAt.values[low - 1];
    if (low === 0 || first === undefined) return 0;
    const end = low < this.#stretchAt.count ? (this.#stretchAt.values[low] ?? 0) - 1 : this.count;
    return Math.min(first + seq - (this.#stretchSeqs[low - 1] ?? 0), end);
  }

  /** The events of a kind of mark, in order. */
  marks(kind: MarkKind): Uint32Array {
    const { values, count } = this.#marks[kind];
    return values.subarray(0, count);
  }

  /** How many events of a kind of mark came up to an event. */
  marksUpTo(kind: MarkKind, at: number): number {
    return countUpTo(this.#marks[kind], at);
  }
}

/** How many of the numbers, which never fall, are at most `limit`. */
function countUpTo(
  { values, count }: NumberList<Uint32Array | Uint16Array>,
  limit: number,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function markOf(view: RunView, event: RunEvent): MarkKind | undefined {
  if (isOutputEvent(event)) return event.body.type === 'retry' ? 'retry' : undefined;
  if (!isStatusEvent(event)) return undefined;
  const { body } = event;
  if (body.type === 'input-requested') return 'question';
  if (body.type === 'run-ended') return body.state === 'failed' ? 'error' : undefined;
  if (body.type !== 'span-opened' && body.type !== 'span-closed') return undefined;
  const span = view.spans.get(event.spanId);
  if (span === undefined || span.top !== span) return undefined;
  if (body.type === 'span-opened') return 'start';
  return body.state === 'failed' && !span.retried ? 'error' : undefined;
}
