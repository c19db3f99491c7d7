/** What is no place for a parameter: texts, quoted names, comments; then a parameter itself. */
const pieces =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|(?<![\w:])[:@$]([A-Za-z_]\w*)/g;

/** Names of the `:name` parameters of a statement, each once, in order. */
export function listParameters(sql: string): readonly string[] {
  const names = Array.from(sql.matchAll(pieces), ([, name]) => name);
  return [...new Set(names.filter((name) => name !== undefined))];
}
