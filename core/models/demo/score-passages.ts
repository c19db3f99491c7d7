import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject } from '../../shared/json.ts';
import { readPassages } from './answer-task.ts';
import { countShared, ideasOf } from './count-shared.ts';

const highest = 10;

/** Scores for numbered passages where a schema asks for them: the share of the question's words that each has. */
export function scorePassages({ properties }: JsonObject, text: string): JsonObject {
  const asked = isJsonObject(properties) ? properties.scores : undefined;
  const items = isJsonObject(asked) ? asked.items : undefined;
  const wanted = isJsonObject(items) ? items.properties : undefined;
  if (!isJsonObject(wanted) || !('passage' in wanted) || !('score' in wanted)) return {};
  const end = text.lastIndexOf('\n\n');
  const question = ideasOf(text.slice(end + 1));
  const scores = readPassages(text.slice(0, Math.max(0, end))).map(({ number, text: words }) => ({
    passage: Number(number),
    score: (highest * countShared(question, ideasOf(words))) / Math.max(1, question.size),
  }));
  return scores.length === 0 ? {} : { scores };
}
