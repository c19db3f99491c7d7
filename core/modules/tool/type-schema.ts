import type { RootResult } from 'jsdoc-type-pratt-parser';
import { tryParse } from 'jsdoc-type-pratt-parser';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** A JSDoc type as JSON schema. */
export interface TypeSchema {
  readonly schema: JsonObject;
  /** The type itself says that the value may be left out, as `string=` and `string|undefined` do. */
  readonly optional: boolean;
  /** Parts of the type that JSON schema cannot say; any value is taken there. */
  readonly unsupported: readonly string[];
}

/** Translates a type expression; undefined when it cannot be parsed. */
export function readTypeSchema(type: string): TypeSchema | undefined {
  let root: RootResult;
  try {
    root = tryParse(type);
  } catch {
    return undefined;
  }
  const unsupported: string[] = [];
  const optional = isOptional(root);
  return { schema: translate(root, unsupported), optional, unsupported };
}

const namedSchemas = new Map<string, JsonObject>(
  Object.entries({
    string: { type: 'string' },
    number: { type: 'number' },
    float: { type: 'number' },
    integer: { type: 'integer' },
    int: { type: 'integer' },
    boolean: { type: 'boolean' },
    bool: { type: 'boolean' },
    object: { type: 'object' },
    array: { type: 'array', items: {} },
    any: {},
    unknown: {},
    null: { type: 'null' },
    true: { type: 'boolean', enum: [true] },
    false: { type: 'boolean', enum: [false] },
  }),
);

function translate(node: RootResult, unsupported: string[]): JsonObject {
  switch (node.type) {
    case 'JsdocTypeName':
      return namedSchemas.get(node.value.toLowerCase()) ?? refuse(node.value, unsupported);
    case 'JsdocTypeStringValue':
      return { type: 'string', enum: [node.value] };
    case 'JsdocTypeNumber':
      return { type: Number.isInteger(node.value) ? 'integer' : 'number', enum: [node.value] };
    case 'JsdocTypeNull':
      return { type: 'null' };
    case 'JsdocTypeAny':
    case 'JsdocTypeUnknown':
    case 'JsdocTypeUndefined':
      return {};
    case 'JsdocTypeParenthesis':
    case 'JsdocTypeOptional':
    case 'JsdocTypeNotNullable':
    case 'JsdocTypeReadonlyArray':
      return translate(node.element, unsupported);
    case 'JsdocTypeNullable':
      return unite([translate(node.element, unsupported), { type: 'null' }]);
    case 'JsdocTypeUnion':
      return translateUnion(node.elements, unsupported);
    case 'JsdocTypeGeneric':
      return translateGeneric(node, unsupported);
    case 'JsdocTypeTuple':
      return translateTuple(node.elements, unsupported);
    case 'JsdocTypeObject':
      return translateObject(node, unsupported);
    default:
      return refuse(describeNode(node), unsupported);
  }
}

function translateUnion(elements: readonly RootResult[], unsupported: string[]): JsonObject {
  const defined = elements.filter((element) => !isUndefined(element));
  return unite(defined.map((element) => translate(element, unsupported)));
}

function translateGeneric(
  { left, elements }: Extract<RootResult, { type: 'JsdocTypeGeneric' }>,
  unsupported: string[],
): JsonObject {
  const name = left.type === 'JsdocTypeName' ? left.value : '';
  const last = elements.at(-1);
  const inner = last === undefined ? {} : translate(last, unsupported);
  if (/^(Array|ReadonlyArray|Set)$/i.test(name)) return { type: 'array', items: inner };
  if (/^(Record|Object)$/i.test(name)) return { type: 'object', additionalProperties: inner };
  return refuse(`${name || 'this type'}<…>`, unsupported);
}

function translateTuple(
  elements: Extract<RootResult, { type: 'JsdocTypeTuple' }>['elements'],
  unsupported: string[],
): JsonObject {
  const items = elements.map((element) => {
    const type = element.type === 'JsdocTypeKeyValue' ? element.right : element;
    return type === undefined ? {} : translate(type, unsupported);
  });
  // Tuples are written differently in every draft of JSON schema; a list of fixed length is not.
  return { type: 'array', items: unite(items), minItems: items.length, maxItems: items.length };
}

function translateObject(
  { elements }: Extract<RootResult, { type: 'JsdocTypeObject' }>,
  unsupported: string[],
): JsonObject {
  const properties: [string, JsonObject][] = [];
  const required: string[] = [];
  for (const element of elements) {
    if (element.type !== 'JsdocTypeObjectField' || typeof element.key !== 'string') {
      refuse('a computed field', unsupported);
      continue;
    }
    const { key, right, optional } = element;
    properties.push([key, right === undefined ? {} : translate(right, unsupported)]);
    if (!optional && !(right !== undefined && isOptional(right))) required.push(key);
  }
  return objectSchema(Object.fromEntries(properties), required);
}

/** The schema of an object with just these fields. */
export function objectSchema(properties: JsonObject, required: readonly string[]): JsonObject {
  return {
    type: 'object',
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

/** One schema for a value that fits any of these: literals become one enum, plain types one list. */
function unite(schemas: readonly JsonObject[]): JsonObject {
  const nullable = schemas.some((schema) => schema['type'] === 'null');
  const others = schemas.filter((schema) => schema['type'] !== 'null');
  const [first] = others;
  if (first === undefined) return { type: 'null' };
  if (others.some((schema) => Object.keys(schema).length === 0)) return {};
  const united = others.length === 1 ? first : (uniteLiterals(others) ?? { anyOf: others });
  return nullable ? addNull(united) : united;
}

function uniteLiterals(schemas: readonly JsonObject[]): JsonObject | undefined {
  const types = [...new Set(schemas.map((schema) => schema['type'] as string))];
  const enums = schemas.map((schema) => schema['enum']);
  if (enums.every((values) => Array.isArray(values))) {
    const values = enums.flat() as JsonValue[];
    const isBoth = values.includes(true) && values.includes(false) && values.length === 2;
    if (isBoth) return { type: 'boolean' };
    return { type: mergeTypes(types), enum: [...new Set(values)] };
  }
  const plain = schemas.every((schema) => Object.keys(schema).join() === 'type');
  return plain ? { type: mergeTypes(types) } : undefined;
}

function mergeTypes(types: readonly string[]): JsonValue {
  const merged = types.includes('number') ? types.filter((type) => type !== 'integer') : types;
  return merged.length === 1 ? (merged[0] ?? null) : merged;
}

function addNull(schema: JsonObject): JsonObject {
  const { type, enum: values, anyOf } = schema;
  if (Array.isArray(anyOf))
    return { ...schema, anyOf: [...(anyOf as readonly JsonValue[]), { type: 'null' }] };
  const types = (Array.isArray(type) ? type : [type]) as readonly JsonValue[];
  return {
    ...schema,
    type: [...types, 'null'],
    ...(Array.isArray(values) ? { enum: [...(values as readonly JsonValue[]), null] } : {}),
  };
}

function isOptional(node: RootResult): boolean {
  if (node.type === 'JsdocTypeParenthesis') return isOptional(node.element);
  if (node.type === 'JsdocTypeUnion') return node.elements.some(isOptional);
  return node.type === 'JsdocTypeOptional' || isUndefined(node);
}

function isUndefined(node: RootResult): boolean {
  return (
    node.type === 'JsdocTypeUndefined' ||
    (node.type === 'JsdocTypeName' && node.value === 'undefined')
  );
}

function refuse(what: string, unsupported: string[]): JsonObject {
  unsupported.push(what);
  return {};
}

function describeNode(node: RootResult): string {
  const words = node.type.replace('JsdocType', '').replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  return `a type of the sort "${words.toLowerCase()}"`;
}
