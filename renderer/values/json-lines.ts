import { endOfString, endOfWord, type JsonIndex } from './json-index.ts';

/** One line of a JSON text as it is drawn. */
export interface JsonLine {
  readonly line: number;
  readonly depth: number;
  /** The key before the value; undefined in arrays and at the root. */
  readonly key: string | undefined;
  readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'empty' | 'open' | 'close';
  /** What stands there: a string without its quotation marks, another scalar as JSON, or brackets. */
  readonly text: string;
  /** Of a string: how long it is in the text; it may be cut. */
  readonly length: number;
}

/** What is folded: all that lies so deep and deeper, but for the lines that the person turned. */
export interface JsonFolds {
  readonly fromDepth: number;
  readonly turned: ReadonlySet<number>;
}

/** Whether an object or array that opens in a line is folded. */
export function isFolded(index: JsonIndex, line: number, folds: JsonFolds): boolean {
  return index.depthOf(line) >= folds.fromDepth !== folds.turned.has(line);
}

/** The lines that are drawn: all but those within what is folded. Takes some ms for a million of them. */
export function listShownLines(index: JsonIndex, folds: JsonFolds): Uint32Array {
  const shown = new Uint32Array(index.count);
  let count = 0;
  for (let line = 0; line < index.count; line++) {
    shown[count++] = line;
    if (index.kindOf(line) === 'open' && isFolded(index, line, folds)) line = index.partnerOf(line);
  }
  return shown.subarray(0, count);
}

/** Folds so that a line is seen: all around it is open. */
export function revealLine(index: JsonIndex, line: number, folds: JsonFolds): JsonFolds {
  const turned = new Set(folds.turned);
  for (const outer of linesAround(index, line)) {
    if (!isFolded(index, outer, folds)) continue;
    if (!turned.delete(outer)) turned.add(outer);
  }
  return { ...folds, turned };
}

/** The lines that open what a line lies in, innermost first. */
export function linesAround(index: JsonIndex, line: number): number[] {
  const around: number[] = [];
  for (let at = index.parentOf(line); at >= 0; at = index.parentOf(at)) around.push(at);
  return around;
}

// A cell of the screen holds no more, and a single string may be as large as the whole text.
const longestShown = 2000;

/** What stands in a line. */
export function readJsonLine(index: JsonIndex, line: number): JsonLine {
  const { text } = index;
  const kind = index.kindOf(line);
  const base = { line, depth: index.depthOf(line), length: 0 };
  const offset = index.offsets.at(line);
  if (kind === 'close') return { ...base, key: undefined, kind, text: text[offset] ?? '' };
  const { key, at } = readKey(index, line);
  const first = text[at] ?? '';
  const closing = first === '{' ? '}' : ']';
  if (kind === 'open') return { ...base, key, kind, text: first };
  if (kind === 'empty') return { ...base, key, kind, text: first + closing };
  if (first === '"') {
    const end = endOfString(text, at);
    const raw = text.slice(at + 1, Math.min(end, at + 1 + longestShown));
    return { ...base, key, kind: 'string', text: unescapeText(raw), length: end - at - 1 };
  }
  const scalar = text.slice(at, endOfWord(text, at));
  return { ...base, key, kind: kindOfWord(scalar), text: scalar };
}

function kindOfWord(scalar: string): 'number' | 'boolean' | 'null' {
  if (scalar === 'null') return 'null';
  return scalar === 'true' || scalar === 'false' ? 'boolean' : 'number';
}

/** The key of a line, and where its value begins. */
function readKey(
  index: JsonIndex,
  line: number,
): { readonly key: string | undefined; readonly at: number } {
  const { text } = index;
  const offset = index.offsets.at(line);
  const outer = index.parentOf(line);
  if (outer < 0 || !isObjectAt(index, outer)) return { key: undefined, at: offset };
  const end = endOfString(text, offset);
  let at = end + 1;
  while (/[\s:]/.test(text[at] ?? '')) at++;
  return { key: unescapeText(text.slice(offset + 1, end)), at };
}

/** Whether what a line opens is an object: its key, if it has one, ends with the bracket. */
function isObjectAt(index: JsonIndex, line: number): boolean {
  const closing = index.offsets.at(index.partnerOf(line));
  return index.text[closing] === '}';
}

/** The text that an escaped one stands for; the text itself where it was cut in the middle of an escape. */
export function unescapeText(raw: string): string {
  if (!raw.includes('\\')) return raw;
  for (const cut of [0, 1, 2, 3, 4, 5]) {
    try {
      return JSON.parse(`"${raw.slice(0, raw.length - cut)}"`) as string;
    } catch {
      continue;
    }
  }
  return raw;
}

/** Where the value of a line stands in the text: from its first character to behind its last. */
export function valueRange(index: JsonIndex, line: number): readonly [from: number, until: number] {
  const { text } = index;
  const kind = index.kindOf(line);
  const { at } = readKey(index, line);
  if (kind === 'open') return [at, index.offsets.at(index.partnerOf(line)) + 1];
  if (kind === 'empty') return [at, text.indexOf(text[at] === '{' ? '}' : ']', at) + 1];
  return [at, text[at] === '"' ? endOfString(text, at) + 1 : endOfWord(text, at)];
}

/** The way to a line in the form `$.steps[2].name`, as JSON tools write it. */
export function pathOf(index: JsonIndex, line: number): string {
  const parts: string[] = [];
  let inner = index.kindOf(line) === 'close' ? index.partnerOf(line) : line;
  for (const outer of linesAround(index, inner)) {
    const { key } = readKey(index, inner);
    if (key === undefined) parts.push(`[${placeAmong(index, outer, inner)}]`);
    else parts.push(/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);
    inner = outer;
  }
  return `$${parts.toReversed().join('')}`;
}

function placeAmong(index: JsonIndex, outer: number, inner: number): number {
  let place = 0;
  for (let at = outer + 1; at < inner; at++) {
    if (index.kindOf(at) === 'open') at = index.partnerOf(at);
    place++;
  }
  return place;
}
