/** The longest text that a pattern of a format is ever tried on, in UTF-16 units. */
export const longestMatched = 512;

/**
 * How many steps a regular expression may take on the longest text it is tried on, at worst and roughly: every part that
 * can fit in several ways multiplies what stands around it. Infinity for what can take exponential time, such as a
 * repetition around one, and for references to groups. The source must be valid with the flag `u`.
 */
export function measurePattern(source: string): number {
  // Whatever follows fits this ending at once.
  const { cost, isAnchored } = new PatternReader(source.replace(/\[\^\]\*\$$/, '')).readChoice();
  return isAnchored ? cost : cost * longestMatched;
}

interface Measured {
  readonly cost: number;
  /** Whether it can begin to fit at the start of the text only. */
  readonly isAnchored: boolean;
}

class PatternReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Alternatives, up to the end of their group. */
  readChoice(): Measured {
    let cost = 0;
    let isAnchored = true;
    do {
      const branch = this.#readRow();
      cost += branch.cost;
      isAnchored &&= branch.isAnchored;
    } while (this.#take('|'));
    return { cost, isAnchored };
  }

  #readRow(): Measured {
    const isAnchored = this.#source[this.#at] === '^';
    let cost = 1;
    while (this.#at < this.#source.length && !'|)'.includes(this.#source.charAt(this.#at))) {
      cost *= this.#repeat(this.#readAtom());
    }
    return { cost, isAnchored };
  }

  /** What one part costs by itself. */
  #readAtom(): number {
    if (this.#skip(/\\(?:[1-9]|k<)/y)) return Infinity;
    if (this.#skip(/\\(?:u\{[^}]*\}|[pP]\{[^}]*\}|[^])/y)) return 1;
    if (this.#skip(/\[(?:\\[^]|[^\]\\])*\]/y)) return 1;
    if (!this.#skip(/\((?:\?(?:<?[=!]|<[^>]*>|[\w-]*:))?/y)) {
      this.#at += 1;
      return 1;
    }
    const { cost } = this.readChoice();
    this.#at += 1;
    return cost;
  }

  /** The cost of a part with the repetition that follows it. */
  #repeat(cost: number): number {
    const written = this.#match(/(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y);
    if (written === undefined) return cost;
    const [sign, least = '0', comma = ',', most = ''] = written;
    if (sign.startsWith('?')) return cost + 1;
    const isEndless = comma === ',' && most === '';
    if (isEndless) return cost > 1 ? Infinity : longestMatched;
    const times = Number(most === '' ? least : most);
    return cost ** times * (times - Number(least) + 1);
  }

  #take(sign: string): boolean {
    if (this.#source[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #skip(pattern: RegExp): boolean {
    return this.#match(pattern) !== undefined;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source) ?? undefined;
    if (found !== undefined) this.#at = pattern.lastIndex;
    return found;
  }
}
