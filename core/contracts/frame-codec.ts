import type { JsonValue } from '../shared/json.ts';
import { toJsonSnapshot } from '../shared/to-json.ts';
import { packBody, unpackBody } from './body-codec.ts';
import type { EventStamp, PendingEvent, RunEvent } from './events.ts';
import type { EventFrame } from './record.ts';

// A frame is one JSON array that reads like a tape. At a place where an event begins stands either a number, the
// time since the event before in µs, followed by the body; or an array that changes what the next events belong to:
//   [queue, spanId, nodeId, attempt, iteration]  a new stamp
//   [queue]                                      the current stamp, but for the queue: a new stamp too
//   [n]                                          back to the n-th stamp of this frame
//   [order, timeUs]                              the next event's own order and time, where counting on would miss
// body-codec.ts says how bodies stand in it.

/** Events of one run that follow each other, ready to store and to send. */
export interface Frame {
  readonly payload: string;
  /** JSON object: how many of the events belong to each queue. */
  readonly queues: string;
  readonly count: number;
}

/** How far back an earlier stamp is looked for; beyond it the stamp is written once more. */
const stampsSearched = 16;

/** Packs events of one run, in order, into a frame. Holds bodies by reference until `finish`. */
export class FrameEncoder {
  #tape: unknown[] = [];
  #stamps: EventStamp[] = [];
  #stamp: EventStamp | undefined;
  #tallies: { readonly queue: string; count: number }[] = [];
  #tally: { readonly queue: string; count: number } | undefined;
  #order = 0;
  #timeUs = 0;
  #count = 0;

  /** How many events the frame holds by now. */
  get count(): number {
    return this.#count;
  }

  add(event: PendingEvent): void {
    const stamp = this.#stamp;
    if (stamp === undefined || !isSameStamp(stamp, event)) this.#turnTo(event);
    let elapsedUs = event.timeUs - this.#timeUs;
    // Floating-point times may not add up again; such an event carries its full time.
    if (event.order !== this.#order + 1 || this.#timeUs + elapsedUs !== event.timeUs) {
      this.#tape.push([event.order, event.timeUs]);
      elapsedUs = 0;
    }
    this.#tape.push(elapsedUs, packBody(event.body));
    this.#order = event.order;
    this.#timeUs = event.timeUs;
    this.#count += 1;
    if (this.#tally !== undefined) this.#tally.count += 1;
  }

  /** Gives the frame and starts anew. Never throws: a body that is not JSON is stored as near to it as JSON allows. */
  finish(): Frame {
    const frame = {
      payload: stringifyTape(this.#tape),
      queues: JSON.stringify(Object.fromEntries(this.#tallies.map((t) => [t.queue, t.count]))),
      count: this.#count,
    };
    this.#tape = [];
    this.#stamps = [];
    this.#stamp = undefined;
    this.#tallies = [];
    this.#tally = undefined;
    this.#order = 0;
    this.#timeUs = 0;
    this.#count = 0;
    return frame;
  }

  #turnTo(event: PendingEvent): void {
    const previous = this.#stamp;
    if (previous?.queue !== event.queue) this.#turnTally(event.queue);
    const known = isFirstOfSpan(event) ? -1 : this.#findStamp(event);
    if (known >= 0) {
      this.#tape.push([known]);
      this.#stamp = this.#stamps[known];
      return;
    }
    const { queue, spanId, nodeId, attempt, iteration } = event;
    const onlyQueue = previous !== undefined && isSamePlace(previous, event);
    this.#tape.push(onlyQueue ? [queue] : [queue, spanId, nodeId, attempt, iteration]);
    this.#stamps.push(event);
    this.#stamp = event;
  }

  #findStamp(event: EventStamp): number {
    const stamps = this.#stamps;
    const oldest = Math.max(0, stamps.length - stampsSearched);
    for (let index = stamps.length - 1; index >= oldest; index -= 1) {
      const stamp = stamps[index];
      if (stamp !== undefined && isSameStamp(stamp, event)) return index;
    }
    return -1;
  }

  #turnTally(queue: string): void {
    let tally = this.#tallies.find((candidate) => candidate.queue === queue);
    if (tally === undefined) {
      tally = { queue, count: 0 };
      this.#tallies.push(tally);
    }
    this.#tally = tally;
  }
}

/** Whether no event before can be of the same stamp, so that nothing need be looked for. */
function isFirstOfSpan({ body }: PendingEvent): boolean {
  const { type } = (body ?? {}) as { readonly type?: unknown };
  return type === 'span-opened' || type === 'span-started';
}

function isSamePlace(a: EventStamp, b: EventStamp): boolean {
  return (
    a.spanId === b.spanId &&
    a.nodeId === b.nodeId &&
    a.attempt === b.attempt &&
    a.iteration === b.iteration
  );
}

function isSameStamp(a: EventStamp, b: EventStamp): boolean {
  return isSamePlace(a, b) && a.queue === b.queue;
}

function stringifyTape(tape: readonly unknown[]): string {
  try {
    return JSON.stringify(tape);
  } catch {
    return JSON.stringify(tape.map((item) => toJsonSnapshot(item).value));
  }
}

type Stamp = Pick<EventStamp, 'queue' | 'spanId' | 'nodeId' | 'attempt' | 'iteration'>;

const noStamp: Stamp = { queue: '', spanId: '', nodeId: '', attempt: 1, iteration: '' };

/** The events of a frame whose first event has the sequence number `firstSeq`; with `queue`, only those of that queue. */
export function decodeFrame(
  runId: string,
  firstSeq: number,
  payload: string,
  queue?: string,
): RunEvent[] {
  const tape = JSON.parse(payload) as JsonValue[];
  const stamps: Stamp[] = [];
  const events: RunEvent[] = [];
  let stamp = noStamp;
  let order = 0;
  let timeUs = 0;
  let seq = firstSeq;
  for (let index = 0; index < tape.length; index += 1) {
    const head = tape[index];
    if (typeof head === 'number') {
      index += 1;
      order += 1;
      timeUs += head;
      if (queue === undefined || stamp.queue === queue) {
        const { queue: name, spanId, nodeId, attempt, iteration } = stamp;
        const body = unpackBody(tape[index]);
        events.push({
          runId,
          queue: name,
          spanId,
          nodeId,
          attempt,
          iteration,
          order,
          timeUs,
          body,
          seq,
        });
      }
      seq += 1;
    } else if (Array.isArray(head) && head.length === 2) {
      order = (head[0] as number) - 1;
      timeUs = head[1] as number;
    } else {
      stamp = readStamp(head as readonly JsonValue[], stamp, stamps);
    }
  }
  return events;
}

/** The events of a run's frames that have a greater sequence number than `afterSeq`, in order. */
export function decodeFrames(frames: readonly EventFrame[], afterSeq: number): RunEvent[] {
  return frames.flatMap(({ runId, firstSeq, payload }) => {
    const events = decodeFrame(runId, firstSeq, payload);
    return firstSeq > afterSeq ? events : events.filter(({ seq }) => seq > afterSeq);
  });
}

function readStamp(turn: readonly JsonValue[], current: Stamp, stamps: Stamp[]): Stamp {
  const [first] = turn;
  if (typeof first === 'number') return stamps[first] ?? noStamp;
  const queue = first as string;
  const stamp: Stamp =
    turn.length === 1
      ? { ...current, queue }
      : {
          queue,
          spanId: turn[1] as string,
          nodeId: turn[2] as string,
          attempt: turn[3] as number,
          iteration: turn[4] as string,
        };
  stamps.push(stamp);
  return stamp;
}
