/** Scripts that put no spaces between words: there each character counts as a word. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const word = /[\p{L}\p{N}\p{M}_]+/gu;
/** What a person types is short; anything longer is cut. */
const mostWords = 32;

/** A text as the index takes it: characters of scripts without spaces stand apart. */
export function toIndexedText(text: string): string {
  return text.replaceAll(dense, ' $& ');
}

/** What is looked for: words that follow each other. */
export interface SoughtPhrase {
  readonly words: readonly string[];
  /** Whether the last word may be the beginning of one. */
  readonly isOpen: boolean;
  /** As the person wrote it. */
  readonly text: string;
}

/** The phrases that a person's words ask for, all of which must be there; "quoted" ones stay together. */
export function readSoughtPhrases(text: string): readonly SoughtPhrase[] {
  const pieces = [...text.matchAll(/"([^"]*)"?|[^\s"]+/g)].map(([piece, quoted]) => ({
    text: quoted ?? piece,
    isQuoted: quoted !== undefined,
  }));
  const phrases: SoughtPhrase[] = [];
  for (const piece of pieces.slice(0, mostWords)) {
    const words = (toIndexedText(piece.text).match(word) ?? []).slice(0, mostWords);
    if (words.length > 0) phrases.push({ words, isOpen: !piece.isQuoted, text: piece.text });
  }
  return phrases.map((phrase, index) => ({
    ...phrase,
    isOpen: phrase.isOpen && index === phrases.length - 1 && !isOneLetter(phrase.words.at(-1)),
  }));
}

/** One letter would begin half of all words. */
function isOneLetter(text = ''): boolean {
  return text.length === 1;
}

/** The phrases in FTS5's own language; undefined where there is nothing to look for. */
export function toFullTextQuery(phrases: readonly SoughtPhrase[]): string | undefined {
  if (phrases.length === 0) return undefined;
  return phrases
    .map(({ words, isOpen }) => `"${words.join(' ')}"${isOpen ? ' *' : ''}`)
    .join(' AND ');
}

/** The first place of a phrase in a text; undefined where only the index sees it, such as across accents. */
export function findPhrase(
  text: string,
  phrase: SoughtPhrase,
): { readonly start: number; readonly length: number } | undefined {
  const pattern = phrase.words
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(String.raw`[^\p{L}\p{N}]*`);
  const isDense = new RegExp(dense.source, 'u').test(phrase.words[0] ?? '');
  const found = new RegExp(`${isDense ? '' : String.raw`(?<![\p{L}\p{N}_])`}${pattern}`, 'iu').exec(
    text,
  );
  return found === null ? undefined : { start: found.index, length: found[0].length };
}
