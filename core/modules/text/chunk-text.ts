/** Where a text is best cut, the best first; each is kept with the piece before it. */
const borders = [/\n\s*\n/g, /\n/g, /[.!?。！？][\s"'”’)]*/g, /\s+/g];

/**
 * Cuts a text into pieces of at most `size` characters, at the end of a paragraph, line, sentence or word where there is
 * one in the second half of a piece. The end of each piece is repeated at the start of the next, as far as `overlap` says.
 * Whole characters stay whole.
 */
export function chunkText(text: string, size: number, overlap: number): readonly string[] {
  return Array.from(listChunks(text, size, overlap));
}

/** As `chunkText`, one after another: millions of small pieces take seconds, in which others want to go on. */
export function* listChunks(text: string, size: number, overlap: number): Generator<string> {
  const most = Math.max(1, size);
  // A piece must bring more than it repeats.
  const repeated = Math.min(overlap, Math.floor(most / 2));
  let start = 0;
  while (start < text.length) {
    const end = findEnd(text, start, most);
    const chunk = text.slice(start, end).trim();
    if (chunk !== '') yield chunk;
    if (end >= text.length) break;
    const next = keepWhole(text, end - repeated);
    start = next > start ? next : end;
  }
}

function findEnd(text: string, start: number, size: number): number {
  const limit = start + size;
  if (limit >= text.length) return text.length;
  const half = start + Math.ceil(size / 2);
  const window = text.slice(half, limit);
  for (const border of borders) {
    const last = Array.from(window.matchAll(border)).at(-1);
    if (last) return half + last.index + last[0].length;
  }
  const end = keepWhole(text, limit);
  // A character of two halves is longer than a piece of one.
  return end > start ? end : start + 2;
}

/** A place that is not between the two halves of a character. */
function keepWhole(text: string, place: number): number {
  const code = text.charCodeAt(place);
  return code >= 0xdc00 && code <= 0xdfff ? place - 1 : place;
}
