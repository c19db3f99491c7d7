import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { isJsonObject } from '../../shared/json.ts';

/**
 * The value with what models commonly get wrong put right, where nothing is lost by it: a number or
 * a boolean written as text, and null for something that may be left out. All else stays as it is.
 */
export function coerceValue(schema: JsonObject, value: JsonValue): JsonValue {
  if (typeof value === 'string') return coerceText(schema, value);
  if (Array.isArray(value)) {
    const { items } = schema;
    const list = value as readonly JsonValue[];
    return isJsonObject(items) ? list.map((item) => coerceValue(items, item)) : list;
  }
  return isJsonObject(value) ? coerceObject(schema, value) : value;
}

function coerceObject(schema: JsonObject, value: JsonObject): JsonObject {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? (schema['required'] as JsonValue[]) : [];
  const entries: [string, JsonValue][] = [];
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue;
    const fieldSchema = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (!isJsonObject(fieldSchema)) entries.push([key, field]);
    else if (field !== null) entries.push([key, coerceValue(fieldSchema, field)]);
    else if (required.includes(key) || allowsNull(fieldSchema)) entries.push([key, null]);
  }
  return Object.fromEntries(entries);
}

function allowsNull(schema: JsonObject): boolean {
  const types = typesOf(schema);
  return types.length === 0 || types.includes('null');
}

function coerceText(schema: JsonObject, text: string): JsonValue {
  const types = typesOf(schema);
  if (types.length === 0 || types.includes('string')) return text;
  const trimmed = text.trim();
  if (types.includes('boolean') && /^(true|false)$/.test(trimmed)) return trimmed === 'true';
  if (!types.includes('number') && !types.includes('integer')) return text;
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(trimmed)) return text;
  // A double keeps 15 digits for sure; more could change on the way.
  return trimmed.replaceAll(/\D/g, '').length <= 15 ? Number(trimmed) : text;
}

/** The types that a schema allows; [] when it does not say. */
function typesOf({ type }: JsonObject): readonly JsonValue[] {
  if (Array.isArray(type)) return type as readonly JsonValue[];
  return type === undefined ? [] : [type];
}
