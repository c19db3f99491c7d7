import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { getLocation, parseTree, findNodeAtLocation } from 'jsonc-parser';
import { isJsonObject } from '../../core/shared/json.ts';
import type { JsonObject, JsonValue } from '../../core/shared/json.ts';

type Path = readonly (string | number)[];

/** Offers the keys and the values that a JSON schema allows at the cursor. */
export function completeJson(
  schema: JsonValue | undefined,
  context: Pick<CompletionContext, 'pos' | 'state' | 'explicit' | 'matchBefore'>,
): CompletionResult | null {
  const text = context.state.doc.toString();
  const { path, isAtPropertyKey } = getLocation(text, context.pos);
  const word = context.matchBefore(/"?[\w$-]*$/);
  if (word === null || (word.text === '' && !context.explicit)) return null;
  const options = isAtPropertyKey
    ? offerKeys(schema, path.slice(0, -1), text, context.pos)
    : offerValues(schema, path);
  if (options.length === 0) return null;
  const behind = context.state.sliceDoc(context.pos, context.pos + 1);
  return {
    from: word.from,
    // The quote that the editor closed by itself belongs to what is put in.
    to: word.text.startsWith('"') && behind === '"' ? context.pos + 1 : context.pos,
    options,
    validFor: /^"?[\w$-]*$/,
  };
}

function offerKeys(
  schema: JsonValue | undefined,
  path: Path,
  text: string,
  at: number,
): readonly Completion[] {
  const root = parseTree(text);
  const object = root && findNodeAtLocation(root, [...path]);
  const there = new Set(
    (object?.children ?? [])
      .filter(({ offset, length }) => at < offset || at > offset + length)
      .map(({ children }) => String(children?.[0]?.value)),
  );
  const hasColon = /^[\w$-]*"?\s*:/.test(text.slice(at, at + 40));
  const seen = new Map<string, Completion>();
  for (const each of schemasAt(schema, path)) {
    const { properties, required } = each;
    if (!isJsonObject(properties)) continue;
    for (const [key, value] of Object.entries(properties)) {
      if (there.has(key) || seen.has(key)) continue;
      const isNeeded = Array.isArray(required) && required.includes(key);
      seen.set(key, {
        label: `"${key}"`,
        displayLabel: key,
        detail: describeType(value),
        ...describe(value),
        apply: hasColon ? `"${key}"` : `"${key}": `,
        type: 'property',
        boost: isNeeded ? 1 : 0,
      });
    }
  }
  return [...seen.values()];
}

function offerValues(schema: JsonValue | undefined, path: Path): readonly Completion[] {
  const values = new Set<string>();
  for (const { type, enum: choices, const: only } of schemasAt(schema, path)) {
    const list = Array.isArray(choices) ? choices : only === undefined ? [] : [only];
    for (const value of list) values.add(JSON.stringify(value));
    if (type === 'boolean') for (const value of ['true', 'false']) values.add(value);
    if (type === 'null') values.add('null');
  }
  return [...values].map((label) => ({ label, type: 'enum' }));
}

/** Every schema that speaks of the value at a path, through lists, unions and references. */
function schemasAt(schema: JsonValue | undefined, path: Path): readonly JsonObject[] {
  let level = unfold(schema, schema);
  for (const step of path) level = level.flatMap((each) => unfold(stepInto(each, step), schema));
  return level;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

function stepInto(schema: JsonObject, step: string | number): JsonValue | undefined {
  const { properties, additionalProperties, items, prefixItems } = schema;
  if (typeof step === 'number') return listOf(prefixItems)[step] ?? items;
  return (isJsonObject(properties) ? properties[step] : undefined) ?? additionalProperties;
}

const deepestReference = 8;

function unfold(
  schema: JsonValue | undefined,
  root: JsonValue | undefined,
  depth = 0,
): readonly JsonObject[] {
  if (!isJsonObject(schema) || depth > deepestReference) return [];
  const { $ref: reference } = schema;
  const unions = [schema['anyOf'], schema['oneOf'], schema['allOf']].flatMap(listOf);
  const target = typeof reference === 'string' ? followReference(root, reference) : undefined;
  return [schema, ...[...unions, target].flatMap((each) => unfold(each, root, depth + 1))];
}

function followReference(root: JsonValue | undefined, reference: string): JsonValue | undefined {
  if (!reference.startsWith('#')) return undefined;
  let at: JsonValue | undefined = root;
  for (const key of reference.slice(1).split('/').filter(Boolean))
    at = isJsonObject(at) ? at[key] : undefined;
  return at;
}

function describeType(schema: JsonValue | undefined): string {
  if (!isJsonObject(schema)) return '';
  const { type, enum: choices } = schema;
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(' | ');
  if (typeof type === 'string') return type;
  return Array.isArray(type) ? type.join(' | ') : '';
}

function describe(schema: JsonValue | undefined): Pick<Completion, 'info'> {
  const text = isJsonObject(schema) ? schema['description'] : undefined;
  return typeof text === 'string' ? { info: text } : {};
}
