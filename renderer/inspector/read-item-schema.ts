import { isJsonObject } from '../../core/shared/json.ts';
import type { JsonObject, JsonValue } from '../../core/shared/json.ts';

/** One property of a list's items, as the form shows it. */
export interface ItemProperty {
  readonly key: string;
  readonly required: boolean;
  readonly input:
    | { readonly kind: 'text' | 'number' | 'switch' | 'json' }
    | { readonly kind: 'select'; readonly options: readonly string[] };
}

/** One form that an item may have; a list may take several. */
export interface ItemShape {
  readonly properties: readonly ItemProperty[];
}

/** What a list holds: plain texts, or objects of one or more forms. */
export type ListShape =
  | { readonly kind: 'texts' }
  | { readonly kind: 'objects'; readonly shapes: readonly ItemShape[] };

/** How a list can be edited as a form, from its JSON schema; undefined where only JSON will do. */
export function readListShape(schema: JsonValue | undefined): ListShape | undefined {
  if (!isJsonObject(schema) || schema['type'] !== 'array') return undefined;
  const items = schema['items'];
  if (!isJsonObject(items)) return undefined;
  if (items['type'] === 'string') return { kind: 'texts' };
  const union = items['anyOf'] ?? items['oneOf'] ?? [items];
  if (!Array.isArray(union)) return undefined;
  const shapes = union.map((each) => readItemShape(each));
  if (shapes.length === 0 || shapes.some((shape) => shape === undefined)) return undefined;
  return { kind: 'objects', shapes: shapes.filter((shape) => shape !== undefined) };
}

function readItemShape(schema: JsonValue): ItemShape | undefined {
  if (!isJsonObject(schema) || schema['type'] !== 'object') return undefined;
  const { properties, required } = schema;
  if (!isJsonObject(properties)) return undefined;
  const needed = Array.isArray(required) ? required : [];
  return {
    properties: Object.entries(properties).map(([key, each]) => ({
      key,
      required: needed.includes(key),
      input: readInput(each),
    })),
  };
}

function readInput(schema: JsonValue | undefined): ItemProperty['input'] {
  if (!isJsonObject(schema)) return { kind: 'json' };
  const { type, enum: options } = schema;
  if (Array.isArray(options) && options.every((option) => typeof option === 'string')) {
    return { kind: 'select', options };
  }
  if (type === 'string') return { kind: 'text' };
  if (type === 'number' || type === 'integer') return { kind: 'number' };
  return { kind: type === 'boolean' ? 'switch' : 'json' };
}

/** Which form an item has: the first whose required properties are all there; the first of all for one without any. */
export function shapeOf(item: JsonObject, shapes: readonly ItemShape[]): number {
  const at = shapes.findIndex(({ properties }) =>
    properties.every(({ key, required }) => !required || item[key] !== undefined),
  );
  return Math.max(0, at);
}

/** An item of a form with nothing filled in; what has the same name in the old one stays. */
export function newItem(shape: ItemShape, old: JsonObject = {}): JsonObject {
  const wanted = shape.properties.filter(({ key, required }) => required || key in old);
  return Object.fromEntries(wanted.map(({ key, input }) => [key, old[key] ?? emptyOf(input)]));
}

function emptyOf(input: ItemProperty['input']): JsonValue {
  switch (input.kind) {
    case 'switch':
      return false;
    case 'number':
      return 0;
    case 'select':
      return input.options[0] ?? '';
    case 'text':
    case 'json':
      return '';
  }
}

/** A value that was typed: JSON where it begins like an object, a list or a quoted text, else the text itself. */
export function readTyped(text: string): JsonValue {
  if (!/^\s*[[{"]/.test(text)) return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
