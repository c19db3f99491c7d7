/** Cuts a text into pieces the size of a model's tokens: up to 6 characters, a leading space included. */
export function splitTokens(text: string): readonly string[] {
  return text.match(/ ?[^\s]{1,5}|\s{1,6}/gu) ?? [];
}
