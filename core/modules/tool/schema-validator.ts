import type { ErrorObject } from 'ajv';
import { Ajv } from 'ajv';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { suggestName } from './suggest-name.ts';

/** One thing that keeps a value from fitting its schema. */
export interface SchemaFault {
  /** Such as `location` or `days[0].name`; '' for the value as a whole. */
  readonly path: string;
  /** The rest of the sentence: `is required`. */
  readonly message: string;
}

/** Fills in the schema's defaults in place and returns all faults, in the schema's order. */
export type SchemaValidator = (value: JsonValue) => readonly SchemaFault[];

const ajv = new Ajv({
  allErrors: true,
  strict: false,
  useDefaults: true,
  validateFormats: false,
  verbose: true,
  addUsedSchema: false,
  logger: false,
});

const validators = new WeakMap<JsonObject, SchemaValidator>();

/** The validator of a schema, compiled once per schema object; throws when it is no valid schema. */
export function validatorOf(schema: JsonObject): SchemaValidator {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  // Other drafts than ajv's own are close enough, but naming one would make it refuse the schema.
  const { $schema: _draft, $id: _id, ...rest } = schema;
  const validate = ajv.compile(rest);
  // ajv keeps every schema for ever; ours belong to flows that come and go.
  ajv.removeSchema(rest);
  const validator: SchemaValidator = (value) =>
    validate(value) ? [] : explainFaults(validate.errors ?? []);
  validators.set(schema, validator);
  return validator;
}

function explainFaults(errors: readonly ErrorObject[]): readonly SchemaFault[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const faults = new Map<string, SchemaFault>();
  for (const error of errors) {
    // What each alternative of a choice lacks says less than that none of them fits.
    if (choices.some(({ schemaPath }) => error.schemaPath.startsWith(`${schemaPath}/`))) continue;
    const fault = explainFault(error);
    faults.set(`${fault.path} ${fault.message}`, fault);
  }
  return [...faults.values()];
}

function explainFault(error: ErrorObject): SchemaFault {
  const { keyword, instancePath, message = 'is not allowed' } = error;
  const params = error.params as Record<string, unknown>;
  const path = readPath(instancePath);
  switch (keyword) {
    case 'required':
      return { path: joinPath(path, String(params['missingProperty'])), message: 'is required' };
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const properties = (error.parentSchema?.['properties'] ?? {}) as JsonObject;
      const nearest = suggestName(name, Object.keys(properties));
      const hint = nearest === undefined ? '' : `, did you mean ${nearest}?`;
      return { path: joinPath(path, name), message: `is not a known parameter${hint}` };
    }
    case 'enum':
      return {
        path,
        message: `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`,
      };
    case 'type':
      return { path, message: `must be ${nameTypes(params['type'])}` };
    case 'anyOf':
    case 'oneOf':
      return { path, message: 'fits none of the allowed forms' };
    default:
      return { path, message };
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
  null: 'null',
};

function nameTypes(types: unknown): string {
  const list = (Array.isArray(types) ? types : String(types).split(',')) as readonly string[];
  return list.map((type) => typeNames[type] ?? type).join(' or ');
}

function readPath(instancePath: string): string {
  return instancePath
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce(joinPath, '');
}

function joinPath(path: string, segment: string): string {
  if (/^\d+$/.test(segment)) return `${path}[${segment}]`;
  return path === '' ? segment : `${path}.${segment}`;
}
