const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\t]|[\u{1F300}-\u{1FAFF}]/u;
const narrow = /^[\x20-\x7E]*$/;
/** A space in this last part of a line is a better place to break than the line's very end. */
const breakingPart = 0.3;

/** Where a line goes on below, in UTF-16 units, when `columns` narrow characters stand beside each other; wide ones take two. */
export function wrapLine(line: string, columns: number): readonly number[] {
  if (line.length <= columns && narrow.test(line)) return [];
  const breaks: number[] = [];
  let [at, used, start, space] = [0, 0, 0, -1];
  for (const character of line) {
    const width = wide.test(character) ? 2 : 1;
    if (used + width > columns && at > start) {
      const isNear = space > start && at - space < columns * breakingPart;
      start = isNear ? space : at;
      breaks.push(start);
      used = at - start;
      space = -1;
    }
    used += width;
    at += character.length;
    if (character === ' ') space = at;
  }
  return breaks;
}
