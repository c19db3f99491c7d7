import type { SieveOutcome } from './call-ledger.ts';
import {
  type CallDraft,
  type CallRead,
  type CallReader,
  doubtLimit,
  judgeDoubt,
  readSteps,
} from './call-reader.ts';
import { JsonCallReader } from './json-call-reader.ts';
import type { ParameterMarkers, TagRole } from './parameter-markers.ts';
import { readParameterName } from './parameter-name.ts';
import { ParameterValueReader } from './parameter-value-reader.ts';
import { ParameterValue, type ValueKind } from './parameter-value.ts';
import type { ToolParameters } from './tool-parameters.ts';
import { skipSpace } from './white-space.ts';

/** What a reader of tagged parameters must know. */
interface ParameterOptions {
  readonly markers: ParameterMarkers;
  /** Whether one line break at each end of a value belongs to the tags. */
  readonly trimsLineBreaks: boolean;
  /** The tool's name within what is written as the name. */
  readonly nameOf: (written: string) => string;
  readonly tools: Pick<ToolParameters, 'isOffered' | 'hasParameter' | 'typesOf'>;
}

/** Reads a call whose parameters stand between tags, their values as plain text. */
export class ParameterCallReader implements CallReader {
  readonly #draft: CallDraft;
  readonly #options: ParameterOptions;
  readonly #markers: ParameterMarkers;
  #phase: 'name' | 'between' | 'key' | 'value-open' | 'value' | 'faulty' = 'name';
  #name = '';
  readonly #keys = new Set<string>();
  #kind: ValueKind = 'string';
  #key = '';
  #value: ParameterValueReader | undefined;
  #json: JsonCallReader | undefined;

  constructor(draft: CallDraft, options: ParameterOptions) {
    this.#draft = draft;
    this.#options = options;
    this.#markers = options.markers;
  }

  read(input: string, from: number, outcome?: SieveOutcome): CallRead {
    if (this.#json !== undefined) return this.#json.read(input, from, outcome);
    return readSteps(from, (at) => this.#step(input, at, outcome));
  }

  /** Reads up to the next border; a number is where to go on. */
  #step(input: string, from: number, outcome: SieveOutcome | undefined): CallRead | number {
    switch (this.#phase) {
      case 'name':
        return this.#readName(input, from, outcome);
      case 'between':
        return this.#readBetween(input, from, outcome);
      case 'key':
        return this.#readKey(input, from, outcome);
      case 'value-open':
        return this.#readValueOpen(input, from, outcome);
      case 'value':
        return this.#readValue(input, from, outcome);
      default:
        return this.#readFaulty(input, from, outcome);
    }
  }

  #readName(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const wordAt = skipSpace(input, from);
    this.#draft.use(input, from, wordAt);
    const place = { from: wordAt, isFinal: outcome !== undefined };
    const read = readParameterName(this.#markers, this.#options.nameOf, input, place);
    switch (read.kind) {
      case 'name':
        this.#name = read.name;
        this.#draft.use(input, wordAt, read.end);
        this.#phase = 'between';
        return read.end;
      case 'closed':
        return this.#end(input, wordAt, read.end, 'without a proper name');
      case 'cut':
        return this.#endIncomplete(input, wordAt);
      case 'bad':
        return this.#readJunk(input, wordAt, outcome);
      default:
        return { kind: read.kind, position: wordAt };
    }
  }

  #readBetween(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const at = skipSpace(input, from);
    this.#draft.use(input, from, at);
    if (at === input.length) {
      if (outcome === undefined) return { kind: 'more', position: at };
      return this.#endIncomplete(input, at);
    }
    const scan = this.#markers.between.matchAt(input, at, outcome !== undefined);
    if (scan?.kind === 'hold') return { kind: 'more', position: at };
    if (scan?.kind !== 'match') {
      const isCut = outcome !== undefined && this.#markers.between.findCutMarker(input, at) === at;
      return isCut ? this.#endIncomplete(input, at) : this.#readJunk(input, at, outcome);
    }
    if (scan.role === 'other') return this.#endIncomplete(input, at, at);
    this.#draft.start(this.#name);
    if (scan.role === 'key-open') {
      this.#draft.use(input, at, scan.end);
      this.#phase = 'key';
      return scan.end;
    }
    if (this.#keys.size > 0) this.#draft.append('}');
    return this.#end(input, at, scan.role === 'close' ? scan.end : at);
  }

  /** Something else where a key or the end should be. */
  #readJunk(input: string, at: number, outcome?: SieveOutcome): CallRead | number {
    if (this.#draft.started !== undefined) {
      this.#phase = 'faulty';
      return at;
    }
    const isFinal = outcome !== undefined;
    const isNamed = this.#name !== '' && this.#options.tools.isOffered(this.#name);
    if (isNamed && input.charAt(at) === '{') {
      const unit = input.charAt(skipSpace(input, at + 1));
      if (unit === '' && !isFinal) return { kind: 'more', position: at };
      if (unit === '"' || unit === '}') return this.#beginJson(input, at, outcome);
    }
    const verdict = judgeDoubt(this.#markers.body, input, { from: at, at, isFinal });
    if (verdict.kind !== 'closed') return { kind: verdict.kind, position: at };
    return this.#end(input, at, verdict.end, 'with text between its tags');
  }

  /** The arguments as one JSON object instead of tags. */
  #beginJson(input: string, at: number, outcome?: SieveOutcome): CallRead {
    this.#draft.start(this.#name);
    const options = { keys: undefined, hasClose: true };
    this.#json = new JsonCallReader(this.#draft, this.#markers.body, options);
    return this.#json.read(input, at, outcome);
  }

  #readKey(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const scan = this.#markers.key.scanNear(input, from, doubtLimit, outcome !== undefined);
    const isNear = scan.start - from <= doubtLimit;
    if (isNear && scan.kind !== 'match') {
      if (outcome === undefined) return { kind: 'more', position: from };
      return this.#endIncomplete(input, from);
    }
    if (!isNear || scan.kind !== 'match') {
      this.#phase = 'faulty';
      return from;
    }
    this.#draft.use(input, from, scan.end);
    this.#key = input.slice(from, scan.start).trim();
    this.#kind = this.#chooseKind(scan.role);
    if (this.#markers.valueOpen === undefined) this.#beginValue();
    else this.#phase = 'value-open';
    return scan.end;
  }

  #chooseKind(role: TagRole): ValueKind {
    if (role === 'string-key-close') return 'string';
    if (role === 'json-key-close') return 'json';
    return this.#options.tools.typesOf(this.#name, this.#key);
  }

  #readValueOpen(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const at = skipSpace(input, from);
    this.#draft.use(input, from, at);
    const scan = this.#markers.valueOpen?.matchAt(input, at);
    if (scan?.kind === 'match') {
      this.#draft.use(input, at, scan.end);
      this.#beginValue();
      return scan.end;
    }
    const mayCome = scan?.kind === 'hold' || at === input.length;
    if (mayCome && outcome === undefined) return { kind: 'more', position: at };
    if (mayCome) return this.#endIncomplete(input, at);
    this.#phase = 'faulty';
    return at;
  }

  #beginValue(): void {
    const name = this.#name;
    this.#draft.append(`${this.#keys.size === 0 ? '{' : ','}${JSON.stringify(this.#key)}:`);
    this.#keys.add(this.#key);
    const value = new ParameterValue(this.#kind, this.#options.trimsLineBreaks, (json) =>
      this.#draft.append(json),
    );
    this.#value = new ParameterValueReader(this.#draft, value, {
      markers: this.#markers,
      isFurtherKey: (key) => !this.#keys.has(key) && this.#options.tools.hasParameter(name, key),
    });
    this.#phase = 'value';
  }

  #readValue(input: string, from: number, outcome?: SieveOutcome): CallRead | number {
    const read = this.#value?.read(input, from, outcome !== undefined);
    if (read === undefined) return from;
    if (read.kind === 'cut') return this.#endIncomplete(input, read.position);
    if (read.kind === 'more') return { kind: 'more', position: read.position };
    this.#phase = 'between';
    return read.position;
  }

  /** A call that has begun well is bad up to its end, if that is near; else up to here. */
  #readFaulty(input: string, from: number, outcome?: SieveOutcome): CallRead {
    const isFinal = outcome !== undefined;
    const verdict = judgeDoubt(this.#markers.body, input, { from, at: from, isFinal });
    if (verdict.kind === 'more') return { kind: 'more', position: from };
    const end = verdict.kind === 'closed' ? verdict.end : from;
    return this.#end(input, from, end, 'with text between its tags');
  }

  #end(input: string, from: number, to: number, problem?: string): CallRead {
    this.#draft.use(input, from, to);
    if (problem === undefined) this.#draft.complete();
    else this.#draft.failMalformed(problem);
    return { kind: 'ended', position: to };
  }

  #endIncomplete(input: string, from: number, to = input.length): CallRead {
    this.#draft.use(input, from, to);
    this.#draft.failIncomplete();
    return { kind: 'ended', position: to };
  }
}
