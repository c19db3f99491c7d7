import { parseDocument } from 'yaml';
import { MillraceError } from '../shared/errors.ts';
import { isJsonObject } from '../shared/json.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';

/** The longest file that is read, in UTF-16 units. */
const maxLength = 64 * 1024 * 1024;
/** YAML takes some 50 times the time and memory of JSON. */
const maxYamlLength = 4 * 1024 * 1024;
/** Leaves room for the levels that a flow adds around it: a flow file nests 256 deep at most. */
const maxDepth = 200;
/** Values in the file, each alias counted as often as it stands. */
const maxValues = 2_000_000;

/**
 * Reads the text of another program's file, JSON or YAML. Throws MillraceError `too_large`, `too_deep` or
 * `not_importable`; what it returns is a tree of bounded size without `__proto__` keys.
 */
export function readSourceText(text: string): JsonObject {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (source.length > maxLength) throw tooLarge('64 MB');
  const value = isJsonText(source) ? readJson(source) : readYaml(source);
  const copy = copyBounded(value, 0, { left: maxValues });
  if (isJsonObject(copy)) return copy;
  // n8n's clipboard and exports of several workflows are lists.
  if (Array.isArray(copy)) return { list: copy };
  throw notImportable('It holds no object.');
}

/** The error for a file that is none of the known formats. */
export function notImportable(why: string): MillraceError {
  return new MillraceError('not_importable', `This file cannot be imported. ${why}`, {
    action: 'Choose a flow exported from Flowise, Langflow, Dify, n8n or Rivet.',
  });
}

function isJsonText(source: string): boolean {
  return /^\s*[[{]/.test(source.slice(0, 10_000));
}

function readJson(source: string): unknown {
  refuseDepth(source);
  try {
    return JSON.parse(source) as unknown;
  } catch (error) {
    throw notImportable(`It is not valid JSON: ${(error as Error).message}.`);
  }
}

function readYaml(source: string): unknown {
  if (source.length > maxYamlLength) throw tooLarge('4 MB of YAML');
  if (!/^[\w"'-]+\s*:/m.test(source)) throw notImportable('It is neither JSON nor YAML.');
  refuseDepth(source);
  try {
    const document = parseDocument(source, {
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      prettyErrors: true,
      logLevel: 'silent',
    });
    const [first] = document.errors;
    if (first !== undefined)
      throw notImportable(`It is not valid YAML: ${firstLine(first.message)}`);
    // Aliases are how a small file becomes a huge one; no builder writes any.
    return document.toJS({ maxAliasCount: 50 }) as unknown;
  } catch (error) {
    if (error instanceof MillraceError) throw error;
    if (error instanceof RangeError) throw tooDeep();
    throw notImportable(`It cannot be read as YAML: ${firstLine((error as Error).message)}`);
  }
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/:$/, '.').slice(0, 200);
}

/** Counts open brackets, and in YAML indentation: parsers recurse, and a hostile file would exhaust their stack. */
function refuseDepth(source: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < source.length; index++) {
    const code = source.charCodeAt(index);
    if (inString) {
      if (code === 92) index++;
      else if (code === 34 || code === 10) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) {
      if (++depth > maxDepth * 4) throw tooDeep();
    } else if ((code === 125 || code === 93) && depth > 0) depth--;
  }
}

interface Budget {
  left: number;
}

function copyBounded(value: unknown, depth: number, budget: Budget): JsonValue {
  if (depth > maxDepth) throw tooDeep();
  if (--budget.left < 0) throw tooLarge(`${maxValues.toLocaleString('en-US')} values`);
  if (Array.isArray(value)) return value.map((item) => copyBounded(item, depth + 1, budget));
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null) {
    const copy: Record<string, JsonValue> = {};
    for (const [key, item] of Object.entries(value)) {
      if (key !== '__proto__') copy[key] = copyBounded(item, depth + 1, budget);
    }
    return copy;
  }
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'bigint' ? String(value) : null;
}

function tooLarge(limit: string): MillraceError {
  return new MillraceError('too_large', `The file is larger than ${limit}.`, {
    action: 'Export only the flow itself, without stored data.',
  });
}

function tooDeep(): MillraceError {
  return new MillraceError('too_deep', `The file nests deeper than ${maxDepth} levels.`, {
    action: 'This is no file of a flow builder.',
  });
}
