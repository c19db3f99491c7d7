import type { JsonCallSyntax } from '../formats/tool-format.ts';
import type { SieveOutcome } from './call-ledger.ts';
import {
  type BodyRole,
  type CallDraft,
  type CallRead,
  type CallReader,
  doubtLimit,
  judgeDoubt,
} from './call-reader.ts';
import { readCallTail } from './call-tail.ts';
import { FaultSkipper } from './fault-skipper.ts';
import { JsonCallReader } from './json-call-reader.ts';
import type { MarkerMatcher } from './marker-matcher.ts';
import { findLead, skipSpace } from './white-space.ts';

const nextObject = /^\s*[;,]?\s*\{/;
const mayBeNextObject = /^\s*[;,]?\s*$/;

/** What a reader of lists must know. */
interface ListOptions {
  readonly syntax: JsonCallSyntax;
  /** Whether a marker ends the list; otherwise it ends with its value. */
  readonly hasClose: boolean;
  readonly body: MarkerMatcher<BodyRole>;
  /** As `body`, but closing markers are not used up by an object inside the list. */
  readonly element: MarkerMatcher<BodyRole>;
}

/** Reads calls written as a list of JSON objects, or as objects in a row with or without separators. */
export class JsonListReader implements CallReader {
  readonly #draft: CallDraft;
  readonly #options: ListOptions;
  #phase: 'lead' | 'object' | 'between' | 'faulty' | 'tail' = 'lead';
  #isFenced = false;
  #isBracketed = false;
  #isItemDue = false;
  #object: { readonly reader: CallReader; readonly draft: CallDraft } | undefined;
  #skipper: FaultSkipper | undefined;

  constructor(draft: CallDraft, options: ListOptions) {
    this.#draft = draft;
    this.#options = options;
  }

  read(input: string, from: number, outcome?: SieveOutcome): CallRead {
    let at = from;
    for (;;) {
      const step = this.#step(input, at, outcome);
      if (typeof step !== 'number') return step;
      at = step;
    }
  }

  /** Reads up to the next border; a number is where to go on. */
  #step(input: string, from: number, outcome: SieveOutcome | undefined): CallRead | number {
    switch (this.#phase) {
      case 'lead':
        return this.#readLead(input, from, outcome);
      case 'object':
        return this.#readObject(input, from, outcome);
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

  #readLead(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const wordAt = skipSpace(input, from);
    this.#draft.use(input, from, wordAt);
    const start = findLead(input, wordAt);
    const isBracketed = input.charAt(start) === '[';
    const itemAt = isBracketed ? skipSpace(input, start + 1) : start;
    const isFar = start - wordAt > doubtLimit || itemAt - start > doubtLimit;
    if (isFar) return { kind: 'text', position: wordAt };
    const unit = input.charAt(itemAt);
    if (unit === '' && outcome === undefined) return { kind: 'more', position: wordAt };
    if (unit === '') {
      this.#draft.use(input, wordAt, itemAt);
      this.#draft.failIncomplete();
      return { kind: 'ended', position: itemAt };
    }
    if (unit !== '{' && !(isBracketed && unit === ']')) {
      const at = isBracketed ? start + 1 : start;
      return this.#readNoList(input, { from: wordAt, at, isFinal: outcome !== undefined });
    }
    this.#isBracketed = isBracketed;
    this.#isFenced = input.slice(wordAt, start).includes('```');
    this.#draft.use(input, wordAt, itemAt);
    if (unit === '{') this.#beginObject();
    else this.#phase = 'between';
    return itemAt;
  }

  #readNoList(
    input: string,
    place: { readonly from: number; readonly at: number; readonly isFinal: boolean },
  ): CallRead {
    const verdict = judgeDoubt(this.#options.body, input, place);
    if (verdict.kind !== 'closed') return { kind: verdict.kind, position: place.from };
    this.#draft.use(input, place.from, verdict.end);
    this.#draft.failMalformed('that is not JSON');
    return { kind: 'ended', position: verdict.end };
  }

  #beginObject(): void {
    this.#isItemDue = false;
    this.#phase = 'object';
    const draft = this.#draft.fork();
    const options = { keys: this.#options.syntax, hasClose: false };
    this.#object = { draft, reader: new JsonCallReader(draft, this.#options.element, options) };
  }

  #readObject(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const read = this.#object?.reader.read(input, from, outcome);
    if (read === undefined) return from;
    this.#draft.use(input, from, read.position);
    if (read.kind === 'more') return read;
    this.#phase = 'between';
    return read.position;
  }

  /** Between the objects of a list in brackets. */
  #readBetween(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const at = skipSpace(input, from);
    const unit = input.charAt(at);
    const isMark = unit === ',' || unit === ';' || unit === ']';
    this.#draft.use(input, from, isMark ? at + 1 : at);
    if (unit === ']') this.#phase = 'tail';
    else if (isMark) this.#isItemDue = true;
    if (isMark) return at + 1;
    if (unit === '{') this.#beginObject();
    else if (unit !== '') this.#phase = 'faulty';
    if (unit !== '') return at;
    if (outcome === undefined) return { kind: 'more', position: at };
    if (this.#isItemDue) this.#draft.failIncomplete();
    return { kind: 'ended', position: at };
  }

  /** Between objects that stand in a row. */
  #readRow(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const ahead = input.slice(from, from + doubtLimit);
    const next = nextObject.exec(ahead);
    if (next !== null) {
      const at = from + next[0].length - 1;
      this.#draft.use(input, from, at);
      this.#beginObject();
      return at;
    }
    if (outcome === undefined && ahead.length < doubtLimit && mayBeNextObject.test(ahead)) {
      return { kind: 'more', position: from };
    }
    this.#phase = 'tail';
    return from;
  }

  #readFaulty(input: string, from: number, outcome?: SieveOutcome): CallRead {
    const skipper = (this.#skipper ??= new FaultSkipper(this.#options.body, [']'], ''));
    const read = skipper.read(input, from, outcome);
    this.#draft.use(input, from, read.position);
    if (read.kind === 'more') return read;
    // The object before may have been the fault itself: one fault, one error.
    if (this.#object?.draft.hasFailed !== true) {
      if (read.isCut) this.#draft.failIncomplete();
      else this.#draft.failMalformed('that is not JSON');
    }
    return { kind: 'ended', position: read.position };
  }

  #readTail(input: string, from: number, outcome?: SieveOutcome): CallRead {
    const tail = readCallTail(this.#options.body, input, from, {
      hasClose: this.#options.hasClose,
      isFenced: this.#isFenced,
      isFinal: outcome !== undefined,
    });
    if (tail.kind === 'more') return { kind: 'more', position: from };
    this.#draft.use(input, from, tail.position);
    if (tail.hasJunk) this.#draft.failMalformed('with text after its calls');
    if (this.#object === undefined) this.#draft.endEmpty();
    return { kind: 'ended', position: tail.position };
  }
}
