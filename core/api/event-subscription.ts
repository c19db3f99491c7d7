import type { RunEvent } from '../contracts/events.ts';
import type { RunRecord } from '../contracts/record.ts';
import { commitFeedOf } from './commit-feed.ts';

/** Most events in one `events` message. */
const eventsPerMessage = 512;

interface SubscriptionOptions {
  readonly record: RunRecord;
  readonly runId: string;
  readonly afterSeq: number;
  /** Most events under way before the client must acknowledge. */
  readonly window: number;
  readonly send: (events: readonly RunEvent[]) => void;
}

/**
 * The delivery of one run's events to one client: the past from the record, then each commit as it happens,
 * every event once and in order. A client that does not acknowledge stops costing anything: what it misses is
 * read from the record when it catches up.
 */
export class EventSubscription {
  readonly #options: SubscriptionOptions;
  readonly #unacknowledged: { readonly lastSeq: number; readonly count: number }[] = [];
  #underWay = 0;
  #sentSeq: number;
  #isBehind = true;
  #stopWatching: (() => void) | undefined;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
    this.#sentSeq = options.afterSeq;
  }

  /** Begins the delivery; call once, after the client knows the subscription's number. */
  start(): void {
    const { record, runId } = this.#options;
    this.#stopWatching = commitFeedOf(record).watch(runId, (events) => this.#deliverCommit(events));
    this.#readOn();
  }

  /** The client has drawn all up to `seq`. */
  acknowledge(seq: number): void {
    let oldest = this.#unacknowledged[0];
    while (oldest !== undefined && oldest.lastSeq <= seq) {
      this.#underWay -= oldest.count;
      this.#unacknowledged.shift();
      oldest = this.#unacknowledged[0];
    }
    if (this.#isBehind) this.#readOn();
  }

  stop(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    this.#isBehind = false;
  }

  #deliverCommit(events: readonly RunEvent[]): void {
    if (this.#isBehind) return;
    // A read that ran after this commit may have delivered some of it already.
    const first = events.findIndex((event) => event.seq > this.#sentSeq);
    if (first === -1) return;
    const end = Math.min(events.length, first + this.#room());
    for (let at = first; at < end; at += eventsPerMessage) {
      this.#send(events.slice(at, Math.min(end, at + eventsPerMessage)));
    }
    this.#isBehind = end < events.length;
  }

  #readOn(): void {
    const { record, runId } = this.#options;
    this.#isBehind = true;
    // `#isBehind` falls when sending closes the channel, so a dead client ends the loop.
    while (this.#isBehind && this.#room() > 0) {
      const limit = Math.min(eventsPerMessage, this.#room());
      const events = record.readEvents(runId, { afterSeq: this.#sentSeq, limit });
      if (events.length > 0) this.#send(events);
      // Reading and committing share a thread, so nothing can slip in between this read and the next commit's call.
      if (events.length < limit) this.#isBehind = false;
    }
  }

  #room(): number {
    return this.#options.window - this.#underWay;
  }

  #send(events: readonly RunEvent[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    this.#sentSeq = last.seq;
    this.#underWay += events.length;
    this.#unacknowledged.push({ lastSeq: last.seq, count: events.length });
    this.#options.send(events);
  }
}
