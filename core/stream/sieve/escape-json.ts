/** Text as it stands in a JSON string: escapes single units only, so that a split surrogate pair stays whole. */
export function escapeJson(text: string): string {
  return text.replace(/["\\\p{Cc}]/gu, (unit) => JSON.stringify(unit).slice(1, -1));
}
