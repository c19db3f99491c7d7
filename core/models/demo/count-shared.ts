import { splitIdentifier, stopWords, toIdea, wordsOf } from './words.ts';

/** What a text is about: its words without those that say nothing, words of one idea alike; Chinese by pairs of characters. */
export function ideasOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text).flatMap((word) => splitIdentifier(word));
  const ideas = words.filter((word) => !stopWords.has(word)).map(toIdea);
  const pairs = (text.match(/\p{Script=Han}+/gu) ?? []).flatMap(pairsOf);
  return new Set([...ideas, ...pairs]);
}

/** How many ideas two texts share. */
export function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const idea of a) if (b.has(idea)) shared += 1;
  return shared;
}

function pairsOf(run: string): readonly string[] {
  const characters = Array.from(run);
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}
