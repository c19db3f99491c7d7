import { isJsonObject } from '../../core/shared/json.ts';
import type { JsonValue } from '../../core/shared/json.ts';

const longestLine = 56;

/** JSON for people: what fits a line stands on one. */
export function writeShortJson(value: JsonValue, indent = '', key = ''): string {
  const line = writeLine(value);
  if (key.length + line.length + indent.length <= longestLine && indent !== '') return line;
  const inner = `${indent}  `;
  if (Array.isArray(value) && value.length > 0) {
    const items = value.map((item: JsonValue) => inner + writeShortJson(item, inner));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    const entries = Object.entries(value as Record<string, JsonValue>).map(([name, item]) => {
      const start = `${JSON.stringify(name)}: `;
      return inner + start + writeShortJson(item, inner, start);
    });
    return `{\n${entries.join(',\n')}\n${indent}}`;
  }
  return line;
}

function writeLine(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(writeLine).join(', ')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value as Record<string, JsonValue>).map(
    ([key, item]) => `${JSON.stringify(key)}: ${writeLine(item)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
