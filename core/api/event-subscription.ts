import type { EventFrame, RunRecord } from '../contracts/record.ts';
import { commitFeedOf } from './commit-feed.ts';

/** A message takes no more frames once it holds so many events. */
const eventsPerMessage = 512;

interface SubscriptionOptions {
  readonly record: RunRecord;
  readonly runId: string;
  readonly afterSeq: number;
  /** Once so many events are under way the client must acknowledge some; the last frame may go beyond it. */
  readonly window: number;
  readonly send: (frames: readonly EventFrame[]) => void;
}

/**
 * The delivery of one run's events to one client: the past from the record, then each commit as it happens,
 * in order, as the frames that they are stored in. The first frame may begin before `afterSeq`. A client that does not acknowledge stops costing anything: what it misses is
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
    this.#stopWatching = commitFeedOf(record).watch(runId, (frames) => this.#deliverCommit(frames));
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

  #deliverCommit(frames: readonly EventFrame[]): void {
    if (this.#isBehind) return;
    let message: EventFrame[] = [];
    let held = 0;
    for (const frame of frames) {
      // A read that ran after this commit may have delivered it already.
      if (lastSeqOf(frame) <= this.#sentSeq) continue;
      if (this.#room() - held <= 0) {
        this.#isBehind = true;
        break;
      }
      message.push(frame);
      held += frame.count;
      if (held < eventsPerMessage) continue;
      this.#send(message);
      message = [];
      held = 0;
    }
    this.#send(message);
  }

  #readOn(): void {
    const { record, runId } = this.#options;
    this.#isBehind = true;
    // `#isBehind` falls when sending closes the channel, so a dead client ends the loop.
    while (this.#isBehind && this.#room() > 0) {
      const afterSeq = this.#sentSeq;
      const limit = Math.min(eventsPerMessage, this.#room());
      const frames = record.readFrames(runId, { afterSeq, limit });
      this.#send(frames);
      // Reading and committing share a thread, so nothing can slip in between this read and the next commit's call.
      if (countAfter(frames, afterSeq) < limit) this.#isBehind = false;
    }
  }

  #room(): number {
    return this.#options.window - this.#underWay;
  }

  #send(frames: readonly EventFrame[]): void {
    const last = frames.at(-1);
    if (last === undefined) return;
    const count = countAfter(frames, this.#sentSeq);
    this.#sentSeq = lastSeqOf(last);
    this.#underWay += count;
    this.#unacknowledged.push({ lastSeq: this.#sentSeq, count });
    this.#options.send(frames);
  }
}

function lastSeqOf(frame: EventFrame): number {
  return frame.firstSeq + frame.count - 1;
}

/** How many events of the frames have a greater sequence number. */
function countAfter(frames: readonly EventFrame[], seq: number): number {
  let count = 0;
  for (const frame of frames) count += lastSeqOf(frame) - Math.max(frame.firstSeq - 1, seq);
  return count;
}
