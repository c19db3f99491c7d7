/** A file's text as JSON wants it: programs on Windows begin their files with a mark. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
