/** Scripts that put no spaces between words; there pairs of characters are looked for. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/** A text as its words are kept in the index: what has no spaces as overlapping pairs of characters. */
export function toIndexWords(text: string): string {
  return text.replaceAll(dense, (run) => ` ${pairsOf(run).join(' ')} `);
}

/** Words that nearly every passage has. */
const commonWords = new Set(
  'a an and are as at be been but by can could did do does for from had has have how i if in is it its me my not of on or our shall should so that the their them then there these they this to was we were what when where which who whom why will with would you your'.split(
    ' ',
  ),
);

/** What to look for in the full text for a question, in FTS5's own language: any of its words; undefined for none. */
export function toMatch(collection: string, question: string): string | undefined {
  const words = toIndexWords(question.toLowerCase()).match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !commonWords.has(word));
  const unique = new Set(telling.length === 0 ? words : telling);
  if (unique.size === 0) return undefined;
  // A question of many pages must not become a search of minutes.
  const terms = Array.from(unique).slice(0, 200);
  return `collection : "${collection}" AND words : (${terms.map((word) => `"${word}"`).join(' OR ')})`;
}

function pairsOf(run: string): readonly string[] {
  const characters = Array.from(run);
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}
