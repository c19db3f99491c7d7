import { isJsonObject } from '../../shared/json.ts';
import type { JsonMark, JsonSink } from './json-scanner.ts';

/** Under which keys a call's object holds its parts. */
export interface CallKeys {
  readonly nameKeys: readonly string[];
  readonly argumentKeys: readonly string[];
  /** Whether the first key is the name, and its value the arguments. */
  readonly nameIsKey?: boolean;
}

/** Receives a call's parts as they become known: the name once and first, then the arguments' text. */
interface JsonCallListener {
  name(name: string): void;
  arguments(text: string): void;
}

/** The key under which some models nest the call, as it stands in the API. */
const nestingKey = 'function';

type Target = 'nothing' | 'key' | 'name' | 'arguments';

/** Takes a call apart while its JSON object is scanned; without keys the object itself is the arguments. */
export class JsonCall implements JsonSink {
  readonly #keys: CallKeys | undefined;
  readonly #listener: JsonCallListener;
  #target: Target;
  #token = '';
  #key = '';
  /** Whether the value that is being read may be an object that holds the call. */
  #isNested = false;
  #name: string | undefined;
  #argumentsState: 'none' | 'open' | 'closed' = 'none';
  #argumentsStream: boolean;
  /** Arguments that wait for the name, or for being taken out of a string. */
  #waiting = '';
  #body = '';
  #problem: string | undefined;

  constructor(keys: CallKeys | undefined, listener: JsonCallListener) {
    this.#keys = keys;
    this.#listener = listener;
    this.#target = keys === undefined ? 'arguments' : 'nothing';
    this.#argumentsStream = keys === undefined;
  }

  /** All text so far, mended. */
  get body(): string {
    return this.#body;
  }

  /** Whether name and arguments are both whole, whatever else is missing. */
  get isWhole(): boolean {
    return this.#name !== undefined && this.#argumentsState === 'closed';
  }

  /** What is wrong with the whole object, as the end of "The model wrote a tool call …"; undefined: nothing. */
  get problem(): string | undefined {
    if (this.#keys !== undefined && this.#name === undefined) return 'without a name';
    return this.#problem;
  }

  text(piece: string): void {
    this.#body += piece;
    switch (this.#target) {
      case 'key':
      case 'name':
        this.#token += piece;
        return;
      case 'arguments':
        this.#takeArguments(piece);
        return;
      default:
    }
  }

  mark(mark: JsonMark, depth: number): void {
    if (this.#keys === undefined || (depth === 2 && !this.#isNested)) return;
    if (depth === 1) this.#isNested = mark === 'value-start' && this.#mayNest(this.#keys);
    switch (mark) {
      case 'key-start':
        this.#aim('key');
        return;
      case 'key-end':
        this.#key = decodeString(this.#token) ?? '';
        if (this.#keys.nameIsKey === true && this.#name === undefined) this.#endName();
        this.#target = 'nothing';
        return;
      case 'value-start':
        this.#aim(this.#chooseTarget(this.#keys));
        return;
      default:
        this.#endValue();
    }
  }

  #mayNest({ nameIsKey }: CallKeys): boolean {
    return this.#key === nestingKey && this.#name === undefined && nameIsKey !== true;
  }

  #aim(target: Target): void {
    this.#target = target;
    this.#token = '';
  }

  /** Of repeated keys the first counts: what was reported cannot be taken back. */
  #chooseTarget(keys: CallKeys): Target {
    if (this.#name === undefined && keys.nameKeys.includes(this.#key)) return 'name';
    const isArguments = keys.nameIsKey === true || keys.argumentKeys.includes(this.#key);
    if (this.#argumentsState === 'none' && isArguments) {
      this.#argumentsState = 'open';
      return 'arguments';
    }
    return 'nothing';
  }

  #endValue(): void {
    const ended = this.#target;
    this.#target = 'nothing';
    if (ended === 'name') this.#endName();
    else if (ended === 'arguments') this.#endArguments();
  }

  #endName(): void {
    const name = decodeString(this.#token);
    if (name === undefined || name.trim() === '') return;
    this.#name = name;
    this.#listener.name(name);
    if (this.#argumentsStream || this.#argumentsState === 'closed') this.#flushWaiting();
  }

  #takeArguments(piece: string): void {
    if (this.#keys !== undefined && this.#waiting === '' && !this.#argumentsStream) {
      this.#argumentsStream = piece.startsWith('{');
    }
    if (this.#argumentsStream && (this.#keys === undefined || this.#name !== undefined)) {
      this.#listener.arguments(piece);
    } else this.#waiting += piece;
  }

  #endArguments(): void {
    this.#argumentsState = 'closed';
    if (this.#argumentsStream) return;
    const unpacked = unpackArguments(this.#waiting);
    if (unpacked === undefined) this.#problem = 'whose arguments are no object';
    this.#waiting = unpacked ?? '';
    if (this.#name !== undefined) this.#flushWaiting();
  }

  #flushWaiting(): void {
    if (this.#waiting !== '') this.#listener.arguments(this.#waiting);
    this.#waiting = '';
  }
}

/** Arguments that are no object: null and blank text mean none, and an object written into a string is taken out. */
function unpackArguments(text: string): string | undefined {
  if (text === 'null') return '';
  const inner = decodeString(text);
  if (inner === undefined) return undefined;
  return inner.trim() === '' || isJsonObject(parseOrUndefined(inner)) ? inner.trim() : undefined;
}

function decodeString(token: string): string | undefined {
  const value = parseOrUndefined(token);
  return typeof value === 'string' ? value : undefined;
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
