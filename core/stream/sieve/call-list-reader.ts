import type { SieveOutcome } from './call-ledger.ts';
import {
  type BodyRole,
  type CallDraft,
  type CallRead,
  type CallReader,
  doubtLimit,
  judgeDoubt,
  readSteps,
} from './call-reader.ts';
import { readCallTail } from './call-tail.ts';
import { FaultSkipper } from './fault-skipper.ts';
import type { MarkerMatcher } from './marker-matcher.ts';
import { findLead, skipSpace } from './white-space.ts';

/** One call of a list. */
export interface ListItem {
  readonly draft: CallDraft;
  /** After a fault: what closes its open brackets, outermost first. */
  readonly closers: readonly string[];
  /** Reads on; `cut`: the output ended within it, which was reported. `fault`: its rest has no meaning. */
  read(
    input: string,
    from: number,
    outcome?: SieveOutcome,
  ): { readonly kind: 'more' | 'done' | 'fault' | 'cut'; readonly position: number };
}

/** How the calls of a list are written. */
export interface ListItems {
  /** Where the beginning of a call that stands here ends; `open`: it may still come; `none`: something else is here. */
  findStart(input: string, at: number): number | 'open' | 'none';
  /** Begins a call; the draft has used up its beginning. */
  begin(draft: CallDraft, beginning: string): ListItem;
  /** What is wrong where no call begins, and within one, as the end of "The model wrote a tool call …". */
  readonly problems: { readonly start: string; readonly inside: string };
}

/** What a reader of lists must know. */
interface ListOptions {
  readonly items: ListItems;
  /** Whether there may be several, in brackets or in a row. */
  readonly isList: boolean;
  /** Whether a marker ends the list; otherwise it ends with its brackets or its last call. */
  readonly hasClose: boolean;
  readonly matcher: MarkerMatcher<BodyRole>;
}

/** Reads one call, or several in brackets or in a row with or without separators. */
export class CallListReader implements CallReader {
  readonly #draft: CallDraft;
  readonly #options: ListOptions;
  #phase: 'lead' | 'item' | 'between' | 'faulty' | 'tail' = 'lead';
  #isFenced = false;
  #isBracketed = false;
  #isItemDue = false;
  #isEmpty = true;
  #item: ListItem | undefined;
  #skipper: FaultSkipper | undefined;

  constructor(draft: CallDraft, options: ListOptions) {
    this.#draft = draft;
    this.#options = options;
  }

  read(input: string, from: number, outcome?: SieveOutcome): CallRead {
    return readSteps(from, (at) => this.#step(input, at, outcome));
  }

  /** Reads up to the next border; a number is where to go on. */
  #step(input: string, from: number, outcome: SieveOutcome | undefined): CallRead | number {
    switch (this.#phase) {
      case 'lead':
        return this.#readLead(input, from, outcome);
      case 'item':
        return this.#readItem(input, from, outcome);
      case 'between':
        return this.#isBracketed
          ? this.#readBetween(input, from, outcome)
          : this.#readRow(input, from, outcome);
      case 'faulty':
        return this.#readFaulty(input, from, outcome);
      default:
        return this.#readTail(input, from, outcome);
    }
  }

  /** Before the first call: all but white space stays in the input until a call is certain. */
  #readLead(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const { items, isList, matcher } = this.#options;
    const wordAt = skipSpace(input, from);
    this.#draft.use(input, from, wordAt);
    const bracketAt = findLead(input, wordAt);
    const isBracketed = isList && input.charAt(bracketAt) === '[';
    const at = isBracketed ? skipSpace(input, bracketAt + 1) : bracketAt;
    if (at - wordAt > doubtLimit) return { kind: 'text', position: wordAt };
    const start = items.findStart(input, at);
    const isEmptyList = isBracketed && input.charAt(at) === ']';
    const isFinal = outcome !== undefined;
    if (isEmptyList || typeof start === 'number') {
      this.#isBracketed = isBracketed;
      this.#isFenced = input.slice(wordAt, bracketAt).includes('```');
      this.#draft.use(input, wordAt, at);
      if (typeof start === 'number') return this.#beginItem(input, at, start);
      this.#phase = 'between';
      return at;
    }
    if (start === 'open') {
      if (!isFinal) return { kind: 'more', position: wordAt };
      this.#draft.use(input, wordAt, input.length);
      this.#draft.failIncomplete();
      return { kind: 'ended', position: input.length };
    }
    const verdict = judgeDoubt(matcher, input, { from: wordAt, at, isFinal });
    if (verdict.kind !== 'closed') return { kind: verdict.kind, position: wordAt };
    this.#draft.use(input, wordAt, verdict.end);
    this.#draft.failMalformed(items.problems.start);
    return { kind: 'ended', position: verdict.end };
  }

  #beginItem(input: string, from: number, to: number): number {
    this.#draft.use(input, from, to);
    const draft = this.#draft.fork();
    draft.use(input, from, to);
    this.#item = this.#options.items.begin(draft, input.slice(from, to));
    this.#isEmpty = false;
    this.#isItemDue = false;
    this.#phase = 'item';
    return to;
  }

  #readItem(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const read = this.#item?.read(input, from, outcome);
    if (read === undefined) return from;
    this.#draft.use(input, from, read.position);
    if (read.kind === 'more') return { kind: 'more', position: read.position };
    if (read.kind === 'cut') return { kind: 'ended', position: read.position };
    if (read.kind === 'fault') this.#phase = 'faulty';
    else this.#phase = this.#options.isList ? 'between' : 'tail';
    return read.position;
  }

  /** Between the calls of a list in brackets. */
  #readBetween(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const at = skipSpace(input, from);
    const unit = input.charAt(at);
    const isMark = unit === ',' || unit === ';' || unit === ']';
    this.#draft.use(input, from, isMark ? at + 1 : at);
    if (unit === ']') this.#phase = 'tail';
    else if (isMark) this.#isItemDue = true;
    if (isMark) return at + 1;
    const start = this.#options.items.findStart(input, at);
    if (typeof start === 'number') return this.#beginItem(input, at, start);
    if (start === 'open' && outcome === undefined) return { kind: 'more', position: at };
    if (unit === '') {
      if (this.#isItemDue) this.#draft.failIncomplete();
      return { kind: 'ended', position: at };
    }
    // One fault, one error: what follows a bad call belongs to it.
    if (this.#item?.draft.hasFailed !== true) this.#item = undefined;
    this.#phase = 'faulty';
    return at;
  }

  /** Between calls in a row: another one, or whatever shows that none follows. */
  #readRow(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const ahead = input.slice(from, from + doubtLimit);
    const space = /^\s*[;,]?\s*/.exec(ahead)?.[0].length ?? 0;
    const start = this.#options.items.findStart(ahead, space);
    if (typeof start === 'number') {
      this.#draft.use(input, from, from + space);
      return this.#beginItem(input, from + space, from + start);
    }
    const mayCome = start === 'open' && ahead.length < doubtLimit;
    if (mayCome && outcome === undefined) return { kind: 'more', position: from };
    this.#phase = 'tail';
    return from;
  }

  #readFaulty(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const skipper = (this.#skipper ??= this.#createSkipper());
    const read = skipper.read(input, from, outcome);
    this.#draft.use(input, from, read.position);
    this.#item?.draft.use(input, from, read.position);
    if (read.kind === 'more') return read;
    const draft = this.#item?.draft ?? this.#draft;
    if (!draft.hasFailed) {
      if (read.isCut) draft.failIncomplete();
      else draft.failMalformed(this.#options.items.problems.inside);
    }
    if (read.isClosed) return { kind: 'ended', position: read.position };
    this.#phase = 'tail';
    return read.position;
  }

  #createSkipper(): FaultSkipper {
    const outer = this.#isBracketed ? [']'] : [];
    return new FaultSkipper(this.#options.matcher, [...outer, ...(this.#item?.closers ?? [])], '');
  }

  #readTail(input: string, from: number, outcome?: SieveOutcome): CallRead {
    const tail = readCallTail(this.#options.matcher, input, from, {
      hasClose: this.#options.hasClose,
      isFenced: this.#isFenced,
      isFinal: outcome !== undefined,
    });
    if (tail.kind === 'more') return { kind: 'more', position: from };
    this.#draft.use(input, from, tail.position);
    // What is wrong behind a fault belongs to it.
    if (tail.hasJunk && this.#skipper === undefined) {
      this.#draft.failMalformed('with text after its calls');
    }
    if (this.#isEmpty) this.#draft.endEmpty();
    return { kind: 'ended', position: tail.position };
  }
}
