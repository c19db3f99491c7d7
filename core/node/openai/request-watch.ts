import { cancelledCode, MillraceError } from '../../shared/errors.ts';

/** How long a provider may stay silent. */
export interface ProviderTimeouts {
  /** From the request to the first piece of the answer, ms; 120,000 by default. */
  readonly firstTokenMs?: number;
  /** Between two pieces, ms; 60,000 by default. */
  readonly idleMs?: number;
}

/** Ends one request when its caller aborts or its provider stays silent for too long. */
export class RequestWatch {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal;
  readonly #idleMs: number;
  readonly #firstTokenMs: number;
  readonly #abort = (): void => this.#controller.abort();
  #timer: NodeJS.Timeout;
  #isAnswering = false;
  #silentMs = 0;

  constructor(caller: AbortSignal, timeouts: ProviderTimeouts) {
    this.#caller = caller;
    this.#firstTokenMs = timeouts.firstTokenMs ?? 120_000;
    this.#idleMs = timeouts.idleMs ?? 60_000;
    this.#timer = this.#startTimer(this.#firstTokenMs);
    if (caller.aborted) this.#abort();
    else caller.addEventListener('abort', this.#abort, { once: true });
  }

  /** Aborts when the request must end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the provider was silent for too long. */
  get isTimedOut(): boolean {
    return this.#silentMs > 0;
  }

  /** Tells that bytes arrived; `hasParts`: there was a piece of the answer in them. */
  noticeBytes(hasParts: boolean): void {
    if (this.#isAnswering) {
      this.#timer.refresh();
    } else if (hasParts) {
      this.#isAnswering = true;
      clearTimeout(this.#timer);
      this.#timer = this.#startTimer(this.#idleMs);
    }
  }

  /** The error that explains why the request was ended, or undefined if neither caller nor silence ended it. */
  reason(): MillraceError | undefined {
    if (this.#caller.aborted) return new MillraceError(cancelledCode, 'It was cancelled.');
    if (!this.isTimedOut) return undefined;
    const seconds = this.#silentMs / 1000;
    const sentence = this.#isAnswering
      ? `The provider stopped answering: nothing came for ${seconds} seconds.`
      : `The provider sent no answer within ${seconds} seconds.`;
    return new MillraceError('provider_timeout', sentence, {
      action: 'Run it again, or raise the time limit if the model is known to be slow.',
    });
  }

  /** Ends the watch; with `abort` also the request. */
  stop(options: { readonly abort: boolean }): void {
    clearTimeout(this.#timer);
    this.#caller.removeEventListener('abort', this.#abort);
    if (options.abort) this.#abort();
  }

  #startTimer(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#silentMs = milliseconds;
      this.#abort();
    }, milliseconds);
  }
}
