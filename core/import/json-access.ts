import { isJsonObject } from '../shared/json.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';

const nothing: JsonObject = {};

/** What stands at a path of untrusted JSON; undefined where there is nothing. Never looks at prototypes. */
export function valueAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const key of path) {
    if (Array.isArray(found)) found = (found as readonly JsonValue[])[Number(key)];
    else if (isJsonObject(found) && Object.hasOwn(found, key)) found = found[key];
    else return undefined;
  }
  return found;
}

/** A text at a path; numbers and booleans are written out, everything else is ''. */
export function textAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): string {
  const found = valueAt(value, ...path);
  if (typeof found === 'string') return found;
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
}

/** A finite number at a path, also written as text; undefined otherwise. */
export function numberAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): number | undefined {
  const found = valueAt(value, ...path);
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A list at a path; [] for anything else. */
export function listAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): readonly JsonValue[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? (found as readonly JsonValue[]) : [];
}

/** An object at a path; {} for anything else. */
export function objectAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): JsonObject {
  const found = valueAt(value, ...path);
  return isJsonObject(found) ? found : nothing;
}

/** The texts of a list at a path; a lone text counts as a list of one. */
export function textsAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): readonly string[] {
  const found = valueAt(value, ...path);
  if (typeof found === 'string') return [found];
  return listAt(found).map((item) => textAt(item));
}
