/**
 * Whether a value is made of more than so many pieces, where a piece is a value within it or 64 characters of text.
 * Stops as soon as it knows, so it is quick on values that grow without end when written out.
 */
export function isLargerThan(value: unknown, pieces: number): boolean {
  const open: unknown[] = [value];
  let count = 0;
  for (let next = open.pop(); count <= pieces; next = open.pop()) {
    count += 1;
    if (typeof next === 'string') count += next.length >> 6;
    else if (typeof next === 'object' && next !== null) {
      const parts: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
      if (parts.length > pieces) return true;
      for (const part of parts) open.push(part);
    }
    if (open.length === 0) break;
  }
  return count > pieces;
}
