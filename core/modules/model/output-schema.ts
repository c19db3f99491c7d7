import type { FinishReason } from '../../contracts/chat.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { validatorOf, type SchemaFault } from '../tool/schema-validator.ts';

/** What an answer was worth: a value that fits the schema, or all that is wrong. */
export type CheckedOutput =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly faults: readonly SchemaFault[] };

/** The schema that a setting holds; throws a sentence when it is none. */
export function parseOutputSchema(text: string): JsonObject {
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch (error) {
    throw new TypeError(`It is not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (!isJsonObject(schema)) throw new TypeError('It is not a JSON object.');
  validatorOf(schema);
  return schema;
}

/** Reads the JSON in an answer and holds it against the schema; defaults are filled in. */
export function checkOutput(text: string, schema: JsonObject): CheckedOutput {
  const value = readJson(text);
  if (value === undefined) return { ok: false, faults: [{ path: '', message: 'is not JSON' }] };
  const faults = validatorOf(schema)(value);
  return faults.length === 0 ? { ok: true, value } : { ok: false, faults };
}

/** Models put fences and sentences around their JSON, whatever they are told. */
function readJson(text: string): JsonValue | undefined {
  const fenced = /```(?:json)?\s*\n([^]*?)\n\s*```/i.exec(text)?.[1];
  const first = text.search(/[{[]/);
  const last = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  const inner = first === -1 ? undefined : text.slice(first, last + 1);
  for (const candidate of [text, fenced, inner]) {
    if (candidate === undefined) continue;
    try {
      return JSON.parse(candidate) as JsonValue;
    } catch {
      // The next candidate may be the JSON alone.
    }
  }
  return undefined;
}

/** All faults as one sentence each, such as `days[0].name is required`. */
function describeFaults(faults: readonly SchemaFault[]): readonly string[] {
  return faults.map(({ path, message }) => `${path === '' ? 'The answer' : path} ${message}`);
}

/** What is wrong with the setting of a schema. */
export function checkSchemaSetting(text: string): readonly SettingsIssue[] {
  try {
    if (text.trim() !== '') parseOutputSchema(text);
    return [];
  } catch (error) {
    return [
      {
        severity: 'error',
        code: 'invalid_output_schema',
        message: `The answer’s schema cannot be used. ${(error as Error).message}`,
        action: 'Write a JSON schema, such as { "type": "object", "properties": { … } }.',
        path: ['outputSchema'],
      },
    ];
  }
}

/** The error of an answer that does not fit, with the list of faults as details. */
export function invalidOutput(faults: readonly SchemaFault[], finish: FinishReason): MillraceError {
  const list = describeFaults(faults);
  return new MillraceError(
    'invalid_output',
    `The model’s answer does not fit its schema: ${list.join('; ')}.`,
    {
      action:
        finish === 'length'
          ? 'Raise “Most tokens”: the answer was cut.'
          : 'Make the schema or the instructions clearer, or choose another model.',
      details: list,
    },
  );
}

/** What the model is told about an answer that does not fit. */
export function askForRepair(faults: readonly SchemaFault[]): string {
  const list = describeFaults(faults)
    .map((fault) => `- ${fault}`)
    .join('\n');
  return `That answer does not fit the schema:\n${list}\nAnswer again with the corrected JSON and nothing else.`;
}
