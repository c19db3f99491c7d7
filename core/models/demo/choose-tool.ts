import type { ToolSpec } from '../../contracts/chat.ts';
import { findValues } from './find-values.ts';
import { readNumbers } from './read-numbers.ts';
import { readSlots } from './read-slots.ts';
import type { Slot } from './read-slots.ts';
import { splitIdentifier, stopWords, toIdea, wordsOf } from './words.ts';

const leastScore = 2;

/** The tool that shares most with a text: words of its name, description, parameters and values; undefined for none. */
export function chooseTool(text: string, tools: readonly ToolSpec[]): ToolSpec | undefined {
  let best: ToolSpec | undefined;
  let bestScore = leastScore - 1;
  for (const tool of tools) {
    const score = scoreTool(text, tool);
    if (score > bestScore) {
      best = tool;
      bestScore = score;
    }
  }
  return best;
}

function scoreTool(text: string, tool: ToolSpec): number {
  if (text.toLowerCase().includes(tool.name.toLowerCase())) return 100;
  const asked = readIdeas(text);
  const slots = readSlots(tool);
  const nameIdeas = meaningful(splitIdentifier(tool.name));
  const parameterIdeas = meaningful(slots.flatMap((slot) => splitIdentifier(slot.name)));
  const descriptionIdeas = meaningful(wordsOf(tool.description)).filter(
    (idea) => !nameIdeas.includes(idea),
  );
  const inName = count(nameIdeas, asked);
  const inValues = slots.filter((slot) => findValues(text, slot.values).length > 0).length;
  const hasCode = slots.some((slot) => slot.isCode) && /\b[A-Z]{3,5}\b/.test(text);
  const inDescription = Math.min(2, count(descriptionIdeas, asked));
  const evidence =
    3 * inName + 2 * inValues + inDescription + (hasCode ? 2 : 0) + scoreWay(text, slots);
  // Parameter names and numbers only decide between tools that fit anyway.
  if (evidence < leastScore) return 0;
  const score = evidence + Math.min(1, count(parameterIdeas, asked)) + scoreNumbers(text, slots);
  return Math.max(leastScore, score);
}

/** A tool that leads from here to there fits an amount and two codes, such as "250 GBP in JPY". */
function scoreWay(text: string, slots: readonly Slot[]): number {
  const ends = new Set(slots.map((slot) => slot.end));
  const hasAmount = slots.some((slot) => slot.kind === 'number') && readNumbers(text).length > 0;
  const codes = text.match(/\b[A-Z]{3,5}\b/g) ?? [];
  return ends.has('from') && ends.has('to') && hasAmount && codes.length === 2 ? 4 : 0;
}

/** A tool that needs numbers fits a question with such numbers, and hardly one without. */
function scoreNumbers(text: string, slots: readonly Slot[]): number {
  const needed = slots.filter(
    (slot) => slot.kind === 'number' && slot.required && slot.schema.default === undefined,
  );
  if (needed.length === 0) return 0;
  const mentions = readNumbers(text);
  const fits = needed.some((slot) =>
    mentions.some(
      (mention) => slot.ideas.has(toIdea(mention.after)) || slot.ideas.has(toIdea(mention.before)),
    ),
  );
  if (fits) return 3;
  return mentions.length === 0 ? -2 : 0;
}

function readIdeas(text: string): ReadonlySet<string> {
  const words = wordsOf(text);
  // "look up" is lookup.
  const pairs = words.slice(1).map((word, place) => `${words[place] ?? ''}${word}`);
  return new Set(meaningful([...words, ...pairs]));
}

function meaningful(words: readonly string[]): readonly string[] {
  const kept = words.filter(
    (word) => (word.length > 1 || /\p{Script=Han}/u.test(word)) && !stopWords.has(word),
  );
  return [...new Set(kept.map(toIdea))];
}

function count(ideas: readonly string[], asked: ReadonlySet<string>): number {
  return ideas.filter((idea) => asked.has(idea)).length;
}
