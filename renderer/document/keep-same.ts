type Keyed = Readonly<Record<string, unknown>>;

/**
 * Newly received data with every part that says the same as before replaced by that very part: whoever compares by identity
 * sees only what changed. Plain data without circles, such as what came as JSON.
 */
export function keepSame<Data>(before: Data, next: Data): Data {
  if (Object.is(before, next)) return before;
  if (Array.isArray(before) && Array.isArray(next)) return keepList(before, next) as Data;
  if (isKeyed(before) && isKeyed(next)) return keepKeyed(before, next) as Data;
  return next;
}

function isKeyed(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keepList(before: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const kept = next.map((item, at) => keepSame(before[at], item));
  return before.length === kept.length && kept.every((item, at) => Object.is(item, before[at]))
    ? before
    : kept;
}

function keepKeyed(before: Keyed, next: Keyed): Keyed {
  const kept: Record<string, unknown> = {};
  const keys = Object.keys(next);
  let same = keys.length === Object.keys(before).length;
  for (const key of keys) {
    kept[key] = keepSame(before[key], next[key]);
    same &&= Object.hasOwn(before, key) && Object.is(kept[key], before[key]);
  }
  return same ? before : kept;
}
