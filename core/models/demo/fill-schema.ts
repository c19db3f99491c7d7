import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { fillArguments } from './fill-arguments.ts';
import { truncate } from './words.ts';

/** A value that fits a simple schema: taken from the question where it holds one, else the plainest that is allowed. */
export function fillSchema(schema: JsonObject, question: string): JsonValue {
  const plain = makePlain(schema, question, schema, 0);
  if (!isJsonObject(plain)) return plain;
  const tool = { name: 'answer', description: '', parameters: schema };
  const filled = fillArguments(tool, { part: question, whole: question });
  const found = 'arguments' in filled ? filled.arguments[0] : undefined;
  return { ...plain, ...found };
}

/** How deep a schema that names itself is followed. */
const deepest = 12;

function makePlain(
  schema: JsonValue | undefined,
  question: string,
  root: JsonObject,
  depth: number,
): JsonValue {
  if (!isJsonObject(schema) || depth > deepest) return null;
  const given = schema.const ?? schema.default ?? firstOf(schema.enum) ?? firstOf(schema.examples);
  if (given !== undefined) return given;
  const variant =
    followReference(schema.$ref, root) ?? firstOf(schema.anyOf) ?? firstOf(schema.oneOf);
  if (variant !== undefined) return makePlain(variant, question, root, depth + 1);
  const type = Array.isArray(schema.type) ? firstOf(schema.type) : schema.type;
  switch (type) {
    case 'string':
      return makeText(schema, question);
    case 'integer':
    case 'number':
      return makeNumber(schema, question);
    case 'boolean':
      return false;
    case 'array': {
      const length = typeof schema.minItems === 'number' ? schema.minItems : depth < 4 ? 1 : 0;
      return Array.from({ length }, () => makePlain(schema.items, question, root, depth + 1));
    }
    case 'null':
      return null;
    default:
      return makeObject(schema, question, root, depth);
  }
}

function makeObject(
  schema: JsonObject,
  question: string,
  root: JsonObject,
  depth: number,
): JsonValue {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      makePlain(property, question, root, depth + 1),
    ]),
  );
}

function makeText({ minLength, maxLength, format }: JsonObject, question: string): string {
  if (format === 'date') return '2026-01-01';
  if (format === 'date-time') return '2026-01-01T00:00:00Z';
  if (format === 'email') return 'demo@demo.example';
  if (format === 'uri') return 'https://demo.example/';
  const text = truncate(question.replaceAll(/\s+/g, ' '), 120) || 'demo';
  const padded = typeof minLength === 'number' ? text.padEnd(minLength, '.') : text;
  return typeof maxLength === 'number' ? padded.slice(0, maxLength) : padded;
}

function makeNumber({ minimum, maximum, type }: JsonObject, question: string): number {
  const said = Number(/-?\d+(?:\.\d+)?/.exec(question)?.[0] ?? 1);
  const whole = type === 'integer' ? Math.round(said) : said;
  const least = typeof minimum === 'number' ? minimum : -Infinity;
  const most = typeof maximum === 'number' ? maximum : Infinity;
  return Math.min(Math.max(whole, least), most);
}

function firstOf(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[])[0] : undefined;
}

function followReference(
  reference: JsonValue | undefined,
  root: JsonObject,
): JsonValue | undefined {
  if (typeof reference !== 'string') return undefined;
  const name = reference.split('/').at(-1) ?? '';
  const definitions = root.$defs ?? root.definitions;
  return isJsonObject(definitions) ? definitions[name] : undefined;
}
