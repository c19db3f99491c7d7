/** Words that a thing is found by, and how much a match in them counts, from 0 to 1. */
export interface SearchWords {
  readonly text: string;
  readonly weight: number;
  /** Only whole pieces of it count, as in a sentence, where scattered letters are in everything. */
  readonly isProse?: boolean;
}

/**
 * How well a thing matches a query, from 0, not at all, to 1. Every word of the query must be found in some of the
 * thing's words; a start counts more than a middle, and letters in their order count least.
 */
export function scoreThing(query: string, words: readonly SearchWords[]): number {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return 1;
  const whole = scoreBest(wanted, words);
  const tokens = wanted.split(/\s+/);
  if (tokens.length === 1) return whole;
  let sum = 0;
  for (const token of tokens) {
    const score = scoreBest(token, words);
    if (score === 0) return whole;
    sum += score;
  }
  // The words as they stand together are better than the same words apart.
  return Math.max(whole, (0.85 * sum) / tokens.length);
}

function scoreBest(wanted: string, words: readonly SearchWords[]): number {
  let best = 0;
  for (const { text, weight, isProse } of words) {
    if (weight <= best) continue;
    best = Math.max(best, weight * scoreText(wanted, text.toLowerCase(), isProse ?? false));
  }
  return best;
}

/** Both in small letters. */
function scoreText(wanted: string, text: string, isProse: boolean): number {
  const at = text.indexOf(wanted);
  // Of two that match alike the shorter one is meant sooner.
  const fullness = wanted.length / Math.max(text.length, 1);
  if (at === 0) return 0.9 + 0.1 * fullness;
  if (at > 0) return (startsWord(text, at) ? 0.75 : 0.55) + 0.1 * fullness;
  if (isProse || wanted.length < 2) return 0;
  return scoreScattered(wanted, text);
}

function startsWord(text: string, at: number): boolean {
  return !/[\p{L}\p{N}]/u.test(text.charAt(at - 1)) || /\p{Script=Han}/u.test(text.charAt(at));
}

/** Letters in their order with others between them: `mksf` in "make a sub-flow". The first must start a word. */
function scoreScattered(wanted: string, text: string): number {
  let at = -1;
  let starts = 0;
  let gaps = 0;
  for (const sign of wanted) {
    const next = findSign(text, sign, at + 1);
    if (next < 0) return 0;
    if (next === 0 || startsWord(text, next)) starts += 1;
    else if (at < 0) return 0;
    else if (next > at + 1) gaps += 1;
    at = next;
  }
  const share = (starts + (wanted.length - starts - gaps) / 2) / wanted.length;
  return gaps > wanted.length / 2 ? 0 : 0.15 + 0.3 * share;
}

/** The next place of a letter, at a word's start if there is one. */
function findSign(text: string, sign: string, from: number): number {
  if (text[from] === sign) return from;
  for (let at = text.indexOf(sign, from); at >= 0; at = text.indexOf(sign, at + 1)) {
    if (at === 0 || startsWord(text, at)) return at;
  }
  return text.indexOf(sign, from);
}

/** What matches so much worse than the best is left out: it would only be noise. */
const worstShare = 0.5;

/** The things that match, best first; those that match alike keep their order. */
export function rankThings<Thing>(
  things: readonly Thing[],
  score: (thing: Thing) => number,
): readonly { readonly thing: Thing; readonly score: number }[] {
  const ranked = things
    .map((thing) => ({ thing, score: score(thing) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const least = (ranked[0]?.score ?? 0) * worstShare;
  return ranked.filter(({ score }) => score >= least);
}
