import type { SieveOutcome } from './call-ledger.ts';
import { type CallDoubt, type CallRead, type CallReader, doubtLimit } from './call-reader.ts';

/** Reads what is a call only if an offered tool's name comes soon; until then its text is kept for being text. */
export class DoubtfulCallReader implements CallReader {
  readonly #reader: CallReader;
  readonly #doubt: CallDoubt;
  /** How many units the reader may still see before the doubt must be settled. */
  #left = doubtLimit;

  constructor(reader: CallReader, doubt: CallDoubt) {
    this.#reader = reader;
    this.#doubt = doubt;
  }

  read(input: string, from: number, outcome?: SieveOutcome): CallRead {
    if (this.#doubt.status === 'settled') return this.#reader.read(input, from, outcome);
    // A window makes the decision the same for any pieces: it depends on the first units only.
    const window = input.slice(from, from + this.#left);
    const isWhole = from + window.length === input.length;
    const read = this.#reader.read(window, 0, isWhole ? outcome : undefined);
    const position = from + read.position;
    this.#left -= read.position;
    // A getter's value changes by the read; the compiler remembers the one from before.
    if (read.kind !== 'more') this.#doubt.reject();
    const status = this.#doubt.status as CallDoubt['status'];
    if (status === 'rejected') return { kind: 'text', position };
    if (read.kind !== 'more') return { kind: read.kind, position };
    if (status === 'settled') return this.#reader.read(input, position, outcome);
    const isExhausted = window.length - read.position >= this.#left;
    if (!isExhausted) return { kind: 'more', position };
    this.#doubt.reject();
    return { kind: 'text', position };
  }
}
