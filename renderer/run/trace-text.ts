// Pages are searched as a whole: few enough to be quick, short enough to be one step between two frames.
const charactersPerPage = 1 << 18;
const longestPiece = 2000;
const shortPiece = 160;
// Two bytes a character at worst, so at most half a gigabyte, and a quarter of it for what people write in Latin letters.
const manyCharacters = 96_000_000;
const mostCharacters = 256_000_000;

/** Pieces that follow each other, joined and in small letters; piece `n` begins at `starts[n]` and belongs to `rows[n]`. */
export interface TextPage {
  readonly text: string;
  readonly starts: Uint32Array;
  readonly rows: Int32Array;
}

/**
 * The text of a trace for searching: what each row is called, took, gave and failed with, in the order it came.
 * Bounded: of long values only the beginning is kept, of very many only a short one.
 */
export class TraceText {
  readonly #pages: TextPage[] = [];
  #parts: string[] = [];
  #rows: number[] = [];
  #length = 0;
  #total = 0;
  #tail: TextPage | undefined;
  #pieces = 0;

  /** Characters kept. */
  get total(): number {
    return this.#total;
  }

  /** Pieces kept. */
  get pieces(): number {
    return this.#pieces;
  }

  /** The text as it was when it had so many pieces; later additions to either leave the other as it is. */
  cut(pieces: number): TraceText {
    const text = new TraceText();
    for (let at = 0; text.#pieces < pieces; at++) {
      const page = this.page(at);
      if (page === undefined) break;
      if (at < this.#pages.length && text.#pieces + page.rows.length <= pieces) {
        text.#pages.push(page);
        text.#pieces += page.rows.length;
        text.#total += page.text.length + 1;
      } else text.#copyPieces(page, pieces - text.#pieces);
    }
    return text;
  }

  #copyPieces({ text, starts, rows }: TextPage, most: number): void {
    const count = Math.min(most, rows.length);
    for (let at = 0; at < count; at++) {
      const end = starts[at + 1] ?? text.length + 1;
      this.add(rows[at] ?? 0, text.slice(starts[at], end - 1));
    }
  }

  /** How many pages there are; the last one may still grow. */
  get pageCount(): number {
    return this.#pages.length + (this.#parts.length > 0 ? 1 : 0);
  }

  /** Adds what belongs to a row. */
  add(row: number, text: string): void {
    if (text === '' || this.#total > mostCharacters) return;
    const longest = this.#total > manyCharacters ? shortPiece : longestPiece;
    const piece = text.length > longest ? text.slice(0, longest) : text;
    this.#parts.push(piece);
    this.#rows.push(row);
    this.#pieces++;
    this.#length += piece.length + 1;
    this.#total += piece.length + 1;
    this.#tail = undefined;
    if (this.#length < charactersPerPage) return;
    this.#pages.push(makePage(this.#parts, this.#rows));
    this.#parts = [];
    this.#rows = [];
    this.#length = 0;
  }

  page(at: number): TextPage | undefined {
    if (at < this.#pages.length) return this.#pages[at];
    if (at > this.#pages.length || this.#parts.length === 0) return undefined;
    this.#tail ??= makePage(this.#parts, this.#rows);
    return this.#tail;
  }
}

function makePage(parts: readonly string[], rows: readonly number[]): TextPage {
  const joined = parts.join('\n');
  const lower = joined.toLowerCase();
  // A few letters become two when they are made small: then the pieces must be made small one by one.
  const small = lower.length === joined.length ? parts : parts.map((part) => part.toLowerCase());
  const starts = new Uint32Array(parts.length);
  let start = 0;
  for (const [at, part] of small.entries()) {
    starts[at] = start;
    start += part.length + 1;
  }
  return {
    text: small === parts ? lower : small.join('\n'),
    starts,
    rows: Int32Array.from(rows),
  };
}

/**
 * A search through a trace's text, done in steps: marks the rows that hold the words. Text that is added later is
 * found by the next step.
 */
export class TraceSearch {
  readonly #text: TraceText;
  readonly #needle: string;
  #marks = new Uint8Array(1024);
  #page = 0;
  #from = 0;
  #found = 0;

  /** `words` in any letters; must not be empty. */
  constructor(text: TraceText, words: string) {
    this.#text = text;
    this.#needle = words.toLowerCase();
  }

  /** Rows found so far. */
  get found(): number {
    return this.#found;
  }

  /** How much of the text has been looked at, 0 to 1. */
  get progress(): number {
    // The last page is never left: it may still grow.
    const pages = this.#text.pageCount - 1;
    return pages <= 0 ? 1 : Math.min(1, this.#page / pages);
  }

  isHit(row: number): boolean {
    return this.#marks[row] === 1;
  }

  /** Searches on for about so many ms; true when all text there is has been looked at. */
  step(budgetMs: number): boolean {
    const until = performance.now() + budgetMs;
    for (;;) {
      const page = this.#text.page(this.#page);
      if (page === undefined) return true;
      this.#searchPage(page);
      const isLast = this.#page === this.#text.pageCount - 1;
      // The last page may grow: it is looked at again from where this step came to.
      if (isLast) {
        this.#from = page.text.length + 1;
        return true;
      }
      this.#page++;
      this.#from = 0;
      if (performance.now() >= until) return false;
    }
  }

  #searchPage({ text, starts, rows }: TextPage): void {
    let at = text.indexOf(this.#needle, this.#from);
    let piece = 0;
    while (at >= 0) {
      piece = pieceAt(starts, at, piece);
      this.#mark(rows[piece] ?? 0);
      const next = starts[piece + 1];
      if (next === undefined) return;
      at = text.indexOf(this.#needle, next);
    }
  }

  #mark(row: number): void {
    if (row >= this.#marks.length) {
      const roomy = new Uint8Array(Math.max(row + 1, this.#marks.length * 2));
      roomy.set(this.#marks);
      this.#marks = roomy;
    }
    if (this.#marks[row] === 1) return;
    this.#marks[row] = 1;
    this.#found++;
  }
}

/** The last piece that begins at or before a place; not before piece `from`. */
function pieceAt(starts: Uint32Array, place: number, from: number): number {
  let low = from;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
