// So much of the text is made small at a time, to be searched in any letters.
const stretch = 1 << 19;
const mostMatches = 100_000;

/** A search through a text of any size, in steps: where the words stand, in order. */
export class TextSearch {
  readonly needle: string;
  readonly matches: number[] = [];
  readonly #text: string;
  #at = 0;

  /** `words` in any letters; must not be empty. */
  constructor(text: string, words: string) {
    this.#text = text;
    this.needle = words.toLowerCase();
  }

  get progress(): number {
    return this.isFull ? 1 : Math.min(1, this.#at / Math.max(1, this.#text.length));
  }

  /** Whether there are more matches than are kept. */
  get isFull(): boolean {
    return this.matches.length >= mostMatches;
  }

  /** Searches on for about so many ms; true when it is over. */
  step(budgetMs: number): boolean {
    const until = performance.now() + budgetMs;
    while (this.#at < this.#text.length && !this.isFull) {
      this.#searchStretch();
      if (performance.now() >= until) break;
    }
    return this.#at >= this.#text.length || this.isFull;
  }

  #searchStretch(): void {
    const { needle } = this;
    // What begins in this stretch may end in the next one.
    const piece = this.#text.slice(this.#at, this.#at + stretch + needle.length - 1).toLowerCase();
    for (let at = piece.indexOf(needle); at >= 0 && !this.isFull;) {
      if (at < stretch) this.matches.push(this.#at + at);
      at = piece.indexOf(needle, at + needle.length);
    }
    this.#at += stretch;
  }
}
