import { diffArrays } from 'diff';

/** A stretch of a line that was compared with another. */
export interface ComparedWords {
  readonly change: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Longer lines are not compared word by word, and neither are those that need more edits. */
const longestLine = 4_000;
const mostEdits = 200;
/** Words, single characters of scripts without spaces between words, stretches of white space, and all else by itself. */
const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}_]+|\s+|[^]/gu;

/** Two lines word by word; undefined where they are too long or have too little in common for that to help. */
export function compareWords(before: string, after: string): readonly ComparedWords[] | undefined {
  if (before.length > longestLine || after.length > longestLine) return undefined;
  const [was, is] = [before.match(word) ?? [], after.match(word) ?? []];
  const parts = diffArrays(was, is, { maxEditLength: mostEdits });
  return parts?.map(({ value, added, removed }) => ({
    change: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}
