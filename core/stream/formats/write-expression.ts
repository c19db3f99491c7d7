import type { JsonObject, JsonValue } from '../../shared/json.ts';
import type { ExpressionCallSyntax } from './tool-format.ts';

/** Writes calls as expressions: `f(a="x")`, or `f{a:<|"|>x<|"|>}`. */
export function writeExpression(
  syntax: ExpressionCallSyntax,
  calls: readonly { readonly name: string; readonly arguments: JsonObject }[],
): string {
  const isPython = syntax.style === 'python';
  const quote = syntax.quotes?.[0] ?? '"';
  const written = calls.map(({ name, arguments: given }) => {
    const entries = Object.entries(given);
    return isPython
      ? `${name}(${entries.map(([key, value]) => `${key}=${writePython(value)}`).join(', ')})`
      : `${name}${writeBraces(given, quote)}`;
  });
  return syntax.list === 'brackets' ? `[${written.join(', ')}]` : written.join('\n');
}

function writePython(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(writePython).join(', ')}]`;
  const entries = Object.entries(value);
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}: ${writePython(inner)}`).join(', ')}}`;
}

function writeBraces(value: JsonValue | undefined, quote: string): string {
  if (typeof value === 'string') return quote + value + quote;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (isList(value)) return `[${value.map((item) => writeBraces(item, quote)).join(',')}]`;
  const entries = Object.entries(value);
  return `{${entries.map(([key, inner]) => `${key}:${writeBraces(inner, quote)}`).join(',')}}`;
}

function isList(value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] {
  return Array.isArray(value);
}
