const simple: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['a', '\u0007'],
  ['0', '\0'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['/', '/'],
  ['\n', ''],
]);
const hexLengths: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** What a unit after a backslash came to. */
interface EscapeRead {
  /** What it stands for; '' while it is not known. */
  readonly text: string;
  readonly isDone: boolean;
  /** Whether the unit belongs to the escape; otherwise it is read again as text. */
  readonly isUsed: boolean;
}

/** Reads what follows a backslash in a Python string, unit by unit. An unknown escape keeps its backslash. */
export class StringEscape {
  readonly #isRaw: boolean;
  #kind = '';
  #digits = '';

  constructor(isRaw = false) {
    this.#isRaw = isRaw;
  }

  read(unit: string): EscapeRead {
    if (this.#isRaw) return { text: `\\${unit}`, isDone: true, isUsed: true };
    if (this.#kind === '') {
      const text = simple.get(unit);
      if (text !== undefined) return { text, isDone: true, isUsed: true };
      if (!hexLengths.has(unit)) return { text: '\\', isDone: true, isUsed: false };
      this.#kind = unit;
      return { text: '', isDone: false, isUsed: true };
    }
    const length = hexLengths.get(this.#kind) ?? 0;
    if (!/[\da-fA-F]/.test(unit)) return this.#end(`\\${this.#kind}${this.#digits}`, false);
    this.#digits += unit;
    if (this.#digits.length < length) return { text: '', isDone: false, isUsed: true };
    const code = Number.parseInt(this.#digits, 16);
    const isPoint = code <= 0x10ffff;
    return this.#end(isPoint ? String.fromCodePoint(code) : `\\${this.#kind}${this.#digits}`, true);
  }

  #end(text: string, isUsed: boolean): EscapeRead {
    this.#kind = '';
    this.#digits = '';
    return { text, isDone: true, isUsed };
  }
}
