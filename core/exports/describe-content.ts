import { isJsonObject } from '../shared/json.ts';
import type { JsonValue } from '../shared/json.ts';

/** What a value is and how large, in place of the value. */
export function describeContent(value: JsonValue): JsonValue {
  if (value === null) return null;
  if (typeof value === 'string') return describeText(value);
  if (typeof value === 'number') return '[number]';
  if (typeof value === 'boolean') return '[true or false]';
  if (isJsonObject(value)) return `[object: ${count(Object.keys(value).length, 'key')}]`;
  return `[list: ${count(value.length, 'item')}]`;
}

/** As `describeContent`, for a text. */
export function describeText(text: string): string {
  return `[text: ${count(text.length, 'character')}]`;
}

/** A text of the same length that says nothing: what was streamed keeps its pace and its extent. */
export function hideText(text: string): string {
  return '·'.repeat(text.length);
}

function count(amount: number, what: string): string {
  return `${amount} ${what}${amount === 1 ? '' : 's'}`;
}
