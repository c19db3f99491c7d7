import { cancelled } from '../wait.ts';
import { SlidingWindow } from './sliding-window.ts';

/** What a connection may be asked for; an absent limit is none. */
interface Limits {
  /** Turns at a time. */
  readonly maxConcurrent?: number | undefined;
  readonly requestsPerMinute?: number | undefined;
  /** Input and output together. */
  readonly tokensPerMinute?: number | undefined;
}

export interface LimiterOptions extends Limits {
  /** How long a minute is, ms; for tests. */
  readonly minuteMs?: number;
}

/** A turn that may run now. */
interface LimiterSlot {
  /** How long it stood in the queue, ms; 0 when it could start at once. */
  readonly waitedMs: number;
  /** Replaces the estimate by what was really used, in tokens. */
  setTokens(tokens: number): void;
  /** Ends the turn; further calls do nothing. */
  release(): void;
}

/** Shares one connection's limits among all turns that use it: first come, first served. */
export interface Limiter {
  /** Resolves when the turn may start; rejects with `cancelled` at once after an abort. */
  acquire(estimatedTokens: number, signal: AbortSignal): Promise<LimiterSlot>;
}

interface Waiting {
  readonly tokens: number;
  start(): void;
}

export function createLimiter(options: LimiterOptions): Limiter {
  return new QueueLimiter(options);
}

class QueueLimiter implements Limiter {
  readonly #maxConcurrent: number;
  readonly #requests: SlidingWindow;
  readonly #tokens: SlidingWindow;
  // A Set keeps the order of arrival and gives up a cancelled turn without a search.
  readonly #queue = new Set<Waiting>();
  #running = 0;
  #timer: unknown;

  constructor(options: LimiterOptions) {
    const minuteMs = options.minuteMs ?? 60_000;
    this.#maxConcurrent = options.maxConcurrent ?? Infinity;
    this.#requests = new SlidingWindow(options.requestsPerMinute ?? Infinity, minuteMs);
    this.#tokens = new SlidingWindow(options.tokensPerMinute ?? Infinity, minuteMs);
  }

  acquire(estimatedTokens: number, signal: AbortSignal): Promise<LimiterSlot> {
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(cancelled());
      let mustWait = false;
      const leave = (): void => {
        this.#queue.delete(waiting);
        // The one behind may be smaller, or there may be nobody left to wait for.
        this.#advance();
        reject(cancelled());
      };
      const waiting: Waiting = {
        tokens: estimatedTokens,
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve(this.#begin(estimatedTokens, mustWait ? performance.now() - startedAt : 0));
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#queue.add(waiting);
      this.#advance();
      mustWait = true;
    });
  }

  #begin(estimatedTokens: number, waitedMs: number): LimiterSlot {
    this.#running += 1;
    this.#requests.add(1);
    const charge = this.#tokens.add(estimatedTokens);
    let isReleased = false;
    return {
      waitedMs,
      setTokens: (tokens) => this.#tokens.change(charge, tokens),
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#running -= 1;
        this.#advance();
      },
    };
  }

  #advance(): void {
    clearTimeout(this.#timer);
    for (const waiting of this.#queue) {
      if (this.#running >= this.#maxConcurrent) return;
      const waitMs = Math.max(this.#requests.waitMs(1), this.#tokens.waitMs(waiting.tokens));
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#advance(), Math.ceil(waitMs));
        return;
      }
      this.#queue.delete(waiting);
      waiting.start();
    }
  }
}
