import type { TextComparison, TextSide } from '../../core/contracts/comparison/run-comparison.ts';
import { compareLines, type ComparedLine } from '../../core/model/compare-lines.ts';
import { compareWords } from '../../core/model/compare-words.ts';
import { wrapLine } from './wrap-line.ts';

/** A stretch of a line: the same in both texts, in this one only, or the first token that differs; `end` stands where a text ends before the other. */
export interface TextSpan {
  readonly text: string;
  readonly look: 'same' | 'changed' | 'token' | 'end';
}

/** What stands beside each other on one line of the screen. */
export interface TextRow {
  readonly change: 'same' | 'changed';
  /** Absent where the text has no such line, or the line does not go on. */
  readonly a?: readonly TextSpan[];
  readonly b?: readonly TextSpan[];
}

export interface TextRows {
  readonly rows: readonly TextRow[];
  /** The row where the texts part. */
  readonly first: number | undefined;
}

/** Changed lines that are compared word by word; those behind are marked whole. */
const mostWordWise = 200;
/** Characters that are marked where no token says how far. */
const plainMark = 12;

/** A line with the place where it begins in its whole text. */
interface PlacedLine {
  readonly text: string;
  readonly start: number;
}

interface LinePair {
  readonly change: 'same' | 'changed';
  readonly a: PlacedLine | undefined;
  readonly b: PlacedLine | undefined;
}

/** Puts two texts side by side, line by line, each line wrapped to so many columns. */
export function layOutTexts(comparison: TextComparison, columns: number): TextRows {
  const { a, b, differsAt } = comparison;
  const rows: TextRow[] = [];
  let first: number | undefined;
  let wordWise = 0;
  for (const pair of pairLines(a, b)) {
    const words =
      pair.change === 'changed' && pair.a !== undefined && pair.b !== undefined
        ? wordWise++ < mostWordWise
          ? compareWords(pair.a.text, pair.b.text)
          : undefined
        : undefined;
    const spans = (side: 'a' | 'b'): readonly (readonly TextSpan[])[] => {
      const line = pair[side];
      if (line === undefined) return [];
      const cuts = pair.change === 'same' ? plain(line.text) : markWords(line.text, words, side);
      const marked = markToken(line, cuts, comparison[side], differsAt);
      return cutSpans(marked, wrapLine(line.text, columns));
    };
    const [one, other] = [spans('a'), spans('b')];
    for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
      const [left, right] = [one[at], other[at]];
      const isFirst = [...(left ?? []), ...(right ?? [])].some(isPlace);
      if (isFirst) first ??= rows.length;
      rows.push({
        change: pair.change,
        ...(left === undefined ? {} : { a: left }),
        ...(right === undefined ? {} : { b: right }),
      });
    }
  }
  return { rows, first };
}

function isPlace({ look }: TextSpan): boolean {
  return look === 'token' || look === 'end';
}

function plain(text: string): readonly TextSpan[] {
  return [{ text, look: 'same' }];
}

/** Lines that stand beside each other: what went away beside what came in its place. */
function pairLines(a: TextSide | undefined, b: TextSide | undefined): readonly LinePair[] {
  const pairs: LinePair[] = [];
  const [was, is] = [placeLines(a), placeLines(b)];
  if (a === undefined || b === undefined) {
    for (const line of was) pairs.push({ change: 'changed', a: line, b: undefined });
    for (const line of is) pairs.push({ change: 'changed', a: undefined, b: line });
    return pairs;
  }
  const waiting: PlacedLine[] = [];
  let [left, right] = [0, 0];
  const release = (): void => {
    for (const line of waiting.splice(0)) pairs.push({ change: 'changed', a: line, b: undefined });
  };
  for (const { change } of compareLines(a.text, b.text) satisfies readonly ComparedLine[]) {
    if (change === 'same') {
      release();
      pairs.push({ change: 'same', a: was[left++], b: is[right++] });
    } else if (change === 'added') {
      pairs.push({ change: 'changed', a: waiting.shift(), b: is[right++] });
    } else {
      const line = was[left++];
      if (line !== undefined) waiting.push(line);
    }
  }
  release();
  return pairs;
}

function placeLines(side: TextSide | undefined): readonly PlacedLine[] {
  if (side === undefined) return [];
  let start = side.from;
  return side.text.split('\n').map((text) => {
    const line = { text, start };
    start += text.length + 1;
    return line;
  });
}

function markWords(
  text: string,
  words: ReturnType<typeof compareWords>,
  side: 'a' | 'b',
): readonly TextSpan[] {
  if (words === undefined) return [{ text, look: 'changed' }];
  const other = side === 'a' ? 'added' : 'removed';
  return words
    .filter(({ change }) => change !== other)
    .map(({ change, text: part }) => ({
      text: part,
      look: change === 'same' ? ('same' as const) : ('changed' as const),
    }));
}

/** Marks the token that the place stands in; where the text ends there, its end. */
function markToken(
  { text, start }: PlacedLine,
  spans: readonly TextSpan[],
  side: TextSide | undefined,
  differsAt: number | undefined,
): readonly TextSpan[] {
  if (side === undefined || differsAt === undefined) return spans;
  const end = start + text.length;
  if (differsAt >= side.total) {
    return end === side.total ? [...spans, { text: '', look: 'end' }] : spans;
  }
  const from = differsAt - (side.token?.sameCharacters ?? 0);
  const to =
    side.token === undefined
      ? Math.min(differsAt + plainMark, endOfLine(side, differsAt))
      : from + side.token.text.length;
  if (to <= start || from > end) return spans;
  const marked: TextSpan[] = [];
  let at = start;
  for (const span of spans) {
    const [head, tail] = [clamp(from - at, span.text), clamp(to - at, span.text)];
    const parts = [
      { text: span.text.slice(0, head), look: span.look },
      { text: span.text.slice(head, tail), look: 'token' as const },
      { text: span.text.slice(tail), look: span.look },
    ];
    for (const part of parts) addSpan(marked, part);
    at += span.text.length;
  }
  // The break at a line's end may be the first that differs.
  const isBreak = from === end && !marked.some(isPlace);
  return isBreak ? [...marked, { text: '↵', look: 'token' }] : marked;
}

function endOfLine({ text, from, total }: TextSide, place: number): number {
  const at = text.indexOf('\n', place - from);
  return at < 0 ? total : at + from;
}

function addSpan(spans: TextSpan[], { text, look }: TextSpan): void {
  const last = spans.at(-1);
  if (text === '') return;
  if (last?.look !== look) spans.push({ text, look });
  else spans[spans.length - 1] = { text: last.text + text, look };
}

function clamp(place: number, text: string): number {
  return Math.max(0, Math.min(text.length, place));
}

/** The spans of a line, line by line as it is wrapped. */
function cutSpans(
  spans: readonly TextSpan[],
  breaks: readonly number[],
): readonly (readonly TextSpan[])[] {
  const lines: TextSpan[][] = [[]];
  let at = 0;
  let next = 0;
  for (const span of spans) {
    let rest = span.text;
    for (;;) {
      const place = breaks[next];
      if (place === undefined || place >= at + rest.length) break;
      const head = rest.slice(0, place - at);
      if (head !== '') lines.at(-1)?.push({ text: head, look: span.look });
      lines.push([]);
      rest = rest.slice(place - at);
      at = place;
      next += 1;
    }
    if (rest !== '' || span.look === 'end') lines.at(-1)?.push({ text: rest, look: span.look });
    at += rest.length;
  }
  return lines;
}
