import type { RunEvent } from '../../contracts/events.ts';
import type { Queue } from '../../contracts/record.ts';
import type { JsonValue } from '../../shared/json.ts';

interface MovingQueueParts {
  /** The queue in the present file. */
  readonly open: () => Queue;
  /** How often the record has gone on in a new file. */
  readonly mended: () => number;
  /** Does it again when the record goes on in a new file meanwhile. */
  readonly attempt: <T>(action: () => T) => T;
  /** Attaches now, and again to each new file. */
  readonly listen: (attach: () => () => void) => () => void;
}

/** A queue that goes on where it was when its record goes on in a new file. */
export class MovingQueue implements Queue {
  readonly #parts: MovingQueueParts;
  #queue: Queue;
  #openedAt: number;

  constructor(parts: MovingQueueParts) {
    this.#parts = parts;
    this.#openedAt = parts.mended();
    this.#queue = parts.open();
  }

  enqueue(body: JsonValue): void {
    this.#parts.attempt(() => this.#current().enqueue(body));
  }

  dequeue(limit?: number): RunEvent[] {
    return this.#parts.attempt(() => this.#current().dequeue(limit));
  }

  peek(): RunEvent | undefined {
    return this.#parts.attempt(() => this.#current().peek());
  }

  size(): number {
    return this.#parts.attempt(() => this.#current().size());
  }

  clear(): void {
    this.#parts.attempt(() => this.#current().clear());
  }

  subscribe(fromSeq: number, listener: (events: readonly RunEvent[]) => void): () => void {
    let nextSeq = fromSeq;
    return this.#parts.listen(() =>
      this.#current().subscribe(nextSeq, (events) => {
        nextSeq = (events.at(-1)?.seq ?? nextSeq - 1) + 1;
        listener(events);
      }),
    );
  }

  #current(): Queue {
    const mended = this.#parts.mended();
    if (mended !== this.#openedAt) {
      this.#openedAt = mended;
      this.#queue = this.#parts.open();
    }
    return this.#queue;
  }
}
