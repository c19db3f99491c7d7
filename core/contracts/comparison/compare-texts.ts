import type { ComparedRecord, ComparedRuns } from './compare-runs.ts';
import { readRunText, readStepText, type ReadText } from './read-texts.ts';
import type { ComparedPart, TextComparison, TextSide, TokenPlace } from './run-comparison.ts';

/** Characters of each text that are given, half of them before the first difference. */
const mostCharacters = 200_000;

/** Reads a text of a row in both runs, and finds where they part; `around` is how many characters of each are given. */
export async function compareTexts(
  record: ComparedRecord,
  { comparison, rows }: ComparedRuns,
  row: number,
  part: ComparedPart,
  around = mostCharacters,
): Promise<TextComparison> {
  const found = rows[row];
  const read = async (side: 'a' | 'b'): Promise<ReadText | undefined> => {
    if (row === 0) return readRunText(record, comparison[side], part);
    const step = found?.[side];
    return step && readStepText(record, comparison[side].runId, step, part);
  };
  const a = await read('a');
  const b = await read('b');
  const [was, is] = [a?.pieces.join(''), b?.pieces.join('')];
  const differsAt = was === undefined || is === undefined ? undefined : findFirst(was, is);
  const side = (text: ReadText | undefined, whole: string | undefined): TextSide | undefined =>
    text === undefined || whole === undefined ? undefined : cut(text, whole, differsAt, around);
  const [one, other] = [side(a, was), side(b, is)];
  return {
    part,
    ...(differsAt === undefined ? {} : { differsAt }),
    ...(one === undefined ? {} : { a: one }),
    ...(other === undefined ? {} : { b: other }),
  };
}

/** How many characters two texts begin with are the same; undefined when all are. Never ends within a character. */
export function findFirst(one: string, other: string): number | undefined {
  if (one === other) return undefined;
  const shorter = Math.min(one.length, other.length);
  let at = 0;
  while (at < shorter && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  const last = at === 0 ? 0 : one.charCodeAt(at - 1);
  return last >= 0xd8_00 && last < 0xdc_00 ? at - 1 : at;
}

function cut(
  { pieces, seqs }: ReadText,
  whole: string,
  differsAt: number | undefined,
  around: number,
): TextSide {
  // The same on both sides, so that what comes before the place stands beside itself.
  const from = Math.max(0, (differsAt ?? 0) - around / 2);
  const text = whole.slice(from, from + around);
  const token = differsAt === undefined ? undefined : findToken(pieces, seqs, differsAt);
  return { text, from, total: whole.length, ...(token === undefined ? {} : { token }) };
}

function findToken(
  pieces: readonly string[],
  seqs: readonly number[],
  differsAt: number,
): TokenPlace | undefined {
  let start = 0;
  for (const [at, text] of pieces.entries()) {
    const end = start + text.length;
    const seq = seqs[at];
    if (end > differsAt) {
      if (seq === undefined) return undefined;
      const sameCharacters = differsAt - start;
      return { number: at + 1, count: pieces.length, text, sameCharacters, seq };
    }
    start = end;
  }
  return undefined;
}
