import { isJsonObject, type JsonObject, type JsonValue } from '../shared/json.ts';
import type { ValueChange } from './flow-difference.ts';

type Path = readonly (string | number)[];

/**
 * The values that are different, each by its own path: objects are compared key by key, lists of one length item by item.
 * Lists of different lengths are one change, since no item can be said to be the same one.
 */
function compareValues(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: Path = [],
): readonly ValueChange[] {
  if (isSameValue(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) return compareObjects(before, after, path);
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    const items = after as readonly JsonValue[];
    return items.flatMap((item, at) =>
      compareValues((before as readonly JsonValue[])[at], item, [...path, at]),
    );
  }
  return [{ path, before, after }];
}

/** The same of two objects; keys that the first has come first. */
export function compareObjects(
  before: JsonObject,
  after: JsonObject,
  path: Path = [],
): readonly ValueChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    compareValues(own(before, key), own(after, key), [...path, key]),
  );
}

/** Whether two values are the same JSON, in whatever order their keys stand. */
export function isSameValue(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    const items = other as readonly JsonValue[];
    return (one as readonly JsonValue[]).every((item, at) => isSameValue(item, items[at]));
  }
  return isSameObject(one as JsonObject, other as JsonObject);
}

function isSameObject(one: JsonObject, other: JsonObject): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  for (const key of keys) if (!isSameValue(own(one, key), own(other, key))) return false;
  return true;
}

/** What stands under a key; never what every object inherits, whatever the key is called. */
function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
