import type { RunEvent } from '../contracts/events.ts';
import { decodeFrames } from '../contracts/frame-codec.ts';
import type { WireFrame } from './protocol.ts';

/** Takes a batch of a run's events, in order; when it returns a promise, the batch counts as drawn once that settles. */
export type EventsListener = (events: readonly RunEvent[]) => void | Promise<void>;

interface SubscriberOptions {
  readonly runId: string;
  /** Events up to this one are passed over: the first frame may begin before the place that was asked for. */
  readonly afterSeq: number;
  readonly onEvents: EventsListener;
  /** Events under way before an acknowledgement is due. */
  readonly window: number;
  /** Tells the engine that all up to this event have been drawn. */
  acknowledge(seq: number): void;
}

/** The client's end of one subscription: unpacks frames, and says from time to time how far they have been drawn. */
export class RunSubscriber {
  readonly #options: SubscriberOptions;
  #lastSeq: number;
  /** Events drawn since the last acknowledgement. */
  #drawnCount = 0;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.#lastSeq = options.afterSeq;
  }

  /** Hands the frames' events to the listener; throws what the listener throws. */
  deliver(frames: readonly WireFrame[]): void {
    const { runId, onEvents } = this.#options;
    const packed = frames.map(([firstSeq, count, payload]) => ({
      runId,
      firstSeq,
      count,
      payload,
    }));
    const events = decodeFrames(packed, this.#lastSeq);
    const last = events.at(-1);
    if (last === undefined) return;
    this.#lastSeq = last.seq;
    const count = (): void => this.#countDrawn(events.length, last.seq);
    let drawn: void | Promise<void> = undefined;
    try {
      drawn = onEvents(events);
    } finally {
      // A listener that fails has had its events: without the acknowledgement the stream would stop for good.
      if (drawn === undefined) count();
    }
    if (drawn !== undefined) void drawn.finally(count);
  }

  #countDrawn(count: number, seq: number): void {
    this.#drawnCount += count;
    // An eighth of the window: few acknowledgements on a busy stream, yet the engine need not wait for one.
    if (this.#drawnCount < Math.ceil(this.#options.window / 8)) return;
    this.#drawnCount = 0;
    this.#options.acknowledge(seq);
  }
}
