import type { Pattern } from 'acorn';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { readLiteral, readLiteralText } from './read-literal.ts';
import type { DocParameter, ToolDoc } from './read-tool-doc.ts';
import { validatorOf } from './schema-validator.ts';
import { suggestName } from './suggest-name.ts';
import type { CodePlace, ToolFinding } from './tool-finding.ts';
import { objectSchema, readTypeSchema } from './type-schema.ts';

/** The parameters of a tool, as a model sees them and as the function takes them. */
export interface ToolParameters {
  readonly schema: JsonObject;
  /** In the order of the function's signature. */
  readonly names: readonly string[];
  readonly findings: readonly ToolFinding[];
}

/** One parameter of the function's signature. */
interface SignatureParameter {
  readonly name: string;
  readonly place: CodePlace;
  readonly optional: boolean;
  /** The default value, where it is a literal. */
  readonly defaultValue?: JsonValue;
}

/** A documented name with the documented fields below it. */
interface DocNode {
  parameter?: DocParameter;
  readonly fields: Map<string, DocNode>;
}

/** Joins what the signature and the comment say of a function's parameters. */
export function buildParameters(patterns: readonly Pattern[], doc: ToolDoc): ToolParameters {
  const findings: ToolFinding[] = [];
  const signature = patterns.flatMap((pattern) => readPattern(pattern, findings));
  const names = signature.map(({ name }) => name);
  const root = arrangeDoc(doc.parameters, findings);
  for (const [name, node] of root.fields) {
    if (!names.includes(name)) findings.push(unknownParameter(name, node, names, root));
  }
  const properties: [string, JsonObject][] = [];
  const required: string[] = [];
  for (const parameter of signature) {
    const node = root.fields.get(parameter.name);
    if (node === undefined) findings.push(undocumented(parameter));
    const built = buildNode(node ?? { fields: new Map() }, findings, parameter);
    properties.push([parameter.name, built.schema]);
    if (!built.optional) required.push(parameter.name);
  }
  return { schema: objectSchema(Object.fromEntries(properties), required), names, findings };
}

function readPattern(pattern: Pattern, findings: ToolFinding[]): readonly SignatureParameter[] {
  const start = pattern.loc?.start;
  const place = { line: start?.line ?? 1, column: (start?.column ?? 0) + 1 };
  const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
  if (target.type === 'Identifier') {
    const { name } = target;
    if (pattern.type !== 'AssignmentPattern') return [{ name, place, optional: false }];
    const defaultValue = readLiteral(pattern.right);
    return [
      { name, place, optional: true, ...(defaultValue === undefined ? {} : { defaultValue }) },
    ];
  }
  const isRest = target.type === 'RestElement';
  findings.push({
    severity: 'error',
    code: isRest ? 'rest_parameter' : 'destructured_parameter',
    message: isRest
      ? 'A tool cannot take a rest parameter, because models name each argument.'
      : 'A tool cannot take a destructured parameter, because it has no name for models to use.',
    action: isRest
      ? 'Take a list instead, such as a parameter of type string[].'
      : 'Take an ordinary parameter, and destructure it inside the function.',
    ...place,
  });
  return [];
}

function arrangeDoc(parameters: readonly DocParameter[], findings: ToolFinding[]): DocNode {
  const root: DocNode = { fields: new Map() };
  for (const parameter of parameters) {
    let node = root;
    for (const segment of parameter.name.split('.')) {
      const name = segment.replace(/\[\]$/, '');
      const field = node.fields.get(name) ?? { fields: new Map() };
      node.fields.set(name, field);
      node = field;
    }
    if (node.parameter === undefined) node.parameter = parameter;
    else {
      const message = `The parameter ${parameter.name} is documented twice; the first time counts.`;
      findings.push(warn('duplicate_parameter', message, parameter.place));
    }
  }
  return root;
}

function buildNode(
  { parameter, fields }: DocNode,
  findings: ToolFinding[],
  signature?: SignatureParameter,
): { readonly schema: JsonObject; readonly optional: boolean } {
  const type = parameter === undefined ? undefined : buildType(parameter, findings);
  let schema = type?.schema ?? {};
  if (fields.size > 0) schema = addFields(schema, fields, findings);
  const description = parameter?.description ?? '';
  if (parameter !== undefined && description === '') {
    const message = `The comment does not say what the parameter ${parameter.name} means.`;
    findings.push(warn('missing_parameter_description', message, parameter.place));
  }
  const fallback = chooseDefault(schema, findings, parameter, signature);
  const optional =
    fallback !== undefined ||
    signature?.optional === true ||
    parameter?.optional === true ||
    type?.optional === true;
  return {
    schema: {
      ...schema,
      ...(description === '' ? {} : { description }),
      ...(fallback === undefined ? {} : { default: fallback }),
    },
    optional,
  };
}

function buildType(
  { name, type, place }: DocParameter,
  findings: ToolFinding[],
): { readonly schema: JsonObject; readonly optional: boolean } {
  if (type === '') {
    const message = `The comment gives no type for the parameter ${name}, so any value is allowed.`;
    const action = `Write it in braces, such as @param {string} ${name}.`;
    findings.push(warn('missing_parameter_type', message, place, action));
    return { schema: {}, optional: false };
  }
  const read = readTypeSchema(type);
  if (read === undefined) {
    const message = `The type {${type}} of the parameter ${name} cannot be read, so any value is allowed.`;
    const action = "Write a type such as string, number[], {city: string} or 'a' | 'b'.";
    findings.push(warn('unreadable_type', message, place, action));
    return { schema: {}, optional: false };
  }
  for (const part of read.unsupported) {
    const message = `The type of the parameter ${name} names ${part}, which JSON does not know, so any value is allowed there.`;
    const action = 'Use string, number, integer, boolean, lists and object types of these.';
    findings.push(warn('unsupported_type', message, place, action));
  }
  return read;
}

function addFields(
  schema: JsonObject,
  fields: ReadonlyMap<string, DocNode>,
  findings: ToolFinding[],
): JsonObject {
  const properties: [string, JsonObject][] = [];
  const required: string[] = [];
  for (const [name, node] of fields) {
    const built = buildNode(node, findings);
    properties.push([name, built.schema]);
    if (!built.optional) required.push(name);
  }
  const object = objectSchema(Object.fromEntries(properties), required);
  return schema['type'] === 'array' ? { ...schema, items: object } : { ...schema, ...object };
}

/** The signature's default counts, because the code would use it; the comment's is the second choice. */
function chooseDefault(
  schema: JsonObject,
  findings: ToolFinding[],
  parameter: DocParameter | undefined,
  signature: SignatureParameter | undefined,
): JsonValue | undefined {
  const documented = readDocDefault(schema, parameter?.defaultText);
  const coded = signature?.defaultValue;
  const chosen = coded ?? documented;
  const place = coded === undefined ? parameter?.place : signature?.place;
  if (chosen === undefined || place === undefined) return chosen;
  const name = signature?.name ?? parameter?.name ?? '';
  if (documented !== undefined && JSON.stringify(documented) !== JSON.stringify(chosen)) {
    const message = `The comment gives ${name} another default value than the function does; the function's counts.`;
    findings.push(warn('default_mismatch', message, parameter?.place ?? place));
  }
  const [fault] = validatorOf(schema)(structuredClone(chosen));
  if (fault !== undefined) {
    const message = `The default value of ${name} does not fit its type: it ${fault.message}.`;
    findings.push(warn('default_not_allowed', message, place));
  }
  return chosen;
}

function readDocDefault(schema: JsonObject, text: string | undefined): JsonValue | undefined {
  if (text === undefined || text === '' || text === 'undefined') return undefined;
  const value = readLiteralText(text);
  if (value === undefined) return schema['type'] === 'string' ? text : undefined;
  // A text such as [zip=12345] needs no quotes in JSDoc.
  return schema['type'] === 'string' && typeof value !== 'string' ? text : value;
}

function unknownParameter(
  name: string,
  { parameter, fields }: DocNode,
  names: readonly string[],
  root: DocNode,
): ToolFinding {
  const undocumentedNames = names.filter((candidate) => !root.fields.has(candidate));
  const nearest = suggestName(name, undocumentedNames);
  const place = parameter?.place ?? [...fields.values()][0]?.parameter?.place;
  return {
    severity: 'warning',
    code: 'unknown_parameter',
    message: `The comment documents a parameter ${name}, which the function does not have.`,
    action: nearest === undefined ? 'Remove it from the comment.' : `Did you mean ${nearest}?`,
    ...place,
  };
}

function undocumented({ name, place }: SignatureParameter): ToolFinding {
  return warn(
    'undocumented_parameter',
    `The parameter ${name} is not documented, so models must guess what it is for.`,
    place,
    `Add a line such as @param {string} ${name} - What it means.`,
  );
}

function warn(code: string, message: string, place: CodePlace, action?: string): ToolFinding {
  const base = { severity: 'warning' as const, code, message, ...place };
  return action === undefined ? base : { ...base, action };
}
