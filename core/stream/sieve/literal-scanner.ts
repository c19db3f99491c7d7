import { escapeJson } from './escape-json.ts';
import { deepestNesting } from './json-scanner.ts';
import { type LiteralStyle, isWordUnit } from './literal-style.ts';
import { convertWord } from './literal-word.ts';
import { MarkerMatcher } from './marker-matcher.ts';
import { StringEscape } from './string-escape.ts';
import { isSpace } from './white-space.ts';

interface Frame {
  readonly kind: 'arguments' | 'object' | 'list';
  readonly close: string;
  count: number;
}

type State = 'item' | 'word' | 'after-word' | 'assign' | 'value' | 'string' | 'escape' | 'next';

/**
 * Reads the arguments of one call, from behind the opening bracket to the closing one, and passes them on as the text
 * of a JSON object, piece by piece. Every unit is read once.
 */
export class LiteralScanner {
  readonly #style: LiteralStyle;
  readonly #emit: (json: string) => void;
  readonly #nameAt: (position: number) => string | undefined;
  readonly #quotes: MarkerMatcher<string>;
  readonly #frames: Frame[];
  #status: 'open' | 'done' | 'fault' = 'open';
  #state: State = 'item';
  #hasKey = false;
  #word = '';
  #quote = '';
  #stringIsKey = false;
  #escape = new StringEscape();

  /** `nameAt` names an argument that is given by its position; undefined: it has no name. */
  constructor(
    style: LiteralStyle,
    emit: (json: string) => void,
    nameAt: (position: number) => string | undefined,
  ) {
    this.#style = style;
    this.#emit = emit;
    this.#nameAt = nameAt;
    this.#quotes = new MarkerMatcher(style.quotes.map((quote) => [quote, quote] as const));
    this.#frames = [{ kind: 'arguments', close: style.close, count: 0 }];
    emit('{');
  }

  /** `done`: the closing bracket was read. `fault`: what stands where `write` stopped has no meaning. */
  get status(): 'open' | 'done' | 'fault' {
    return this.#status;
  }

  /** What closes the open brackets, outermost first. */
  get closers(): readonly string[] {
    return this.#frames.map((frame) => frame.close);
  }

  /** Reads on; returns the index after what was used up, which is short of the end at a mark that may go on. */
  write(text: string, from: number, isFinal: boolean): number {
    let at = from;
    while (at < text.length && this.#status === 'open') {
      const next = this.#read(text, at, isFinal);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  /** Reads at least one unit; undefined: what stands here needs more input. */
  #read(text: string, at: number, isFinal: boolean): number | undefined {
    if (this.#state === 'string') return this.#readString(text, at, isFinal);
    if (this.#state === 'escape') return this.#readEscape(text.charAt(at), at);
    if (this.#state === 'word') return this.#readWord(text, at);
    if (isSpace(text.charCodeAt(at))) return at + 1;
    if (this.#state === 'after-word') return this.#readAfterWord(text.charAt(at), at);
    if (this.#state === 'next') return this.#readNext(text.charAt(at), at);
    if (this.#state === 'assign') return this.#readAssign(text.charAt(at), at);
    return this.#readStart(text, at, isFinal);
  }

  get #frame(): Frame {
    return this.#frames.at(-1) ?? { kind: 'arguments', close: '', count: 0 };
  }

  /** Where a key or a value may begin. */
  #readStart(text: string, at: number, isFinal: boolean): number | undefined {
    const frame = this.#frame;
    const style = this.#style;
    const unit = text.charAt(at);
    if (this.#state === 'item' && unit === frame.close) return this.#close(at);
    const quote = this.#quotes.matchAt(text, at, isFinal);
    if (quote?.kind === 'hold') return undefined;
    const isNamed = frame.kind === 'object' || (frame.kind === 'arguments' && style.hasBareWords);
    const isKey = this.#state === 'item' && isNamed;
    if (quote?.kind === 'match') {
      if (!isKey && !this.#beginValue()) return this.#fault(at);
      this.#beginString(quote.role, isKey);
      return quote.end;
    }
    const isBracket = unit === '[' || unit === '{' || (unit === '(' && !this.#style.hasBareWords);
    if (isBracket && !isKey) return this.#open(unit, at);
    if (!isWordUnit(this.#style, unit, this.#isAtKey)) return this.#fault(at);
    this.#word = '';
    this.#state = 'word';
    return this.#readWord(text, at);
  }

  #readWord(text: string, at: number): number {
    let end = at;
    const isAtKey = this.#isAtKey;
    while (end < text.length && isWordUnit(this.#style, text.charAt(end), isAtKey)) end += 1;
    this.#word += text.slice(at, end);
    if (end < text.length) this.#state = 'after-word';
    return end;
  }

  /** A word is a name, a literal, or what stands before a Python string. */
  #readAfterWord(unit: string, at: number): number {
    const word = this.#word.trim();
    const isOuter = this.#frame.kind === 'arguments';
    const isName = this.#isAtKey && (isOuter || this.#style.hasBareWords);
    if (isName && unit === (isOuter ? this.#style.assign : ':')) {
      this.#beginItem();
      this.#emit(`${JSON.stringify(word)}:`);
      this.#hasKey = true;
      this.#state = 'value';
      return at + 1;
    }
    const isPrefix = this.#style.hasEscapes && /^[rRuU]$/.test(word);
    if (isPrefix && (unit === '"' || unit === "'")) {
      this.#escape = new StringEscape(word.toLowerCase() === 'r');
      this.#state = this.#isAtKey ? 'item' : 'value';
      return at;
    }
    const json = convertWord(word, this.#style.hasBareWords);
    if (json === undefined || !this.#beginValue()) return this.#fault(at);
    this.#emit(json);
    this.#state = 'next';
    return at;
  }

  /** Whether an item begins here whose key was not passed on. */
  get #isAtKey(): boolean {
    return this.#frame.kind !== 'list' && !this.#hasKey;
  }

  #beginItem(): void {
    const frame = this.#frame;
    if (frame.count > 0) this.#emit(',');
    frame.count += 1;
  }

  /** Prepares for a value; false where none may stand. */
  #beginValue(): boolean {
    const frame = this.#frame;
    if (frame.kind === 'list') this.#beginItem();
    else if (this.#hasKey) this.#hasKey = false;
    else if (frame.kind === 'object') return false;
    else {
      const name = this.#nameAt(frame.count);
      if (name === undefined) return false;
      this.#beginItem();
      this.#emit(`${JSON.stringify(name)}:`);
    }
    return true;
  }

  #beginString(quote: string, isKey: boolean): void {
    this.#quote = quote;
    this.#stringIsKey = isKey;
    if (isKey) this.#beginItem();
    this.#emit('"');
    this.#state = 'string';
  }

  #readString(text: string, at: number, isFinal: boolean): number | undefined {
    const quote = this.#quote;
    for (let end = at; end < text.length; end += 1) {
      const unit = text.charAt(end);
      if (unit === '\\' && this.#style.hasEscapes) {
        this.#emit(escapeJson(text.slice(at, end)));
        this.#state = 'escape';
        return end + 1;
      }
      if (unit !== quote.charAt(0)) continue;
      if (text.startsWith(quote, end)) return this.#endString(text, at, end);
      if (!isFinal && quote.startsWith(text.slice(end))) {
        this.#emit(escapeJson(text.slice(at, end)));
        return end === at ? undefined : end;
      }
    }
    this.#emit(escapeJson(text.slice(at)));
    return text.length;
  }

  #endString(text: string, from: number, to: number): number {
    this.#emit(`${escapeJson(text.slice(from, to))}"`);
    this.#escape = new StringEscape();
    this.#state = this.#stringIsKey ? 'assign' : 'next';
    return to + this.#quote.length;
  }

  #readEscape(unit: string, at: number): number {
    const read = this.#escape.read(unit);
    if (read.text !== '') this.#emit(escapeJson(read.text));
    if (read.isDone) this.#state = 'string';
    return read.isUsed ? at + 1 : at;
  }

  #readAssign(unit: string, at: number): number {
    if (unit !== ':') return this.#fault(at);
    this.#emit(':');
    this.#hasKey = true;
    this.#state = 'value';
    return at + 1;
  }

  #open(unit: string, at: number): number {
    if (this.#frames.length === deepestNesting || !this.#beginValue()) return this.#fault(at);
    const isObject = unit === '{';
    const close = isObject ? '}' : unit === '[' ? ']' : ')';
    this.#frames.push({ kind: isObject ? 'object' : 'list', close, count: 0 });
    this.#emit(isObject ? '{' : '[');
    this.#state = 'item';
    return at + 1;
  }

  #readNext(unit: string, at: number): number {
    if (unit === this.#frame.close) return this.#close(at);
    if (unit !== ',') return this.#fault(at);
    this.#state = 'item';
    return at + 1;
  }

  #close(at: number): number {
    const frame = this.#frames.pop();
    this.#emit(frame?.kind === 'list' ? ']' : '}');
    this.#state = 'next';
    if (this.#frames.length === 0) this.#status = 'done';
    return at + 1;
  }

  #fault(at: number): number {
    this.#status = 'fault';
    return at;
  }
}
