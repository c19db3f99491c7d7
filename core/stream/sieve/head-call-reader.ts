import type { SieveOutcome } from './call-ledger.ts';
import {
  type CallDraft,
  type CallRead,
  type CallReader,
  doubtLimit,
  judgeDoubt,
  namePattern,
} from './call-reader.ts';
import type { PreparedSyntax } from './format-markers.ts';
import { JsonCallReader } from './json-call-reader.ts';
import { skipSpace } from './white-space.ts';

const firstLinePattern = /^\s*(\S+)[^\S\n]*(?:\n|$)/;

/** What a reader of named calls must know. */
interface HeadCallOptions {
  /** Whether a marker ends the call; otherwise it ends with its arguments. */
  readonly hasClose: boolean;
  /** The tool's name within what is written as the name. */
  readonly nameOf: (written: string) => string;
  /** Whether a tool of this name was offered to the model. */
  readonly isOffered: (name: string) => boolean;
  /** Whether prose may hold the markers, so that only an offered name with an object or the closing marker makes a call. */
  readonly mayBeProse: boolean;
}

/** Why a head ended without its separator. */
type Ending = 'marker' | 'limit' | SieveOutcome;

/** Reads a call that begins with its name as plain text; the arguments follow after a separator. */
export class HeadCallReader implements CallReader {
  readonly #draft: CallDraft;
  readonly #markers: Pick<PreparedSyntax, 'head' | 'body'>;
  readonly #options: HeadCallOptions;
  #arguments: JsonCallReader | undefined;

  constructor(
    draft: CallDraft,
    markers: Pick<PreparedSyntax, 'head' | 'body'>,
    options: HeadCallOptions,
  ) {
    this.#draft = draft;
    this.#markers = markers;
    this.#options = options;
  }

  read(input: string, from: number, outcome?: SieveOutcome): CallRead {
    if (this.#arguments !== undefined) return this.#arguments.read(input, from, outcome);
    const scan = this.#markers.head.scanNear(input, from, doubtLimit, outcome !== undefined);
    const isNear = scan.start - from <= doubtLimit;
    if (this.#options.mayBeProse && (!isNear || scan.kind === 'match')) {
      const isHead = isNear && scan.kind === 'match' && scan.role === 'separator';
      if (!isHead) return { kind: 'text', position: from };
      const name = this.#options.nameOf(input.slice(from, scan.start).trim());
      return this.#readProse(input, { from, argumentsAt: scan.end, name }, outcome);
    }
    if (isNear && scan.kind === 'match') {
      const head = this.#options.nameOf(input.slice(from, scan.start).trim());
      if (scan.role === 'separator' || scan.role === 'value') {
        const argumentsAt = scan.role === 'value' ? scan.start : scan.end;
        this.#draft.use(input, from, argumentsAt);
        return this.#beginArguments(head).read(input, argumentsAt, outcome);
      }
      if (scan.role === 'close') {
        this.#draft.use(input, from, scan.end);
        this.#endWithoutArguments(head);
        return { kind: 'ended', position: scan.end };
      }
    } else if (isNear && outcome === undefined) return { kind: 'more', position: from };
    if (isNear && scan.kind !== 'match') {
      const cutAt = this.#markers.head.findCutMarker(input, from);
      const isName = namePattern.test(input.slice(from, cutAt).trim());
      if (cutAt < input.length && (isName || skipSpace(input, from) === cutAt)) {
        this.#draft.use(input, from, input.length);
        this.#draft.failIncomplete();
        return { kind: 'ended', position: input.length };
      }
    }
    const ending = !isNear ? 'limit' : scan.kind === 'match' ? 'marker' : (outcome ?? 'limit');
    const end = isNear ? scan.start : from + doubtLimit;
    return this.#readWithoutSeparator(input, from, end, ending);
  }

  /** Behind the separator of what prose may hold. */
  #readProse(
    input: string,
    head: { readonly from: number; readonly argumentsAt: number; readonly name: string },
    outcome?: SieveOutcome,
  ): CallRead {
    const { from, argumentsAt, name } = head;
    const isName = namePattern.test(name) && this.#options.isOffered(name);
    const at = skipSpace(input, argumentsAt);
    if (!isName || at - argumentsAt > doubtLimit) return { kind: 'text', position: from };
    if (input.charAt(at) === '{') {
      this.#draft.use(input, from, argumentsAt);
      return this.#beginArguments(name).read(input, argumentsAt, outcome);
    }
    const isFinal = outcome !== undefined;
    if (at === input.length) {
      if (!isFinal) return { kind: 'more', position: from };
      this.#draft.use(input, from, at);
      this.#draft.failIncomplete();
      return { kind: 'ended', position: at };
    }
    const verdict = judgeDoubt(this.#markers.body, input, { from: at, at, isFinal });
    if (verdict.kind !== 'closed') return { kind: verdict.kind, position: from };
    const isEmpty = this.#markers.body.matchAt(input, at, isFinal)?.kind === 'match';
    this.#draft.use(input, from, verdict.end);
    if (isEmpty) this.#endWithoutArguments(name);
    else this.#draft.failMalformed('whose arguments cannot be read');
    return { kind: 'ended', position: verdict.end };
  }

  #beginArguments(name: string): JsonCallReader {
    const isName = namePattern.test(name);
    if (isName) this.#draft.start(name);
    this.#arguments = new JsonCallReader(this.#draft, this.#markers.body, {
      keys: undefined,
      hasClose: this.#options.hasClose,
      ...(isName ? {} : { nameProblem: 'without a proper name' }),
    });
    return this.#arguments;
  }

  #endWithoutArguments(name: string): void {
    if (!namePattern.test(name)) return this.#draft.failMalformed('without a proper name');
    this.#draft.start(name);
    this.#draft.complete();
  }

  /** A name without a separator is a call if it stands alone before a marker, or if it was offered. */
  #readWithoutSeparator(input: string, from: number, end: number, ending: Ending): CallRead {
    const head = input.slice(from, end);
    const line = firstLinePattern.exec(head);
    if (line === null && head.trim() === '') return this.#endBlank(input, from, end, ending);
    const [wholeLine, name] = [line?.[0] ?? '', line?.[1] ?? ''];
    if (!namePattern.test(name)) return { kind: 'text', position: from };
    const rest = head.slice(wholeLine.length).trim();
    const isOffered = this.#options.isOffered(name);
    const isAlone = rest === '' && ending !== 'limit';
    if (isAlone && (ending === 'marker' || (ending === 'complete' && isOffered))) {
      return this.#endNamed(input, from, end, name);
    }
    if (isAlone) {
      this.#draft.use(input, from, end);
      this.#draft.failIncomplete();
      return { kind: 'ended', position: end };
    }
    // An object right after the name are arguments that lack their separator: not a call without arguments.
    if (!isOffered || rest.startsWith('{')) return { kind: 'text', position: from };
    return this.#endNamed(input, from, from + head.indexOf(name) + name.length, name);
  }

  #endNamed(input: string, from: number, to: number, name: string): CallRead {
    this.#draft.use(input, from, to);
    this.#endWithoutArguments(name);
    return { kind: 'ended', position: to };
  }

  #endBlank(input: string, from: number, end: number, ending: Ending): CallRead {
    if (ending === 'limit') return { kind: 'text', position: from };
    this.#draft.use(input, from, end);
    if (ending === 'marker') this.#draft.failMalformed('without a name');
    else this.#draft.failIncomplete();
    return { kind: 'ended', position: end };
  }
}
