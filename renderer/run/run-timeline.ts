import type { RunEvent } from '../../core/contracts/events.ts';
import { takeKeyframe, weighKeyframe, type Keyframe } from './keyframe.ts';
import { reduceRunEvents } from './reduce-run-events.ts';
import { RunTimes } from './run-times.ts';
import type { RunView } from './run-view.ts';

/** Reads events of the run after a place in the record, `limit` of them where there are as many. */
export type EventReader = (afterSeq: number, limit: number) => Promise<readonly RunEvent[]>;

interface TimelineLimits {
  /** Events are read and kept in pieces of so many; a keyframe stands at the beginning of one. */
  readonly pieceSize: number;
  readonly mostKeyframes: number;
  /** Nodes and rows in all keyframes. */
  readonly mostWeight: number;
  /** Pieces kept to go back into: some tens of MB at most, for the values in events are small. */
  readonly mostPieces: number;
}

const usualLimits: TimelineLimits = {
  pieceSize: 4096,
  mostKeyframes: 256,
  mostWeight: 200_000,
  mostPieces: 12,
};

/**
 * The past of one run while it is folded: when each event came, keyframes to begin again from, and the events around the
 * places that were looked at. What it keeps besides the times does not grow with the run.
 */
export class RunTimeline {
  readonly times = new RunTimes();
  readonly #limits: TimelineLimits;
  #keyframes: Keyframe[] = [];
  #weight = 0;
  /** Between two keyframes, in pieces; doubles whenever there are too many. */
  #spacing = 1;
  /** By their number; the newest use last. */
  readonly #pieces = new Map<number, readonly RunEvent[]>();
  /** The events of the piece that is not full yet. */
  #tail: RunEvent[] = [];

  constructor(limits = usualLimits) {
    this.#limits = limits;
  }

  /** Folds events into the view of the newest state, which has had all before through here. */
  fold(view: RunView, events: readonly RunEvent[]): void {
    const { lastSeq } = view;
    const first = events.findIndex(({ seq }) => seq > lastSeq);
    if (first < 0) return;
    for (let from = first; from < events.length;) {
      const room = this.#limits.pieceSize - this.#tail.length;
      const part = from === 0 && events.length <= room ? events : events.slice(from, from + room);
      this.#foldPart(view, part);
      from += part.length;
    }
  }

  /** The newest keyframe at or before an event; undefined where it begins with nothing. */
  keyframe(at: number): Keyframe | undefined {
    return this.#keyframes.findLast((keyframe) => keyframe.at <= at);
  }

  /** The events after one, up to another one; undefined while they must be read first. */
  eventsBetween(after: number, to: number): readonly RunEvent[] | undefined {
    const { pieceSize } = this.#limits;
    const found: RunEvent[] = [];
    for (let at = after; at < to;) {
      const number = Math.floor(at / pieceSize);
      const piece = this.#piece(number);
      if (piece === undefined) return undefined;
      const start = number * pieceSize;
      const end = Math.min(to, start + pieceSize);
      for (let index = at - start; index < end - start; index++) {
        const event = piece[index];
        if (event !== undefined) found.push(event);
      }
      at = end;
    }
    return found;
  }

  /** Reads what `eventsBetween` lacks. Rejects as the reader does. */
  async read(after: number, to: number, reader: EventReader): Promise<void> {
    const { pieceSize } = this.#limits;
    const last = Math.floor((to - 1) / pieceSize);
    for (let number = Math.floor(after / pieceSize); number <= last; number++) {
      if (this.#piece(number) !== undefined) continue;
      const events = await reader(this.times.seqOf(number * pieceSize), pieceSize);
      this.#keepPiece(number, events.slice(0, pieceSize));
    }
  }

  #piece(number: number): readonly RunEvent[] | undefined {
    if (number === Math.floor(this.times.count / this.#limits.pieceSize)) return this.#tail;
    const piece = this.#pieces.get(number);
    if (piece !== undefined) this.#keepPiece(number, piece);
    return piece;
  }

  #keepPiece(number: number, events: readonly RunEvent[]): void {
    this.#pieces.delete(number);
    this.#pieces.set(number, events);
    // At least what one look back may need.
    if (this.#pieces.size <= Math.max(this.#limits.mostPieces, this.#spacing + 1)) return;
    const oldest = this.#pieces.keys().next().value;
    if (oldest !== undefined) this.#pieces.delete(oldest);
  }

  #foldPart(view: RunView, events: readonly RunEvent[]): void {
    reduceRunEvents(view, events);
    for (const event of events) {
      this.times.add(view, event);
      this.#tail.push(event);
    }
    if (this.#tail.length < this.#limits.pieceSize) return;
    const number = this.times.count / this.#limits.pieceSize;
    this.#keepPiece(number - 1, this.#tail);
    this.#tail = [];
    if (number % this.#spacing === 0) this.#addKeyframe(view);
  }

  #addKeyframe(view: RunView): void {
    const before = this.#keyframes.at(-1);
    const keyframe = takeKeyframe(view, this.times.count, before);
    this.#keyframes.push(keyframe);
    this.#weight += weighKeyframe(keyframe, before?.facts.lastSeq);
    const { mostKeyframes, mostWeight } = this.#limits;
    if (this.#keyframes.length > mostKeyframes || this.#weight > mostWeight) this.#thinOut();
  }

  /** Lets every second keyframe go: twice as much is folded to come to a moment, and half as much is kept. */
  #thinOut(): void {
    this.#spacing *= 2;
    const step = this.#spacing * this.#limits.pieceSize;
    this.#keyframes = this.#keyframes.filter(({ at }) => at % step === 0);
    this.#weight = 0;
    let since = 0;
    for (const keyframe of this.#keyframes) {
      this.#weight += weighKeyframe(keyframe, since);
      since = keyframe.facts.lastSeq;
    }
  }
}
