import type { JsonValue } from './json.ts';

const maxDepth = 200;

/**
 * A plain JSON copy of any value: what JSON text would keep, taken now, so later changes to the original don't show.
 * Never throws: functions and undefined vanish, bigints become text, what nests deeper than 200 becomes "[too deep]".
 */
export function toJsonValue(value: unknown): JsonValue {
  return copy(value, 0) ?? null;
}

function copy(value: unknown, depth: number): JsonValue | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return value.toString();
    case 'object':
      return value === null ? null : copyObject(value, depth);
    default:
      return undefined;
  }
}

function copyObject(value: object, depth: number): JsonValue {
  if (depth > maxDepth) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1) ?? null);
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return copy(callToJson(value as { toJSON(): unknown }), depth + 1) ?? null;
  }
  const result: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) {
    const item = copy((value as Record<string, unknown>)[key], depth + 1);
    if (item !== undefined) define(result, key, item);
  }
  return result;
}

function callToJson(value: { toJSON(): unknown }): unknown {
  try {
    return value.toJSON();
  } catch {
    return '[unreadable]';
  }
}

function define(target: Record<string, JsonValue>, key: string, value: JsonValue): void {
  // Plain assignment to "__proto__" would change the copy's prototype instead of adding a key.
  if (key === '__proto__')
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else target[key] = value;
}
