import type { CallLedger, LedgerCall, SieveOutcome } from './call-ledger.ts';
import type { MarkerMatcher } from './marker-matcher.ts';

/** What one read of a call came to; `position` is how far the input is used up. */
export type CallRead =
  /** More input is needed; what is not used up must be given again. */
  | { readonly kind: 'more'; readonly position: number }
  /** The call ended and was reported, well or as an error. */
  | { readonly kind: 'ended'; readonly position: number }
  /** It ended, and another call follows in the same markers. */
  | { readonly kind: 'chained'; readonly position: number }
  /** It was no call: what its draft holds is text. */
  | { readonly kind: 'text'; readonly position: number };

/** Reads one call, or a list of calls, after its opening marker. Every unit is read a bounded number of times. */
export interface CallReader {
  /** Reads on from `from`. With an outcome the input ends here, and the answer is never `more`. */
  read(input: string, from: number, outcome?: SieveOutcome): CallRead;
}

/** Takes steps up to the first one that is an answer; a number is where the next one begins. */
export function readSteps(from: number, step: (at: number) => CallRead | number): CallRead {
  let next = step(from);
  while (typeof next === 'number') next = step(next);
  return next;
}

/** What a marker inside a call means. */
export type BodyRole = 'separator' | 'value' | 'close' | 'open' | 'other';

/**
 * How many UTF-16 units are looked at before something that began like a call, but does not go on like one, is taken
 * for text: long enough for the closing marker of a short bad call, short enough not to stop a prose about markers.
 */
export const doubtLimit = 400;

/** What a name must look like, once it is taken out of what the model wrote. */
export const namePattern = /^[^\s{}[\]()"'<>]+$/;

/**
 * What becomes of something that began like a call at `from` and does not go on like one at `at`: a closing marker
 * nearby makes it a bad call, anything else makes it text.
 */
export function judgeDoubt(
  matcher: MarkerMatcher<BodyRole>,
  input: string,
  place: { readonly from: number; readonly at: number; readonly isFinal: boolean },
): { readonly kind: 'text' | 'more' } | { readonly kind: 'closed'; readonly end: number } {
  const scan = matcher.scanNear(input, place.at, doubtLimit, place.isFinal);
  const isNear = scan.start - place.from <= doubtLimit;
  if (isNear && scan.kind === 'match' && scan.role === 'close') {
    return { kind: 'closed', end: scan.end };
  }
  return { kind: isNear && scan.kind !== 'match' && !place.isFinal ? 'more' : 'text' };
}

/** Whether what looks like a call is one, where only the name of an offered tool can tell. */
export class CallDoubt {
  readonly #isOffered: (name: string) => boolean;
  #status: 'open' | 'settled' | 'rejected' = 'open';

  constructor(isOffered: (name: string) => boolean) {
    this.#isOffered = isOffered;
  }

  get status(): 'open' | 'settled' | 'rejected' {
    return this.#status;
  }

  /** Decides by the name; returns whether it is a call. */
  settle(name: string): boolean {
    if (this.#status === 'open') this.#status = this.#isOffered(name) ? 'settled' : 'rejected';
    return this.#status === 'settled';
  }

  /** No name came: it is text. Returns whether that is so. */
  reject(): boolean {
    if (this.#status === 'open') this.#status = 'rejected';
    return this.#status === 'rejected';
  }
}

/** What every reader keeps of its call. */
export class CallDraft {
  readonly #ledger: CallLedger;
  readonly #doubt: CallDoubt | undefined;
  #raw: string;
  #started: LedgerCall | undefined;
  #hasFailed = false;

  /** A draft with a doubt reports nothing before the doubt is settled, and nothing at all when it is rejected. */
  constructor(ledger: CallLedger, opener: string, doubt?: CallDoubt) {
    this.#ledger = ledger;
    this.#raw = opener;
    this.#doubt = doubt;
  }

  /** The call as reported so far. */
  get started(): LedgerCall | undefined {
    return this.#started;
  }

  /** What the model wrote of it, as far as it is used up. */
  get raw(): string {
    return this.#raw;
  }

  /** Whether the call was reported as bad. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** A draft for another call between the same markers. */
  fork(): CallDraft {
    return new CallDraft(this.#ledger, '', this.#doubt);
  }

  /** Uses up input. */
  use(input: string, from: number, to: number): void {
    this.#raw += input.slice(from, to);
  }

  start(name: string): void {
    if (this.#doubt !== undefined && !this.#doubt.settle(name)) return;
    this.#started ??= this.#ledger.start(name);
  }

  append(text: string): void {
    if (this.#started !== undefined) this.#ledger.append(this.#started, text);
  }

  complete(): void {
    if (this.#started !== undefined) this.#ledger.complete(this.#started, this.#raw);
  }

  /** Ends without any call, as an empty list does. */
  endEmpty(): void {
    this.#doubt?.reject();
  }

  /** Reports a call that is no valid call; `reason` completes "The model wrote a tool call …". */
  failMalformed(reason: string): void {
    if (this.#doubt?.reject() === true) return;
    this.#hasFailed = true;
    this.#ledger.fail('malformed_call', reason, this.#raw, this.#started);
  }

  /** Reports a call that the end of the output cut. */
  failIncomplete(): void {
    if (this.#doubt?.reject() === true) return;
    this.#hasFailed = true;
    this.#ledger.fail('incomplete_call', 'that breaks off', this.#raw, this.#started);
  }
}
