import type { Expression, SpreadElement } from 'acorn';
import { parseExpressionAt } from 'acorn';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** The JSON value that an expression of literals spells out; undefined when it is anything else. */
export function readLiteral(node: Expression | SpreadElement | null): JsonValue | undefined {
  switch (node?.type) {
    case 'Literal':
      return isPrimitive(node.value) ? node.value : undefined;
    case 'TemplateLiteral':
      return node.expressions.length === 0
        ? (node.quasis[0]?.value.cooked ?? undefined)
        : undefined;
    case 'UnaryExpression': {
      const value = node.operator === '-' ? readLiteral(node.argument) : undefined;
      return typeof value === 'number' ? -value : undefined;
    }
    case 'ArrayExpression': {
      const items = node.elements.map((element) => readLiteral(element));
      return items.some((item) => item === undefined) ? undefined : (items as JsonValue[]);
    }
    case 'ObjectExpression':
      return readObject(node.properties);
    default:
      return undefined;
  }
}

/** The JSON value of a text such as `"fahrenheit"`, `-3` or `[1, 2]`; undefined when it is none. */
export function readLiteralText(text: string): JsonValue | undefined {
  try {
    const node = parseExpressionAt(text, 0, { ecmaVersion: 'latest' });
    return text.slice(node.end).trim() === '' ? readLiteral(node) : undefined;
  } catch {
    return undefined;
  }
}

function readObject(
  properties: (Expression & { type: 'ObjectExpression' })['properties'],
): JsonObject | undefined {
  const entries: [string, JsonValue][] = [];
  for (const property of properties) {
    if (property.type !== 'Property' || property.computed || property.kind !== 'init') {
      return undefined;
    }
    const { key } = property;
    const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : null;
    const value = readLiteral(property.value);
    if (name === null || name === undefined || value === undefined) return undefined;
    entries.push([String(name), value]);
  }
  return Object.fromEntries(entries);
}

function isPrimitive(value: unknown): value is string | number | boolean | null {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}
