import type { JsonValue } from './json.ts';

/** A copy of a value as JSON would keep it, and how many characters of JSON text it takes, before escapes. */
export interface JsonSnapshot {
  readonly value: JsonValue;
  readonly size: number;
}

/** Deeper than any flow's data, and safely within what JSON.stringify can walk. */
const maxDepth = 500;

/**
 * Copies a value as JSON would keep it, so that later changes of the original don't reach the record. Never throws:
 * what JSON cannot hold (cycles, big integers, throwing getters, depths over 500) is replaced by a few words or text.
 */
export function toJsonSnapshot(value: unknown): JsonSnapshot {
  const walk: Walk = { size: 0, parents: [] };
  const copy = copyValue(value, walk);
  return { value: copy ?? null, size: walk.size };
}

/** `toJsonSnapshot` for those who need no size. */
export function toJsonValue(value: unknown): JsonValue {
  return toJsonSnapshot(value).value;
}

interface Walk {
  size: number;
  readonly parents: object[];
}

function copyValue(value: unknown, walk: Walk): JsonValue | undefined {
  switch (typeof value) {
    case 'string':
      walk.size += value.length + 2;
      return value;
    case 'number':
      walk.size += 8;
      return Number.isFinite(value) ? value : null;
    case 'boolean':
      walk.size += 5;
      return value;
    case 'bigint':
      return copyValue(value.toString(), walk);
    case 'object':
      if (value !== null) return copyObjectSafely(value, walk);
      walk.size += 4;
      return null;
    default:
      return undefined;
  }
}

function copyObjectSafely(value: object, walk: Walk): JsonValue | undefined {
  if (walk.parents.includes(value)) return copyValue('[circular]', walk);
  if (walk.parents.length >= maxDepth) return copyValue('[too deep]', walk);
  const depth = walk.parents.length;
  walk.parents.push(value);
  try {
    return copyObject(value, walk);
  } catch (error) {
    walk.parents.length = depth;
    return copyValue(
      `[unreadable: ${error instanceof Error ? error.message : String(error)}]`,
      walk,
    );
  } finally {
    walk.parents.length = depth;
  }
}

function copyObject(value: object, walk: Walk): JsonValue | undefined {
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return copyValue(toJSON.call(value, ''), walk);
  walk.size += 2;
  if (Array.isArray(value)) return value.map((item) => copyValue(item, walk) ?? null);
  if (isBoxed(value)) return copyValue(value.valueOf(), walk);
  const copy: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) {
    const part = copyValue((value as Record<string, unknown>)[key], walk);
    if (part === undefined) continue;
    walk.size += key.length + 4;
    if (key === '__proto__') {
      Object.defineProperty(copy, key, {
        value: part,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } else {
      copy[key] = part;
    }
  }
  return copy;
}

/** Whether it is `new String(…)` or the like, which JSON takes for what it holds. */
function isBoxed(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return false;
  return /^\[object (String|Number|Boolean|BigInt)\]$/.test(Object.prototype.toString.call(value));
}
