import { endOfString } from './json-index.ts';
import { unescapeText } from './json-lines.ts';

const pieceLength = 1 << 19;
const lone = /^\s*\{\s*"[^"\\]{0,200}"\s*:\s*"/;

/**
 * Where the only text in a JSON text stands: the whole of it is a string, or an object with nothing but one. Undefined
 * for any other JSON. The place is between the quotation marks.
 */
export function findLoneString(json: string): readonly [from: number, until: number] | undefined {
  const open = json.startsWith('"') ? 0 : (lone.exec(json)?.[0].length ?? 0) - 1;
  if (open < 0) return undefined;
  const end = endOfString(json, open);
  if (end < 0) return undefined;
  const rest = json.slice(end + 1, end + 20).trim();
  return rest === (open === 0 ? '' : '}') ? [open + 1, end] : undefined;
}

/** Takes the escapes out of a long string, in steps. */
export class StringDecoder {
  readonly #json: string;
  readonly #until: number;
  readonly #pieces: string[] = [];
  #at: number;
  #text: string | undefined;

  constructor(json: string, [from, until]: readonly [from: number, until: number]) {
    this.#json = json;
    this.#at = from;
    this.#until = until;
  }

  /** The text, once it is whole. */
  get text(): string | undefined {
    return this.#text;
  }

  /** Decodes on for about so many ms; true when it is over. */
  step(budgetMs: number): boolean {
    const deadline = performance.now() + budgetMs;
    while (this.#at < this.#until) {
      const end = this.#cutAfter(Math.min(this.#until, this.#at + pieceLength));
      this.#pieces.push(unescapeText(this.#json.slice(this.#at, end)));
      this.#at = end;
      if (performance.now() >= deadline && this.#at < this.#until) return false;
    }
    this.#text ??= this.#pieces.join('');
    return true;
  }

  /** The first place from there on that lies within no escape. */
  #cutAfter(place: number): number {
    for (let at = place; at < this.#until; at++) {
      // The longest escape has six characters: with none before, this is a place between characters.
      if (!this.#json.slice(at - 6, at).includes('\\')) return at;
    }
    return this.#until;
  }
}
