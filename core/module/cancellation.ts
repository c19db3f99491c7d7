import { MillraceError, cancelledCode } from '../shared/errors.ts';

/**
 * The right to stop a piece of work, handed down from run to node to call. One abort listener per scope instead of
 * one per waiting promise: registering on an AbortSignal costs more than a whole trivial node.
 */
export class Cancellation {
  /** Made when somebody asks for the signal: it costs as much as a trivial node, and few ask. */
  #controller: AbortController | undefined;
  /** Made with the first listener: most scopes end without any. */
  #stops: Set<(error: MillraceError) => void> | undefined;
  #error: MillraceError | undefined;

  /** Aborts when this scope is cancelled; its reason is a MillraceError. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#error) this.#controller.abort(this.#error);
    }
    return this.#controller.signal;
  }

  /** Why it was cancelled; undefined while it was not. */
  get error(): MillraceError | undefined {
    return this.#error;
  }

  /** Cancels this scope and every scope below it. Only the first call counts. */
  cancel(error: MillraceError = new MillraceError(cancelledCode, 'The run was cancelled.')): void {
    if (this.#error) return;
    this.#error = error;
    this.#controller?.abort(error);
    const stops = this.#stops;
    this.#stops = undefined;
    if (stops) for (const stop of Array.from(stops)) stop(error);
  }

  /** The promise's outcome, or this scope's error as soon as it is cancelled, whichever comes first. */
  race<T>(promise: PromiseLike<T>): Promise<T> {
    if (this.#error) {
      // What comes of it is too late for anybody; a rejection without a listener would end the process.
      promise.then(undefined, () => undefined);
      return Promise.reject(this.#error);
    }
    return new Promise<T>((resolve, reject) => {
      const stops = (this.#stops ??= new Set());
      stops.add(reject);
      promise.then(
        (value) => {
          stops.delete(reject);
          resolve(value);
        },
        (error: unknown) => {
          stops.delete(reject);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  /** A scope that ends with this one, or alone when it is cancelled itself. Call `release` when its work is over. */
  child(): { readonly scope: Cancellation; release(): void } {
    const scope = new Cancellation();
    return { scope, release: this.onCancel((error) => scope.cancel(error)) };
  }

  /** Calls the listener once when this scope is cancelled, at once if it is already. Returns the way to stop. */
  onCancel(listener: (error: MillraceError) => void): () => void {
    if (this.#error) {
      listener(this.#error);
      return () => {};
    }
    const stops = (this.#stops ??= new Set());
    stops.add(listener);
    return () => stops.delete(listener);
  }

  /** A child that also ends after `timeoutMs`, not counting what `heldMs` has counted since. */
  timedChild(
    timeoutMs: number,
    timeoutError: () => MillraceError,
    heldMs: () => number = () => 0,
  ): { readonly scope: Cancellation; release(): void } {
    const child = this.child();
    let counted = heldMs();
    const fire = (): void => {
      const held = heldMs() - counted;
      counted += held;
      if (held > 0) timer = setTimeout(fire, Math.max(1, held));
      else child.scope.cancel(timeoutError());
    };
    let timer = setTimeout(fire, timeoutMs);
    return {
      scope: child.scope,
      release: () => {
        clearTimeout(timer);
        child.release();
      },
    };
  }

  /** Waits, and throws this scope's error if it is cancelled meanwhile. */
  async delay(milliseconds: number): Promise<void> {
    let timer: unknown;
    try {
      await this.race(new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds))));
    } finally {
      clearTimeout(timer);
    }
  }
}
