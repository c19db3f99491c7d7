import { jsonrepair } from 'jsonrepair';
import type { ToolSpec } from '../../contracts/chat.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { isJsonObject } from '../../shared/json.ts';
import { coerceValue } from './coerce-value.ts';
import type { SchemaFault, SchemaValidator } from './schema-validator.ts';
import { validatorOf } from './schema-validator.ts';

/** Arguments that a tool may be run with, or what to tell the model that wrote them. */
export type CheckedArguments =
  | { readonly ok: true; readonly values: JsonObject }
  | { readonly ok: false; readonly error: ErrorInfo };

/**
 * Reads the arguments of a call as a model wrote them: mends small faults of JSON, fills in
 * defaults and checks them against the tool's schema. All faults come in one error of code
 * `invalid_arguments`. Throws `invalid_tool` when the tool's own schema cannot be used.
 */
export function checkArguments(spec: ToolSpec, argumentsText: string): CheckedArguments {
  const parsed = parseArguments(argumentsText);
  if (typeof parsed === 'string') return refuse(spec, [{ path: '', message: parsed }]);
  const validate = validatorFor(spec);
  const values = coerceValue(spec.parameters, parsed) as JsonObject;
  const faults = validate(values);
  return faults.length === 0 ? { ok: true, values } : refuse(spec, faults);
}

function validatorFor(spec: ToolSpec): SchemaValidator {
  try {
    return validatorOf(spec.parameters);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The parameters of the tool ${spec.name} are no usable JSON schema: ${reason}.`;
    throw new MillraceError('invalid_tool', message, { cause: error });
  }
}

function refuse(spec: ToolSpec, faults: readonly SchemaFault[]): CheckedArguments {
  const list = faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return {
    ok: false,
    error: {
      code: 'invalid_arguments',
      message: `Invalid arguments for ${spec.name}: ${list.join('; ')}`,
      action: 'Correct the arguments and call the tool again.',
      details: faults.map(({ path, message }) => ({ path, message })),
    },
  };
}

/** The arguments as an object, or what is wrong with their text. */
function parseArguments(text: string): JsonObject | string {
  const trimmed = text.trim();
  if (trimmed === '') return {};
  const parsed = parseJson(trimmed);
  // Some models write the JSON of their arguments as a JSON string once more.
  const value = typeof parsed === 'string' ? parseJson(parsed.trim()) : parsed;
  if (value === null) return {};
  if (isJsonObject(value)) return value;
  return value === undefined ? 'they are not valid JSON' : 'they must be one JSON object';
}

/** The value of JSON text, mended where it is nearly right; undefined when it is not. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return repairJson(text);
  }
}

function repairJson(text: string): unknown {
  // A repair would also close what was cut off in the middle, and half an argument is worse than none.
  if (!/\}\s*(```)?$/.test(text)) return undefined;
  try {
    return JSON.parse(jsonrepair(text));
  } catch {
    return undefined;
  }
}
