type CommitListener<Item> = (items: readonly Item[]) => void;

/** Tells listeners what was committed, as events or as frames, in the order of the commits even when a listener causes another one. */
export class CommitListeners<Item> {
  readonly #listeners = new Set<CommitListener<Item>>();
  readonly #onError: (error: unknown) => void;
  readonly #waiting: (readonly Item[])[] = [];
  #isTelling = false;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** Adds a listener; the returned function removes it. */
  add(listener: CommitListener<Item>): () => void {
    // A wrapper of its own, so that the same function can listen twice.
    const entry: CommitListener<Item> = (items) => listener(items);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  /** Calls every listener. An error in one is reported and keeps nobody else from being told. */
  tell(items: readonly Item[]): void {
    this.#waiting.push(items);
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

  #tellAll(items: readonly Item[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(items);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
