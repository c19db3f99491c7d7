import { GrowingNumbers } from './growing-numbers.ts';

// Between two looks at the clock.
const rowsPerLook = 512;

/**
 * Where the rows of a text begin: at its lines, and within a line after so many characters, since one line may be as
 * long as the whole text. Works in steps, so that a text of any size keeps the page free.
 */
export class TextRows {
  readonly text: string;
  readonly columns: number;
  readonly #starts = new GrowingNumbers();
  /** The number of the line at every 256th row: what lies between is counted. */
  readonly #lines = new GrowingNumbers();
  #at = 0;
  #line = 0;
  #done = false;

  /** `columns`: characters that fit into a row. */
  constructor(text: string, columns: number) {
    this.text = text;
    this.columns = Math.max(20, columns);
  }

  /** Rows found so far. */
  get count(): number {
    return this.#starts.length;
  }

  get progress(): number {
    return this.#done ? 1 : this.#at / Math.max(1, this.text.length);
  }

  /** Looks on for about so many ms; true when the whole text is done. */
  step(budgetMs: number): boolean {
    const until = performance.now() + budgetMs;
    while (!this.#done) {
      for (let row = 0; row < rowsPerLook && !this.#done; row++) this.#readRow();
      if (performance.now() >= until) break;
    }
    return this.#done;
  }

  /** The text of a row, without its line's end. */
  row(at: number): string {
    const from = this.#starts.at(at);
    const next = at + 1 < this.count ? this.#starts.at(at + 1) : this.#at;
    const until = this.text.charCodeAt(next - 1) === 10 && next > from ? next - 1 : next;
    return this.text.slice(from, until);
  }

  /** The number of a row's line, from 1; 0 for a row that goes on with the line before. */
  lineOf(at: number): number {
    if (!this.#beginsLine(at)) return 0;
    const block = at >> 8;
    let line = this.#lines.at(block);
    for (let row = (block << 8) + 1; row <= at; row++) if (this.#beginsLine(row)) line++;
    return line + 1;
  }

  /** The row that a place of the text lies in. */
  rowAt(place: number): number {
    return Math.max(0, this.#starts.lastUpTo(place));
  }

  /** Where a row begins in the text. */
  startOf(at: number): number {
    return this.#starts.at(at);
  }

  #beginsLine(at: number): boolean {
    return at === 0 || this.text.charCodeAt(this.#starts.at(at) - 1) === 10;
  }

  #readRow(): void {
    const { text, columns } = this;
    const from = this.#at;
    if ((this.count & 255) === 0) this.#lines.push(this.#line);
    this.#starts.push(from);
    const end = text.indexOf('\n', from);
    const lineEnd = end < 0 ? text.length : end;
    if (lineEnd - from > columns) {
      this.#at = splitsPair(text, from + columns) ? from + columns + 1 : from + columns;
      // A long line is cut at once: looking for its end with every row would take the square of its length.
      while (lineEnd - this.#at > columns) {
        if ((this.count & 255) === 0) this.#lines.push(this.#line);
        this.#starts.push(this.#at);
        this.#at += columns;
        if (splitsPair(text, this.#at)) this.#at++;
      }
      return;
    }
    this.#at = lineEnd + 1;
    this.#line++;
    if (end < 0) {
      this.#at = text.length;
      this.#done = true;
    }
  }
}

function splitsPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000;
}
