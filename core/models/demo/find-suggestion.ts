import type { ToolSpec } from '../../contracts/chat.ts';
import { isJsonObject } from '../../shared/json.ts';
import { readToolError } from './word-results.ts';

/** The tool that the error about an unknown name suggests: in a field of its own, else the one that its sentence names. */
export function findSuggestion(content: string, tools: readonly ToolSpec[]): string | undefined {
  const names = tools.map((tool) => tool.name);
  const field = readSuggestion(content);
  if (field !== undefined && names.includes(field)) return field;
  const sentence = readToolError(content) ?? '';
  return findNamed(sentence, names) ?? findNamed(content, names);
}

function readSuggestion(content: string): string | undefined {
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    return undefined;
  }
  const error = isJsonObject(document) ? document.error : undefined;
  const details = isJsonObject(error) ? error.details : undefined;
  for (const place of [details, error, document]) {
    if (isJsonObject(place) && typeof place.suggestion === 'string') return place.suggestion;
  }
  return undefined;
}

/** The name that comes first in a text; of names that begin alike the longest. */
function findNamed(text: string, names: readonly string[]): string | undefined {
  const found = names
    .map((name) => ({ name, place: text.indexOf(name) }))
    .filter(({ place }) => place !== -1)
    .toSorted((a, b) => a.place - b.place || b.name.length - a.name.length);
  return found[0]?.name;
}
