import type { JsonObject } from '../shared/json.ts';
import { listAt, objectAt, textAt } from './json-access.ts';

/** A tool’s code that only says what it takes: calling it fails until somebody writes the function. */
export function writeToolStub(name: string, description: string, schema: JsonObject): string {
  const body = `  throw new Error(${JSON.stringify(`“${name}” was imported without its code.`)});`;
  return writeTool(name, description, schema, body);
}

/** A function with a comment that tells models what it takes. */
export function writeTool(
  name: string,
  description: string,
  schema: JsonObject,
  body: string,
): string {
  const required = new Set(listAt(schema, 'required').map((item) => textAt(item)));
  const properties = Object.entries(objectAt(schema, 'properties')).filter(([key]) =>
    /^[A-Za-z_$][\w$]*$/.test(key),
  );
  const lines = properties.map(([key, property]) => {
    const named = required.has(key) ? key : `[${key}]`;
    return ` * @param {${typeOf(objectAt(property))}} ${named} ${oneLine(textAt(property, 'description')) || key}`;
  });
  return [
    '/**',
    ` * ${oneLine(description) || `Imported tool ${functionName(name)}.`}`,
    ...lines,
    ' */',
    `function ${functionName(name)}(${properties.map(([key]) => key).join(', ')}) {`,
    body,
    '}',
    '',
  ].join('\n');
}

/** A name that models can call. */
export function functionName(name: string): string {
  const clean = name
    .trim()
    .replaceAll(/[^A-Za-z0-9_]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 60);
  return clean === '' ? 'imported_tool' : /^\d/.test(clean) ? `_${clean}` : clean;
}

function typeOf(property: JsonObject): string {
  const type = textAt(property, 'type');
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'boolean';
  if (type === 'array') {
    const item = typeOf(objectAt(property, 'items'));
    return `${item}[]`;
  }
  return type === 'object' ? 'object' : 'string';
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /').trim();
}
