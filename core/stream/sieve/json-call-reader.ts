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
import { type CallKeys, JsonCall } from './json-call.ts';
import { JsonScanner } from './json-scanner.ts';
import { LenientEnd } from './lenient-end.ts';
import type { MarkerMatcher } from './marker-matcher.ts';
import { repairCall } from './repair-call.ts';
import { findLead, skipSpace } from './white-space.ts';

/** How a JSON call is written. */
interface JsonBodyOptions {
  /** Where name and arguments stand in the object; undefined: the object is the arguments, the name is known. */
  readonly keys: CallKeys | undefined;
  /** Whether a marker ends the call; otherwise it ends with its value. */
  readonly hasClose: boolean;
  /** What is wrong with the name, as the end of "The model wrote a tool call …". */
  readonly nameProblem?: string;
}

type Phase = 'lead' | 'value' | 'faulty' | 'tail';

/** Reads a call whose body is a JSON object, possibly in a code fence, possibly with small faults. */
export class JsonCallReader implements CallReader {
  readonly #draft: CallDraft;
  readonly #matcher: MarkerMatcher<BodyRole>;
  readonly #options: JsonBodyOptions;
  readonly #call: JsonCall;
  readonly #scanner: JsonScanner;
  #phase: Phase = 'lead';
  #isFenced = false;
  #lenient = new LenientEnd([], '');
  #faulty = '';
  #problem: string | undefined;

  constructor(draft: CallDraft, matcher: MarkerMatcher<BodyRole>, options: JsonBodyOptions) {
    this.#draft = draft;
    this.#matcher = matcher;
    this.#options = options;
    this.#problem = options.nameProblem;
    this.#call = new JsonCall(options.keys, {
      name: (name) => draft.start(name),
      arguments: (text) => draft.append(text),
    });
    this.#scanner = new JsonScanner(this.#call);
  }

  read(input: string, from: number, outcome?: SieveOutcome): CallRead {
    switch (this.#phase) {
      case 'lead':
        return this.#options.keys === undefined
          ? this.#readArgumentsLead(input, from, outcome)
          : this.#readLead(input, from, outcome);
      case 'value':
        return this.#readValue(input, from, outcome);
      case 'faulty':
        return this.#readFaulty(input, from, outcome);
      default:
        return this.#readTail(input, from, outcome);
    }
  }

  /** Before the object of a call that only its object can confirm: all but white space stays in the input. */
  #readLead(input: string, from: number, outcome?: SieveOutcome): CallRead {
    const wordAt = skipSpace(input, from);
    this.#draft.use(input, from, wordAt);
    const start = findLead(input, wordAt);
    if (start - wordAt > doubtLimit) return { kind: 'text', position: wordAt };
    if (input.charAt(start) === '{') return this.#beginValue(input, wordAt, start, outcome);
    if (start === input.length) {
      if (outcome === undefined) return { kind: 'more', position: wordAt };
      return this.#endIncomplete(input, wordAt);
    }
    const isFinal = outcome !== undefined;
    if (isFinal && this.#matcher.findCutMarker(input, start) === start) {
      return this.#endIncomplete(input, wordAt);
    }
    const verdict = judgeDoubt(this.#matcher, input, { from: wordAt, at: start, isFinal });
    if (verdict.kind === 'closed') {
      return this.#end(input, wordAt, verdict.end, 'that is not JSON');
    }
    return { kind: verdict.kind, position: wordAt };
  }

  /** Before the arguments of a call whose name is known. */
  #readArgumentsLead(input: string, from: number, outcome?: SieveOutcome): CallRead {
    const wordAt = skipSpace(input, from);
    this.#draft.use(input, from, wordAt);
    const start = findLead(input, wordAt);
    const isNear = start - wordAt <= doubtLimit;
    if (isNear && input.charAt(start) === '{') {
      return this.#beginValue(input, wordAt, start, outcome);
    }
    if (isNear && start === input.length) {
      if (outcome === undefined) return { kind: 'more', position: wordAt };
      if (start === wordAt && outcome === 'complete') return this.#end(input, start, start);
      return this.#endIncomplete(input, wordAt);
    }
    const scan = this.#matcher.matchAt(input, wordAt, outcome !== undefined);
    if (scan?.kind === 'match') {
      return this.#end(input, wordAt, scan.role === 'close' ? scan.end : wordAt);
    }
    const mayBeFence = /^`{1,2}$/.test(input.slice(wordAt));
    if (outcome === undefined && (scan !== undefined || mayBeFence)) {
      return { kind: 'more', position: wordAt };
    }
    this.#phase = 'faulty';
    return this.#readFaulty(input, wordAt, outcome);
  }

  #beginValue(input: string, from: number, start: number, outcome?: SieveOutcome): CallRead {
    this.#isFenced = input.slice(from, start).includes('```');
    this.#draft.use(input, from, start);
    this.#phase = 'value';
    return this.#readValue(input, start, outcome);
  }

  #readValue(input: string, from: number, outcome?: SieveOutcome): CallRead {
    const stop = this.#scanner.write(input, from);
    this.#draft.use(input, from, stop);
    if (this.#scanner.status === 'done') {
      this.#problem ??= this.#call.problem;
      this.#phase = 'tail';
      return this.#readTail(input, stop, outcome);
    }
    if (this.#scanner.status === 'fault') {
      this.#faulty = this.#scanner.withheld;
      const before = (this.#call.body.slice(-64) + this.#faulty).trimEnd();
      this.#lenient = new LenientEnd(this.#scanner.closers, before.slice(-1));
      this.#phase = 'faulty';
      return this.#readFaulty(input, stop, outcome);
    }
    return outcome === undefined
      ? { kind: 'more', position: stop }
      : this.#endIncomplete(input, stop);
  }

  /** After a fault: everything up to the object's likely end, or to the next marker, is kept for repair. */
  #readFaulty(input: string, from: number, outcome?: SieveOutcome): CallRead {
    const scan = this.#matcher.scan(input, from, outcome !== undefined);
    const end = this.#lenient.find(input, from, scan.start);
    const stop = end ?? scan.start;
    this.#draft.use(input, from, stop);
    this.#faulty += input.slice(from, stop);
    if (end !== undefined) {
      this.#problem ??= this.#repair();
      this.#phase = 'tail';
      return this.#readTail(input, end, outcome);
    }
    if (scan.kind !== 'match' && outcome === undefined) return { kind: 'more', position: stop };
    if (scan.kind === 'match' && scan.role === 'close') {
      return this.#end(input, stop, scan.end, this.#repairDelimited());
    }
    const isCut = this.#lenient.isOpen && !(scan.kind === 'match' && scan.role === 'open');
    if (!isCut) return this.#end(input, stop, stop, 'that is not JSON');
    this.#draft.failIncomplete();
    return { kind: 'ended', position: stop };
  }

  /** After the object: a closing marker, another object, or what shows that none of them comes. */
  #readTail(input: string, from: number, outcome?: SieveOutcome): CallRead {
    const { hasClose, keys } = this.#options;
    if (hasClose && keys !== undefined) {
      const commaAt = skipSpace(input, from);
      const start = input.charAt(commaAt) === ',' ? skipSpace(input, commaAt + 1) : commaAt;
      if (start - from <= doubtLimit && input.charAt(start) === '{') {
        return { ...this.#end(input, from, start), kind: 'chained' };
      }
    }
    const tail = readCallTail(this.#matcher, input, from, {
      hasClose,
      isFenced: this.#isFenced,
      isFinal: outcome !== undefined,
    });
    if (tail.kind === 'more') return { kind: 'more', position: from };
    return this.#end(
      input,
      from,
      tail.position,
      tail.hasJunk ? 'with text after its JSON' : undefined,
    );
  }

  /** What a closing marker found after a fault makes of it. */
  #repairDelimited(): string | undefined {
    // All that mattered was there, only the outer bracket is missing.
    if (this.#call.isWhole && this.#faulty.trim() === '') return this.#call.problem;
    const isClosed = !this.#lenient.isTorn && this.#faulty.trimEnd().endsWith('}');
    return isClosed ? this.#repair() : 'that is not JSON';
  }

  #repair(): string | undefined {
    const repaired = repairCall(this.#call.body + this.#faulty, this.#options.keys);
    if (repaired === undefined) return 'that is not JSON';
    if (repaired.name !== undefined) this.#draft.start(repaired.name);
    const started = this.#draft.started;
    const isContinuation =
      started !== undefined &&
      (repaired.name ?? started.name) === started.name &&
      repaired.arguments.startsWith(started.arguments);
    if (!isContinuation) return 'whose faults cannot be mended';
    this.#draft.append(repaired.arguments.slice(started.arguments.length));
    return undefined;
  }

  #end(
    input: string,
    from: number,
    to: number,
    problem?: string,
  ): CallRead & { readonly kind: 'ended' } {
    this.#draft.use(input, from, to);
    const found = this.#problem ?? problem;
    if (found === undefined) this.#draft.complete();
    else this.#draft.failMalformed(found);
    return { kind: 'ended', position: to };
  }

  #endIncomplete(input: string, from: number): CallRead {
    this.#draft.use(input, from, input.length);
    this.#draft.failIncomplete();
    return { kind: 'ended', position: input.length };
  }
}
