import type { ExpressionCallSyntax } from '../formats/tool-format.ts';
import type { SieveOutcome } from './call-ledger.ts';
import {
  type BodyRole,
  type CallDraft,
  type CallRead,
  type CallReader,
  doubtLimit,
  judgeDoubt,
  namePattern,
} from './call-reader.ts';
import { readCallTail } from './call-tail.ts';
import { FaultSkipper } from './fault-skipper.ts';
import { LiteralScanner } from './literal-scanner.ts';
import { type LiteralStyle, createBracesStyle, pythonStyle } from './literal-style.ts';
import type { MarkerMatcher } from './marker-matcher.ts';
import { skipSpace } from './white-space.ts';

const headPattern = /[\p{L}\p{N}_$][\p{L}\p{N}_$.:/-]*\s*/uy;

/** What a reader of expressions must know. */
interface ExpressionOptions {
  readonly syntax: ExpressionCallSyntax;
  /** Whether a marker ends the call, or the calls; otherwise they end with their brackets. */
  readonly hasClose: boolean;
  /** The tool's name within what is written as the name. */
  readonly nameOf: (written: string) => string;
  /** The name of a tool's parameter by its place. */
  readonly parameterAt: (tool: string, position: number) => string | undefined;
}

/** Reads calls written as in a programming language: one, or several in brackets or in a row. */
export class ExpressionCallReader implements CallReader {
  readonly #draft: CallDraft;
  readonly #matcher: MarkerMatcher<BodyRole>;
  readonly #options: ExpressionOptions;
  readonly #style: LiteralStyle;
  readonly #bracket: string;
  #phase: 'lead' | 'name' | 'arguments' | 'between' | 'faulty' | 'tail' = 'lead';
  #isBracketed = false;
  #isItemDue = false;
  #isEmpty = true;
  #call: { readonly draft: CallDraft; readonly scanner: LiteralScanner } | undefined;
  #skipper: FaultSkipper | undefined;

  constructor(draft: CallDraft, matcher: MarkerMatcher<BodyRole>, options: ExpressionOptions) {
    this.#draft = draft;
    this.#matcher = matcher;
    this.#options = options;
    const { style, quotes = ['"'] } = options.syntax;
    const isPython = style === 'python';
    this.#style = isPython ? pythonStyle : createBracesStyle(quotes);
    this.#bracket = isPython ? '(' : '{';
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
      case 'name':
        return this.#readName(input, from, outcome);
      case 'arguments':
        return this.#readArguments(input, from, outcome);
      case 'between':
        return this.#readBetween(input, from, outcome);
      case 'faulty':
        return this.#readFaulty(input, from, outcome);
      default:
        return this.#readTail(input, from, outcome);
    }
  }

  /** Before the first call: all but white space stays in the input until a call is certain. */
  #readLead(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const wordAt = skipSpace(input, from);
    this.#draft.use(input, from, wordAt);
    const isBracketed = input.charAt(wordAt) === '[' && this.#options.syntax.list !== undefined;
    const nameAt = isBracketed ? skipSpace(input, wordAt + 1) : wordAt;
    const isFinal = outcome !== undefined;
    const head = readHead(input, nameAt, this.#bracket);
    const isEmptyList = isBracketed && input.charAt(nameAt) === ']';
    const isNear = nameAt - wordAt <= doubtLimit;
    if (isNear && (head.kind === 'call' || isEmptyList)) {
      this.#isBracketed = isBracketed;
      this.#draft.use(input, wordAt, nameAt);
      this.#phase = isEmptyList ? 'between' : 'name';
      return nameAt;
    }
    if (isNear && head.kind === 'open') {
      if (!isFinal) return { kind: 'more', position: wordAt };
      this.#draft.use(input, wordAt, input.length);
      this.#draft.failIncomplete();
      return { kind: 'ended', position: input.length };
    }
    const verdict = judgeDoubt(this.#matcher, input, { from: wordAt, at: nameAt, isFinal });
    if (verdict.kind !== 'closed') return { kind: verdict.kind, position: wordAt };
    this.#draft.use(input, wordAt, verdict.end);
    this.#draft.failMalformed('that is no call');
    return { kind: 'ended', position: verdict.end };
  }

  #readName(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const head = readHead(input, from, this.#bracket);
    if (head.kind === 'open' && outcome === undefined) return { kind: 'more', position: from };
    if (head.kind !== 'call') {
      this.#phase = 'faulty';
      return from;
    }
    this.#draft.use(input, from, head.end);
    const draft = this.#draft.fork();
    draft.use(input, from, head.end);
    const name = this.#options.nameOf(head.name);
    if (namePattern.test(name)) draft.start(name);
    const scanner = new LiteralScanner(
      this.#style,
      (json) => draft.append(json),
      (position) => this.#options.parameterAt(name, position),
    );
    this.#call = { draft, scanner };
    this.#isEmpty = false;
    this.#isItemDue = false;
    this.#phase = 'arguments';
    return head.end;
  }

  #readArguments(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const call = this.#call;
    if (call === undefined) return from;
    const { draft, scanner } = call;
    const stop = scanner.write(input, from, outcome !== undefined);
    this.#draft.use(input, from, stop);
    draft.use(input, from, stop);
    if (scanner.status === 'done') {
      draft.complete();
      this.#phase = this.#options.syntax.list === undefined ? 'tail' : 'between';
      return stop;
    }
    if (scanner.status === 'fault') {
      this.#phase = 'faulty';
      return stop;
    }
    if (outcome === undefined) return { kind: 'more', position: stop };
    this.#draft.use(input, stop, input.length);
    draft.use(input, stop, input.length);
    draft.failIncomplete();
    return { kind: 'ended', position: input.length };
  }

  #readBetween(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    if (!this.#isBracketed) return this.#readRow(input, from, outcome);
    const at = skipSpace(input, from);
    const unit = input.charAt(at);
    const isMark = unit === ',' || unit === ';' || unit === ']';
    this.#draft.use(input, from, isMark ? at + 1 : at);
    if (unit === ']') this.#phase = 'tail';
    else if (isMark) this.#isItemDue = true;
    if (isMark) return at + 1;
    this.#call = undefined;
    if (unit !== '') {
      this.#phase = 'name';
      return at;
    }
    if (outcome === undefined) return { kind: 'more', position: at };
    if (this.#isItemDue) this.#draft.failIncomplete();
    return { kind: 'ended', position: at };
  }

  /** Between calls in a row: another one, or whatever shows that none follows. */
  #readRow(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const ahead = input.slice(from, from + doubtLimit);
    const space = /^\s*[;,]?\s*/.exec(ahead)?.[0].length ?? 0;
    const head = readHead(ahead, space, this.#bracket);
    if (head.kind === 'call') {
      this.#draft.use(input, from, from + space);
      this.#phase = 'name';
      return from + space;
    }
    const mayCome = head.kind === 'open' && ahead.length < doubtLimit;
    if (mayCome && outcome === undefined) return { kind: 'more', position: from };
    this.#phase = 'tail';
    return from;
  }

  #readFaulty(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const outer = this.#isBracketed ? [']'] : [];
    const closers = [...outer, ...(this.#call?.scanner.closers ?? [])];
    const skipper = (this.#skipper ??= new FaultSkipper(this.#matcher, closers, ''));
    const read = skipper.read(input, from, outcome);
    const draft = this.#call?.draft ?? this.#draft;
    this.#draft.use(input, from, read.position);
    if (draft !== this.#draft) draft.use(input, from, read.position);
    if (read.kind === 'more') return read;
    if (read.isCut) draft.failIncomplete();
    else draft.failMalformed('whose arguments cannot be read');
    if (read.isClosed) return { kind: 'ended', position: read.position };
    this.#phase = 'tail';
    return read.position;
  }

  #readTail(input: string, from: number, outcome?: SieveOutcome): CallRead {
    const tail = readCallTail(this.#matcher, input, from, {
      hasClose: this.#options.hasClose,
      isFenced: false,
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

/** A name and its opening bracket; `open`: they may still come; `none`: something else stands here. */
function readHead(
  input: string,
  from: number,
  bracket: string,
):
  | { readonly kind: 'call'; readonly name: string; readonly end: number }
  | { readonly kind: 'open' | 'none' } {
  if (from >= input.length) return { kind: 'open' };
  const ahead = input.slice(from, from + doubtLimit);
  headPattern.lastIndex = 0;
  const name = headPattern.exec(ahead)?.[0] ?? '';
  if (name === '') return { kind: 'none' };
  if (name.length === ahead.length) return { kind: ahead.length < doubtLimit ? 'open' : 'none' };
  if (ahead.charAt(name.length) !== bracket) return { kind: 'none' };
  return { kind: 'call', name: name.trim(), end: from + name.length + 1 };
}
