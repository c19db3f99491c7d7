import { isSpace } from './white-space.ts';

/**
 * Finds where an object that is not strict JSON ends, each unit once: pairs brackets outside strings, and takes single
 * quotes for string marks where a value or a key may begin. Where brackets do not pair it never ends.
 */
export class LenientEnd {
  readonly #closers: string[];
  #quote: string | undefined;
  #isEscaped = false;
  #isTorn = false;
  #previous: string;

  /** `closers` close what is open already, outermost first; `previous` is the last unit before, '' if unknown. */
  constructor(closers: readonly string[], previous: string) {
    this.#closers = [...closers];
    this.#previous = previous;
  }

  /** Whether a bracket is open. */
  get isOpen(): boolean {
    return this.#closers.length > 0;
  }

  /** Whether a closing bracket stood where another was due. */
  get isTorn(): boolean {
    return this.#isTorn;
  }

  /** Reads `text` from `from` to `to`; returns the index after the last closing bracket, or undefined if it did not come. */
  find(text: string, from: number, to: number): number | undefined {
    for (let at = from; at < to; at += 1) {
      const unit = text.charAt(at);
      if (this.#quote !== undefined) this.#readString(unit);
      else if (this.#readOutside(unit)) return at + 1;
    }
    return undefined;
  }

  #readString(unit: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (unit === '\\') this.#isEscaped = true;
    else if (unit === this.#quote) {
      this.#quote = undefined;
      this.#previous = unit;
    }
  }

  #readOutside(unit: string): boolean {
    if (isSpace(unit.charCodeAt(0))) return false;
    const previous = this.#previous;
    this.#previous = unit;
    if ((unit === '"' || unit === "'") && '{[,:('.includes(previous)) this.#quote = unit;
    else if (unit === '{') this.#closers.push('}');
    else if (unit === '[') this.#closers.push(']');
    else if (unit === this.#closers.at(-1)) {
      this.#closers.pop();
      return this.#closers.length === 0 && !this.#isTorn;
    } else if (unit === '}' || unit === ']') this.#isTorn = true;
    return false;
  }
}
