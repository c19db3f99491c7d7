import { GrowingNumbers } from './growing-numbers.ts';

/** What stands in a line of a JSON text as it is drawn with an entry a line. */
export type JsonLineKind = 'scalar' | 'empty' | 'open' | 'close';

const kinds: readonly JsonLineKind[] = ['scalar', 'empty', 'open', 'close'];
const deepest = 5000;

const quote = 34;
const comma = 44;
const colon = 58;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;
const backslash = 92;

/**
 * The lines of a JSON text, found without parsing it: for each where it begins in the text, how deep it lies, and for a
 * bracket which line closes it. 20 bytes a line. Works in steps, so that a text of any size keeps the page free.
 */
export class JsonIndex {
  readonly text: string;
  /** Where the key of a line begins, or its value where it has no key. */
  readonly offsets = new GrowingNumbers();
  readonly #shapes = new GrowingNumbers();
  readonly #partners = new GrowingNumbers();
  readonly #entries = new GrowingNumbers();
  readonly #parents = new GrowingNumbers();
  readonly #open: { readonly line: number; readonly isObject: boolean; count: number }[] = [];
  #at = 0;
  /** What may come next. */
  #next: 'value' | 'first-value' | 'key' | 'first-key' | 'more' | 'end' = 'value';
  #keyAt = -1;
  #failed = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Whether the text turned out to be no JSON; what was found so far is of no use then. */
  get failed(): boolean {
    return this.#failed;
  }

  /** How much of the text has been looked at, 0 to 1. */
  get progress(): number {
    return this.text.length === 0 ? 1 : Math.min(1, this.#at / this.text.length);
  }

  get count(): number {
    return this.offsets.length;
  }

  kindOf(line: number): JsonLineKind {
    return kinds[this.#shapes.at(line) & 3] ?? 'scalar';
  }

  depthOf(line: number): number {
    return this.#shapes.at(line) >> 2;
  }

  /** The line that closes what a line opens, or the other way round. */
  partnerOf(line: number): number {
    return this.#partners.at(line);
  }

  /** The line that opens what a line lies in; -1 for the root and its end. */
  parentOf(line: number): number {
    return this.#parents.at(line) - 1;
  }

  /** How many entries an object or array has that opens in a line. */
  entriesOf(line: number): number {
    return this.#entries.at(line);
  }

  /** Looks on for about so many ms; true when the whole text is done, or is no JSON. */
  step(budgetMs: number): boolean {
    const until = performance.now() + budgetMs;
    for (let tokens = 1; this.#at < this.text.length && !this.#failed; tokens++) {
      this.#readToken();
      if ((tokens & 1023) === 0 && performance.now() >= until) return false;
    }
    if (!this.#failed && (this.#next !== 'end' || this.count === 0)) this.#failed = true;
    return true;
  }

  #readToken(): void {
    const code = this.text.charCodeAt(this.#at);
    if (code === 32 || code === 10 || code === 13 || code === 9) this.#at++;
    else if (this.#next === 'key' || this.#next === 'first-key') this.#readKey(code);
    else if (this.#next === 'more') this.#readMore(code);
    else if (this.#next === 'end') this.#failed = true;
    else this.#readValue(code);
  }

  #readKey(code: number): void {
    if (code === closeBrace && this.#next === 'first-key') {
      this.#close(true);
      return;
    }
    const end = code === quote ? endOfString(this.text, this.#at) : -1;
    if (end < 0) {
      this.#failed = true;
      return;
    }
    this.#keyAt = this.#at;
    let at = end + 1;
    while (isSpace(this.text.charCodeAt(at))) at++;
    this.#failed = this.text.charCodeAt(at) !== colon;
    this.#at = at + 1;
    this.#next = 'value';
  }

  #readMore(code: number): void {
    const open = this.#open.at(-1);
    if (code === comma && open !== undefined) {
      this.#at++;
      this.#next = open.isObject ? 'key' : 'value';
    } else if (open?.isObject === true && code === closeBrace) this.#close(true);
    else if (open?.isObject === false && code === closeBracket) this.#close(false);
    else this.#failed = true;
  }

  #readValue(code: number): void {
    if (code === closeBracket && this.#next === 'first-value') {
      this.#close(false);
      return;
    }
    const from = this.#keyAt >= 0 ? this.#keyAt : this.#at;
    this.#keyAt = -1;
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.count++;
    if (code === openBrace || code === openBracket) {
      const isObject = code === openBrace;
      this.#open.push({ line: this.#addLine(from, 2), isObject, count: 0 });
      this.#at++;
      this.#next = isObject ? 'first-key' : 'first-value';
      this.#failed = this.#open.length > deepest;
      return;
    }
    const end =
      code === quote ? endOfString(this.text, this.#at) + 1 : endOfWord(this.text, this.#at);
    this.#failed = end <= this.#at;
    this.#addLine(from, 0);
    this.#at = end;
    this.#next = parent === undefined ? 'end' : 'more';
  }

  #close(isObject: boolean): void {
    const open = this.#open.pop();
    if (open === undefined || open.isObject !== isObject) {
      this.#failed = true;
      return;
    }
    this.#entries.set(open.line, open.count);
    if (open.count === 0) this.#shapes.set(open.line, this.#shapes.at(open.line) - 1);
    else {
      const line = this.#addLine(this.#at, 3);
      this.#partners.set(line, open.line);
      this.#partners.set(open.line, line);
    }
    this.#at++;
    this.#next = this.#open.length === 0 ? 'end' : 'more';
  }

  #addLine(from: number, kind: number): number {
    this.offsets.push(from);
    this.#shapes.push((this.#open.length << 2) | kind);
    this.#partners.push(0);
    this.#entries.push(0);
    this.#parents.push((this.#open.at(-1)?.line ?? -1) + 1);
    return this.offsets.length - 1;
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** Where the string that begins at a quotation mark ends; -2 where it does not. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return -2;
}

const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Where a number, true, false or null ends; its start where there is none. */
export function endOfWord(text: string, start: number): number {
  word.lastIndex = start;
  return word.test(text) ? word.lastIndex : start;
}
