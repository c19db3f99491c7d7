import { jsonrepair } from 'jsonrepair';
import { escapeJson } from './escape-json.ts';
import { JsonScanner } from './json-scanner.ts';
import { convertWord } from './literal-word.ts';

/** How a parameter's text becomes JSON: as a string while it arrives, or by its types once it is whole. */
export type ValueKind = 'string' | 'json' | readonly string[];

/** Turns the text of one parameter into JSON text, piece by piece where its type is certain beforehand. */
export class ParameterValue {
  readonly #emit: (json: string) => void;
  readonly #trims: boolean;
  readonly #streams: boolean;
  readonly #types: readonly string[] | undefined;
  #isFirst = true;
  /** A line break, or what may become one, that is dropped if it is the last. */
  #lineBreak = '';
  #text = '';

  constructor(kind: ValueKind, trims: boolean, emit: (json: string) => void) {
    this.#emit = emit;
    this.#trims = trims;
    this.#types = typeof kind === 'string' ? undefined : kind;
    const isString = kind === 'string' || (kind !== 'json' && mayOnlyBeString(kind));
    this.#streams = isString;
    if (isString) emit('"');
  }

  /** Takes a piece of the text. */
  write(piece: string): void {
    if (piece === '') return;
    if (!this.#trims) return this.#take(piece);
    let text = this.#lineBreak + piece;
    const isOpen = this.#isFirst && text === '\r';
    if (this.#isFirst && !isOpen) text = text.replace(/^\r?\n/, '');
    this.#isFirst = isOpen;
    this.#lineBreak = /(?:\r?\n|\r)$/.exec(text)?.[0] ?? '';
    this.#take(text.slice(0, text.length - this.#lineBreak.length));
  }

  /** The text is whole. */
  end(): void {
    if (this.#lineBreak === '\r') this.#take('\r');
    this.#emit(this.#streams ? '"' : convertText(this.#text, this.#types));
  }

  #take(text: string): void {
    if (!this.#streams) this.#text += text;
    else if (text !== '') this.#emit(escapeJson(text));
  }
}

/** Nothing known counts as a string. */
function mayOnlyBeString(types: readonly string[]): boolean {
  return types.every((type) => type === 'string');
}

/** The JSON text of a value by its types; what does not fit them stays a string, for the tool to complain about. */
function convertText(text: string, types: readonly string[] | undefined): string {
  const trimmed = text.trim();
  if (types?.includes('string') === true) {
    return types.includes('null') && trimmed === 'null' ? 'null' : JSON.stringify(text);
  }
  const word = convertWord(trimmed, false);
  if (word !== undefined) return word;
  const mayNest = /^[[{]/.test(trimmed);
  const json = isJson(trimmed) ? trimmed : mayNest ? repair(trimmed) : undefined;
  const isFine = json !== undefined && (!mayNest || isShallow(json));
  return isFine ? json : JSON.stringify(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether an object or a list can be written again wherever it goes. */
function isShallow(json: string): boolean {
  const scanner = new JsonScanner({ text: () => {}, mark: () => {} });
  scanner.write(`{"":${json}}`, 0);
  return scanner.status === 'done';
}

function repair(text: string): string | undefined {
  try {
    return jsonrepair(text);
  } catch {
    // Beyond repair: it stays text.
    return undefined;
  }
}
