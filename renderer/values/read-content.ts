import { isJsonObject, type JsonValue } from '../../core/shared/json.ts';

/** What a viewer shows of a value, in the forms that it has. */
export interface ValueContent {
  /** As plain text; JSON that came as such is written with indents where it is small. */
  readonly text: string;
  /** The object or list that the value is, or holds as text; undefined for any other. */
  readonly json: string | undefined;
  /** The value itself, parsed; undefined where it is too large for that. */
  readonly value: JsonValue | undefined;
}

// Parsing and writing so much takes a frame at most.
const parsedLength = 1_000_000;

/** The forms of a value that is at hand. */
export function readContent(value: JsonValue): ValueContent {
  const shown = unwrap(value);
  if (typeof shown === 'string') return readTextContent(shown, value);
  const json = JSON.stringify(shown);
  const isTree = typeof shown === 'object' && shown !== null;
  return { text: JSON.stringify(shown, undefined, 2), json: isTree ? json : undefined, value };
}

/** The forms of a text, which may be JSON. */
export function readTextContent(text: string, value?: JsonValue): ValueContent {
  if (!/^\s*[[{]/.test(text)) return { text, json: undefined, value };
  if (text.length > parsedLength) return { text, json: text, value };
  const parsed = parseJson(text);
  return { text, json: parsed === undefined ? undefined : text, value: value ?? parsed };
}

/** The forms of a value that came as JSON text; a large one is left as it is. */
export function readJsonContent(json: string): ValueContent {
  const value = json.length <= parsedLength ? parseJson(json) : undefined;
  const content = value === undefined ? undefined : orTooDeep(() => readContent(value));
  return content ?? { text: json, json, value: undefined };
}

/** Writing JSON climbs down into it, and is not possible for thousands of levels, which reading is. */
function orTooDeep<Answer>(write: () => Answer): Answer | undefined {
  try {
    return write();
  } catch {
    return undefined;
  }
}

/** The lone value of a port is what people look for; `{ "text": … }` around it says nothing. */
function unwrap(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  const values = Object.values(value);
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : value;
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

// More rows or columns make no table that a person reads.
const mostColumns = 40;

/** The columns of a list of flat objects; undefined for any other value. */
export function readTable(
  content: ValueContent,
): { readonly columns: readonly string[]; readonly rows: readonly JsonValue[] } | undefined {
  const { value } = content;
  const list = value === undefined ? undefined : findList(value);
  if (list === undefined || list.length === 0) return undefined;
  const columns = new Set<string>();
  for (const row of list) {
    if (!isJsonObject(row)) return undefined;
    for (const [name, cell] of Object.entries(row)) {
      if (typeof cell === 'object' && cell !== null) return undefined;
      columns.add(name);
    }
    if (columns.size > mostColumns) return undefined;
  }
  return columns.size === 0 ? undefined : { columns: [...columns], rows: list };
}

/** The list itself, the only one in an object around it, or one written as text. */
function findList(value: JsonValue): readonly JsonValue[] | undefined {
  const inner = isJsonObject(value) ? Object.values(value) : [value];
  if (inner.length !== 1) return undefined;
  const [only] = inner;
  if (Array.isArray(only)) return only as readonly JsonValue[];
  const parsed = typeof only === 'string' && /^\s*\[/.test(only) ? parseJson(only) : undefined;
  return Array.isArray(parsed) ? parsed : undefined;
}

/** Whether a text looks as if it was written in Markdown. */
export function looksLikeMarkdown(text: string): boolean {
  return text.length < 200_000 && /^#{1,6} |\*\*\S|^\s*[-*] \S|^```|^\d+\. \S|^> /m.test(text);
}

/** The same JSON with the keys of each object in order; undefined where it is too large or too deep, or none. */
export function sortJson(json: string): string | undefined {
  const value = json.length <= parsedLength ? parseJson(json) : undefined;
  return value === undefined ? undefined : orTooDeep(() => JSON.stringify(sortKeys(value)));
}

function sortKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, item]) => [key, item === undefined ? item : sortKeys(item)]),
  );
}
