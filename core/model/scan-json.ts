/**
 * Deepest nesting of brackets outside strings, since a recursive parser would overflow its stack on a hostile file;
 * and how many colons there are, one for each key.
 */
export function scanBrackets(source: string): { readonly depth: number; readonly colons: number } {
  let depth = 0;
  let deepest = 0;
  let colons = 0;
  for (let index = 0; index < source.length; index++) {
    const code = source.charCodeAt(index);
    // Most of a file is indentation.
    if (code <= 32) continue;
    if (code === 34) index = endOfString(source, index);
    else if (code === 58) colons++;
    else if (code === 123 || code === 91) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (code === 125 || code === 93) depth--;
  }
  return { depth: deepest, colons };
}

/** Where the string that begins at a quotation mark ends; the text's end where it does not. */
function endOfString(source: string, start: number): number {
  for (let end = source.indexOf('"', start + 1); end >= 0; end = source.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (source.charCodeAt(end - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return source.length;
}

/** Whether a parsed value has a key for every colon of its text: a key that stands twice leaves fewer. */
export function hasAllKeys(value: unknown, colons: number): boolean {
  let keys = 0;
  const todo: unknown[] = [value];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const own = Object.keys(next);
    if (!Array.isArray(next)) keys += own.length;
    for (const key of own) {
      if (key === '__proto__') return false;
      const item = (next as Record<string, unknown>)[key];
      if (typeof item === 'object' && item !== null) todo.push(item);
    }
  }
  return keys === colons;
}
