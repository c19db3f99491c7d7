import { distance } from 'fastest-levenshtein';

/** The candidate that a misspelt word most likely means; undefined where none is near. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const plain = simplify(word);
  const limit = Math.max(1, Math.floor(plain.length / 3));
  let best: { readonly name: string; readonly far: number } | undefined;
  for (const name of candidates) {
    const far = distance(plain, simplify(name));
    if (far <= limit && (best === undefined || far < best.far)) best = { name, far };
  }
  return best?.name;
}

/** `max_tokens`, `max-tokens` and `maxTokens` are one word to whoever typed them. */
function simplify(word: string): string {
  return word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
