import { literals } from './literal-word.ts';

/** What stands at a place of an object: reported in order with the text. */
export type JsonMark = 'key-start' | 'key-end' | 'value-start' | 'value-end';

/** Receives the scanner's output: strictly valid JSON text, piece by piece, with marks between the pieces. */
export interface JsonSink {
  text(piece: string): void;
  /** `depth` is 1 in the outermost object, 2 in an object or a list that is a value of it. */
  mark(mark: JsonMark, depth: number): void;
}

type State =
  | 'value'
  | 'first-value'
  | 'item'
  | 'first-key'
  | 'key'
  | 'colon'
  | 'next'
  | 'string'
  | 'escape'
  | 'unicode'
  | 'literal';

/** How many brackets may be open at once: what is nested far deeper lets programs run out of stack. */
export const deepestNesting = 512;

const literalUnit = /[\w+\-.]/;
const strictLiteral = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/**
 * Reads one JSON object that arrives in pieces, each unit once. Small faults whose meaning is certain are mended in
 * passing: raw control characters and unknown escapes in strings, Python's True, False and None, a comma before a
 * closing bracket. Any other fault stops it. Text is passed on only when nothing that may follow can change its
 * meaning, so that what came out stays a prefix of the object even if the rest has to be repaired.
 */
export class JsonScanner {
  readonly #sink: JsonSink;
  readonly #closers: string[] = [];
  #state: State = 'value';
  #status: 'open' | 'done' | 'fault' = 'open';
  #stringIsKey = false;
  #quoteHeld = false;
  /** White space, or a comma with white space, that waits for what follows. */
  #held = '';
  #literal = '';
  #hexDigits = '';

  constructor(sink: JsonSink) {
    this.#sink = sink;
  }

  /** `done`: the object is closed. `fault`: the text at the place where `write` stopped is no JSON. */
  get status(): 'open' | 'done' | 'fault' {
    return this.#status;
  }

  /** The brackets that close what is open, outermost first. */
  get closers(): readonly string[] {
    return this.#closers;
  }

  /** After a fault: the text that was read but not passed on. */
  get withheld(): string {
    return (this.#quoteHeld ? '"' : '') + this.#held + this.#literal;
  }

  /** Reads on; returns the index after the last unit read, which is short of the end only when done or at a fault. */
  write(text: string, from: number): number {
    let at = from;
    while (at < text.length && this.#status === 'open') at = this.#read(text, at);
    return at;
  }

  #read(text: string, at: number): number {
    switch (this.#state) {
      case 'string':
        return this.#readString(text, at);
      case 'escape':
        return this.#readEscape(text.charAt(at), at);
      case 'unicode':
        return this.#readUnicode(text.charAt(at), at);
      case 'literal':
        return this.#readLiteral(text.charAt(at), at);
      default:
        return this.#readStructure(text.charAt(at), at);
    }
  }

  #readString(text: string, at: number): number {
    let end = at;
    while (end < text.length) {
      const unit = text.charCodeAt(end);
      if (unit === 0x22 || unit === 0x5c || unit < 0x20) break;
      end += 1;
    }
    if (end > at) this.#sink.text(text.slice(at, end));
    if (end === text.length) return end;
    const stop = text.charAt(end);
    if (stop === '"') {
      this.#quoteHeld = true;
      this.#state = this.#stringIsKey ? 'colon' : 'next';
    } else if (stop === '\\') this.#state = 'escape';
    else this.#sink.text(JSON.stringify(stop).slice(1, -1));
    return end + 1;
  }

  #readEscape(unit: string, at: number): number {
    if (unit === 'u') {
      this.#hexDigits = '';
      this.#state = 'unicode';
      return at + 1;
    }
    this.#state = 'string';
    if ('"\\/bfnrt'.includes(unit)) this.#sink.text(`\\${unit}`);
    else if (unit === "'") this.#sink.text(unit);
    else {
      // Most likely a pattern or a path, such as \d: the backslash was meant.
      this.#sink.text('\\\\');
      return at;
    }
    return at + 1;
  }

  #readUnicode(unit: string, at: number): number {
    const isHex = /[\da-fA-F]/.test(unit);
    if (isHex) this.#hexDigits += unit;
    if (isHex && this.#hexDigits.length < 4) return at + 1;
    this.#sink.text((isHex ? '\\u' : '\\\\u') + this.#hexDigits);
    this.#state = 'string';
    return isHex ? at + 1 : at;
  }

  #readLiteral(unit: string, at: number): number {
    if (literalUnit.test(unit)) {
      this.#literal += unit;
      return at + 1;
    }
    const literal = literals.get(this.#literal) ?? this.#literal;
    if (!strictLiteral.test(literal)) return this.#fault(at);
    this.#literal = '';
    this.#beginValue();
    this.#sink.text(literal);
    this.#endValue();
    return at;
  }

  #readStructure(unit: string, at: number): number {
    if (unit === ' ' || unit === '\n' || unit === '\r' || unit === '\t') {
      this.#held += unit;
      return at + 1;
    }
    switch (this.#state) {
      case 'first-key':
      case 'key':
        if (unit === '"') return this.#openString(true, at);
        return unit === '}' ? this.#close(at) : this.#fault(at);
      case 'colon':
        if (unit !== ':') return this.#fault(at);
        this.#confirm();
        this.#sink.text(unit);
        this.#state = 'value';
        return at + 1;
      case 'next':
        return this.#readNext(unit, at);
      default:
        return this.#readValueStart(unit, at);
    }
  }

  #readNext(unit: string, at: number): number {
    if (unit === this.#closers.at(-1)) return this.#close(at);
    if (unit !== ',') return this.#fault(at);
    this.#confirm();
    this.#held = ',';
    this.#state = this.#closers.at(-1) === '}' ? 'key' : 'item';
    return at + 1;
  }

  #readValueStart(unit: string, at: number): number {
    if (unit === ']' && this.#state !== 'value') return this.#close(at);
    if (unit === '"') return this.#openString(false, at);
    if (unit === '{' || unit === '[') {
      if (this.#closers.length === deepestNesting) return this.#fault(at);
      this.#beginValue();
      this.#sink.text(unit);
      this.#closers.push(unit === '{' ? '}' : ']');
      this.#state = unit === '{' ? 'first-key' : 'first-value';
      return at + 1;
    }
    if (!literalUnit.test(unit)) return this.#fault(at);
    this.#literal = unit;
    this.#state = 'literal';
    return at + 1;
  }

  #openString(isKey: boolean, at: number): number {
    if (isKey) {
      this.#confirm();
      this.#mark('key-start');
    } else this.#beginValue();
    this.#stringIsKey = isKey;
    this.#sink.text('"');
    this.#state = 'string';
    return at + 1;
  }

  #close(at: number): number {
    if (this.#held.startsWith(',')) this.#held = this.#held.slice(1);
    this.#confirm();
    this.#sink.text(this.#closers.pop() ?? '');
    this.#endValue();
    if (this.#closers.length === 0) this.#status = 'done';
    return at + 1;
  }

  #beginValue(): void {
    this.#confirm();
    this.#mark('value-start');
  }

  #endValue(): void {
    this.#mark('value-end');
    this.#state = 'next';
  }

  /** Passes on what waited: the next token is as it should be. */
  #confirm(): void {
    if (this.#quoteHeld) {
      this.#quoteHeld = false;
      this.#sink.text('"');
      this.#mark(this.#stringIsKey ? 'key-end' : 'value-end');
    }
    if (this.#held === '') return;
    this.#sink.text(this.#held);
    this.#held = '';
  }

  #mark(mark: JsonMark): void {
    const depth = this.#closers.length;
    if (depth === 1 || depth === 2) this.#sink.mark(mark, depth);
  }

  #fault(at: number): number {
    this.#status = 'fault';
    return at;
  }
}
