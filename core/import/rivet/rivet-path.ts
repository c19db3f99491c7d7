/** A JSON path of names and indexes, such as `$.a.b[0]`, as an expression; undefined for others. */
export function readExpressionPath(path: string): string | undefined {
  const text = path.trim();
  if (text.length > 300 || !/^\$(?:\.[A-Za-z_]\w*|\[\d{1,6}\])+$/.test(text)) return undefined;
  return text;
}
