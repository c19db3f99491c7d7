import type { RunEvent } from '../../contracts/events.ts';

export type CommitListener = (events: readonly RunEvent[]) => void;

/** Tells listeners of commits, in the order of the commits even when a listener causes another one. */
export class CommitListeners {
  readonly #listeners = new Set<CommitListener>();
  readonly #onError: (error: unknown) => void;
  readonly #waiting: (readonly RunEvent[])[] = [];
  #isTelling = false;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** Adds a listener; the returned function removes it. */
  add(listener: CommitListener): () => void {
    // A wrapper of its own, so that the same function can listen twice.
    const entry: CommitListener = (events) => listener(events);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  /** Calls every listener. An error in one is reported and keeps nobody else from being told. */
  tell(events: readonly RunEvent[]): void {
    this.#waiting.push(events);
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        this.#tellAll(next);
      }
    } finally {
      this.#isTelling = false;
    }
  }

  #tellAll(events: readonly RunEvent[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(events);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
