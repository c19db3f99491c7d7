import type { CallLedger, LedgerCall, SieveOutcome } from './call-ledger.ts';

/** What one read of a call came to; `position` is how far the input is used up. */
export type CallRead =
  /** More input is needed; what is not used up must be given again. */
  | { readonly kind: 'more'; readonly position: number }
  /** The call ended and was reported, well or as an error. */
  | { readonly kind: 'ended'; readonly position: number }
  /** It ended, and another call follows in the same markers. */
  | { readonly kind: 'chained'; readonly position: number }
  /** It was no call: what its draft holds, the opening marker and white space after it, is text. */
  | { readonly kind: 'text'; readonly position: number };

/** Reads one call after its opening marker. Every unit is read a bounded number of times. */
export interface CallReader {
  /** Reads on from `from`. With an outcome the input ends here, and the answer is never `more`. */
  read(input: string, from: number, outcome?: SieveOutcome): CallRead;
}

/** What a marker inside a call means. */
export type BodyRole = 'separator' | 'close' | 'open' | 'other';

/**
 * How many UTF-16 units are looked at before something that began like a call, but does not go on like one, is taken
 * for text: long enough for the closing marker of a short bad call, short enough not to stop a prose about markers.
 */
export const doubtLimit = 400;

/** What every reader keeps of its call. */
export class CallDraft {
  readonly #ledger: CallLedger;
  #raw: string;
  #started: LedgerCall | undefined;

  constructor(ledger: CallLedger, opener: string) {
    this.#ledger = ledger;
    this.#raw = opener;
  }

  /** The call as reported so far. */
  get started(): LedgerCall | undefined {
    return this.#started;
  }

  /** What the model wrote of it, as far as it is used up. */
  get raw(): string {
    return this.#raw;
  }

  /** Uses up input. */
  use(input: string, from: number, to: number): void {
    this.#raw += input.slice(from, to);
  }

  start(name: string): void {
    this.#started ??= this.#ledger.start(name);
  }

  append(text: string): void {
    if (this.#started !== undefined) this.#ledger.append(this.#started, text);
  }

  complete(): void {
    if (this.#started !== undefined) this.#ledger.complete(this.#started, this.#raw);
  }

  /** Reports a call that is no valid call; `reason` completes "The model wrote a tool call …". */
  failMalformed(reason: string): void {
    this.#ledger.fail('malformed_call', reason, this.#raw, this.#started);
  }

  /** Reports a call that the end of the output cut. */
  failIncomplete(): void {
    this.#ledger.fail('incomplete_call', 'that breaks off', this.#raw, this.#started);
  }
}
