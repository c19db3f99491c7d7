/** Lets pieces of work run side by side, up to a limit; pieces that share a key run one after another, in order. */
export class KeyedLocks {
  readonly #ends = new Map<string, Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(limit: number) {
    this.#free = limit;
  }

  /** Resolves or rejects with the work's own outcome. */
  run<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const earlier = keys.map((key) => this.#ends.get(key)).filter((end) => end !== undefined);
    const outcome =
      earlier.length === 0
        ? this.#runWithin(work)
        : Promise.all(earlier).then(() => this.#runWithin(work));
    // Whoever comes next waits for the end, whatever came of it.
    const end = outcome.then(
      () => undefined,
      () => undefined,
    );
    for (const key of keys) this.#ends.set(key, end);
    return outcome;
  }

  async #runWithin<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
