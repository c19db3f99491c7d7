import type { NumberMention } from './read-numbers.ts';
import type { Slot } from './read-slots.ts';
import { toIdea } from './words.ts';

/**
 * Gives the numbers of a question to number parameters: first where the word beside a number is the parameter's own
 * ("3 days" for num_days), then, for required parameters only, in order. `further` are the numbers of the whole
 * question, for a part that has none.
 */
export function assignNumbers(
  slots: readonly Slot[],
  mentions: readonly NumberMention[],
  further: readonly NumberMention[],
): ReadonlyMap<string, number> {
  const numeric = slots.filter((slot) => slot.kind === 'number');
  const values = new Map<string, number>();
  const free = new Set(mentions.length > 0 ? mentions : further);
  const give = (slot: Slot, mention: NumberMention): void => {
    free.delete(mention);
    values.set(
      slot.name,
      slot.schema.type === 'integer' ? Math.round(mention.value) : mention.value,
    );
  };
  for (const slot of numeric) {
    const own = [...free].find((mention) => isBeside(mention, slot));
    if (own !== undefined) give(slot, own);
  }
  for (const slot of numeric) {
    if (values.has(slot.name) || !slot.required) continue;
    const next = [...free][0];
    if (next !== undefined) give(slot, next);
  }
  return values;
}

function isBeside(mention: NumberMention, slot: Slot): boolean {
  return [mention.after, mention.before].some(
    (word) => word !== '' && slot.ideas.has(toIdea(word)),
  );
}
