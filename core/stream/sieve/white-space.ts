/** Whether a UTF-16 unit is white space, in the sense of the rules about text around calls and reasoning. */
export function isSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13);
}

/** The index of the first unit at or after `from` that is no white space; the text's length if there is none. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

const leadPattern = /\s*(?:```\w*\s*)?/y;

/** Where a JSON body may begin: after white space and the opening of a code fence. */
export function findLead(input: string, from: number): number {
  leadPattern.lastIndex = from;
  leadPattern.test(input);
  return leadPattern.lastIndex;
}

/** Passes text on but keeps white space back until something follows it: white space at the end never comes out. */
export class TrailingSpaceGate {
  #held = '';

  /** The white space that is kept back. */
  get held(): string {
    return this.#held;
  }

  write(text: string): string {
    let end = text.length;
    while (end > 0 && isSpace(text.charCodeAt(end - 1))) end -= 1;
    if (end === 0) {
      this.#held += text;
      return '';
    }
    const released = this.#held + text.slice(0, end);
    this.#held = text.slice(end);
    return released;
  }

  /** Hands out what is held: something follows it. */
  release(): string {
    const released = this.#held;
    this.#held = '';
    return released;
  }

  /** Forgets what is held: the text before it has ended. */
  drop(): void {
    this.#held = '';
  }
}
