import { jsonrepair } from 'jsonrepair';
import type { ToolSpec } from '../../../contracts/chat.ts';
import { isJsonObject } from '../../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';

/** A text with what is known in the places of its references. */
export function fillText(text: string, known: ReadonlyMap<string, string>): string {
  return text.replaceAll(/#(E\d+)/g, (whole, id: string) => known.get(id) ?? whole);
}

/**
 * The arguments of a planned call as JSON text, with evidence in the places of its references. A bare text is the only
 * parameter of a tool that has one, or its first needed one.
 */
export function fillArguments(
  input: string,
  tool: ToolSpec,
  known: ReadonlyMap<string, string>,
): string {
  const parsed = parse(input);
  if (parsed !== undefined) return JSON.stringify(fillValue(parsed, known));
  const name = mainParameter(tool.parameters);
  const text = fillText(input.replace(/^(["'])([^]*)\1$/, '$2'), known);
  return name === undefined ? text : JSON.stringify({ [name]: text });
}

function fillValue(value: JsonValue, known: ReadonlyMap<string, string>): JsonValue {
  if (typeof value === 'string') return fillString(value, known);
  if (Array.isArray(value)) return (value as JsonValue[]).map((item) => fillValue(item, known));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      item === undefined ? null : fillValue(item, known),
    ]),
  );
}

/** Evidence that is the whole value keeps its own type; within a text it is text. */
function fillString(text: string, known: ReadonlyMap<string, string>): JsonValue {
  const whole = /^#(E\d+)$/.exec(text.trim())?.[1];
  const evidence = whole === undefined ? undefined : known.get(whole);
  if (evidence === undefined) return fillText(text, known);
  try {
    const value = JSON.parse(evidence) as JsonValue;
    return typeof value === 'object' && value !== null ? value : evidence;
  } catch {
    return evidence;
  }
}

function parse(input: string): JsonObject | undefined {
  if (!input.startsWith('{')) return undefined;
  for (const read of [(text: string) => text, jsonrepair]) {
    try {
      const value: unknown = JSON.parse(read(input));
      if (isJsonObject(value)) return value;
    } catch {
      // The next way of reading may help.
    }
  }
  return undefined;
}

function mainParameter({ properties, required }: JsonObject): string | undefined {
  const names = isJsonObject(properties) ? Object.keys(properties) : [];
  if (names.length === 1) return names[0];
  const needed = Array.isArray(required) ? (required as readonly JsonValue[])[0] : names[0];
  return typeof needed === 'string' ? needed : undefined;
}
