import { isJsonObject } from '../shared/json.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';

/** The JSON schema that an example value has, as text; undefined when the example is no JSON object. */
export function schemaOfExample(example: string): string | undefined {
  try {
    const value = JSON.parse(example) as JsonValue;
    return isJsonObject(value) ? JSON.stringify(schemaOf(value, 0), undefined, 2) : undefined;
  } catch {
    return undefined;
  }
}

function schemaOf(value: JsonValue, depth: number): JsonObject {
  if (depth > 20) return {};
  if (Array.isArray(value)) {
    const [first] = value as readonly JsonValue[];
    return { type: 'array', ...(first === undefined ? {} : { items: schemaOf(first, depth + 1) }) };
  }
  if (isJsonObject(value)) {
    const properties = Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, schemaOf(item ?? null, depth + 1)]),
    );
    return { type: 'object', properties, required: Object.keys(value) };
  }
  if (value === null) return {};
  return { type: typeof value };
}
