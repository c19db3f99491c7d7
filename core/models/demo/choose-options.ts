import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { countShared, ideasOf } from './count-shared.ts';

/**
 * The values of a schema's fields that the instructions list with explanations, such as `- billing: invoices`: the one
 * whose explanation has most words of the question; the last one, which mostly stands for all else, if none has any.
 */
export function chooseOptions(
  schema: JsonObject,
  instructions: string,
  question: string,
): JsonObject {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const asked = ideasOf(question);
  const chosen: Record<string, JsonValue> = {};
  for (const [name, property] of Object.entries(properties)) {
    const given = isJsonObject(property) ? property.enum : undefined;
    const options: readonly JsonValue[] = Array.isArray(given) ? given : [];
    const lines = options.map((option) => findLine(instructions, option));
    if (options.length < 2 || lines.some((line) => line === undefined)) continue;
    const scores = lines.map((line) => countShared(ideasOf(line ?? ''), asked));
    const best = scores.reduce((one, other) => Math.max(one, other), 0);
    const value = best === 0 ? options.at(-1) : options[scores.indexOf(best)];
    if (value !== undefined) chosen[name] = value;
  }
  return chosen;
}

function findLine(instructions: string, option: JsonValue): string | undefined {
  if (typeof option !== 'string') return undefined;
  return instructions
    .split('\n')
    .find((line) => line === `- ${option}` || line.startsWith(`- ${option}:`));
}
