import { isJsonObject, type JsonValue } from '../../core/shared/json.ts';

/** One line of a JSON value as it is drawn. */
export interface JsonLine {
  /** Keys and indexes from the root, as a JSON pointer; unique. */
  readonly path: string;
  readonly depth: number;
  /** The key before the value; undefined in arrays and at the root. */
  readonly key: string | undefined;
  readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'open' | 'close';
  /** What stands there: a scalar as JSON, or the brackets. */
  readonly text: string;
  /** Number of entries of what opens here. */
  readonly entries: number | undefined;
  readonly folded: boolean;
}

/** A JSON value as lines, without what is folded away. `isFolded` is asked for each object and array. */
export function listJsonLines(
  value: JsonValue,
  isFolded: (path: string, depth: number) => boolean,
): JsonLine[] {
  const lines: JsonLine[] = [];
  const line = (parts: Omit<JsonLine, 'entries' | 'folded'> & Partial<JsonLine>): void => {
    lines.push({ entries: undefined, folded: false, ...parts });
  };
  const visit = (item: JsonValue, path: string, depth: number, key: string | undefined): void => {
    const at = { path, depth, key };
    if (typeof item === 'string') return line({ ...at, kind: 'string', text: item });
    if (typeof item === 'number') return line({ ...at, kind: 'number', text: String(item) });
    if (typeof item === 'boolean') return line({ ...at, kind: 'boolean', text: String(item) });
    if (item === null) return line({ ...at, kind: 'null', text: 'null' });
    const object = isJsonObject(item);
    const [open, close] = object ? '{}' : '[]';
    const names = Object.keys(item).filter((name) => !object || item[name] !== undefined);
    const entries = names.length;
    if (entries === 0) return line({ ...at, kind: 'open', text: `${open}${close}` });
    const folded = isFolded(path, depth);
    line({ ...at, kind: 'open', text: folded ? `${open}…${close}` : `${open}`, entries, folded });
    if (folded) return undefined;
    for (const name of names) {
      const child = object ? item[name] : item[Number(name)];
      visit(child ?? null, `${path}/${name}`, depth + 1, object ? name : undefined);
    }
    return line({ path: `${path}/`, depth, key: undefined, kind: 'close', text: `${close}` });
  };
  visit(value, '', 0, undefined);
  return lines;
}

/** Whether a value has more entries than that, all levels counted; stops counting there. */
export function hasMoreEntries(value: JsonValue, limit: number): boolean {
  let count = 0;
  const visit = (item: JsonValue | undefined): boolean => {
    if (item === undefined) return false;
    if (++count > limit) return true;
    if (typeof item !== 'object' || item === null) return false;
    return Object.values(item).some((child: JsonValue | undefined) => visit(child));
  };
  return visit(value);
}

/** A text that holds a JSON object or array, parsed; undefined for any other text. */
export function parseJsonText(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
