import type { ToolSpec } from '../../contracts/chat.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { splitIdentifier, toIdea, wordsOf } from './words.ts';

/** What kind of thing a question must hold for a parameter to be filled. */
type SlotKind =
  | 'enum'
  | 'number'
  | 'boolean'
  | 'list'
  | 'object'
  | 'phrase'
  | 'expression'
  | 'date'
  | 'address'
  | 'entity';

/** One parameter of a tool, as the demo model reads it from the schema. */
export interface Slot {
  readonly name: string;
  readonly kind: SlotKind;
  readonly schema: JsonObject;
  readonly required: boolean;
  /** Allowed values, for `enum`. */
  readonly values: readonly JsonValue[];
  /** The ideas that its name and description mention. */
  readonly ideas: ReadonlySet<string>;
  /** Which end of a way from here to there it is. */
  readonly end: 'from' | 'to' | undefined;
  /** Wants something in capitals, such as a ticker or a currency. */
  readonly isCode: boolean;
  readonly isPlace: boolean;
}

/** The parameters of a tool, in the order of its schema. */
export function readSlots(tool: ToolSpec): readonly Slot[] {
  return readProperties(tool.parameters);
}

/** The parameters of an object schema. */
export function readProperties(schema: JsonObject): readonly Slot[] {
  const { properties, required } = schema;
  if (!isJsonObject(properties)) return [];
  const requiredNames = new Set(Array.isArray(required) ? required : []);
  return Object.entries(properties).flatMap(([name, property]) =>
    isJsonObject(property) ? [readSlot(name, property, requiredNames.has(name))] : [],
  );
}

function readSlot(name: string, property: JsonObject, required: boolean): Slot {
  const schema = mainVariant(property);
  const words = splitIdentifier(name);
  const description = typeof property.description === 'string' ? property.description : '';
  const values = Array.isArray(schema.enum)
    ? schema.enum
    : 'const' in schema
      ? [schema.const ?? null]
      : [];
  return {
    name,
    kind: kindOf(schema, words, values),
    schema: { ...property, ...schema },
    required,
    values,
    ideas: new Set([...words, ...wordsOf(description)].map(toIdea)),
    end: endOf(words),
    isCode: hasAny(words, 'ticker symbol code currency iata isin sku'),
    isPlace: hasAny(words, 'city location place country town region address where area'),
  };
}

/** A schema without its `null` variants. */
function mainVariant(schema: JsonObject): JsonObject {
  const variants = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(variants)) return schema;
  return variants.filter(isJsonObject).find((variant) => variant.type !== 'null') ?? schema;
}

function typeOf(schema: JsonObject): string {
  const { type } = schema;
  if (typeof type === 'string') return type;
  const first = Array.isArray(type)
    ? (type as readonly JsonValue[]).find((item) => item !== 'null')
    : undefined;
  return typeof first === 'string' ? first : isJsonObject(schema.properties) ? 'object' : 'string';
}

function kindOf(
  schema: JsonObject,
  words: readonly string[],
  values: readonly JsonValue[],
): SlotKind {
  if (values.length > 0) return 'enum';
  switch (typeOf(schema)) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'list';
    case 'object':
      return 'object';
    default:
      return textKind(words);
  }
}

function textKind(words: readonly string[]): SlotKind {
  if (hasAny(words, 'expression formula equation calculation')) return 'expression';
  if (hasAny(words, 'email mail url uri link')) return 'address';
  if (hasAny(words, 'date day when')) return 'date';
  const phrases =
    'query question text message prompt input content topic q search keywords keyword body note sentence subject';
  return hasAny(words, phrases) ? 'phrase' : 'entity';
}

function endOf(words: readonly string[]): Slot['end'] {
  if (hasAny(words, 'from source origin departure base start')) return 'from';
  return hasAny(words, 'to target destination arrival into quote') ? 'to' : undefined;
}

function hasAny(words: readonly string[], list: string): boolean {
  const wanted = list.split(' ');
  return words.some((word) => wanted.includes(word));
}
