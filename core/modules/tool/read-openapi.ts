import { parse } from 'yaml';
import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import { makeToolName } from './check-tool-name.ts';

/** One operation of an OpenAPI document, as a tool can make it. */
export interface OpenApiOperation {
  /** The tool’s name: the operation’s id, or method and path. */
  readonly name: string;
  readonly description: string;
  readonly method: string;
  /** With `{name}` where a parameter goes. */
  readonly path: string;
  readonly parameters: readonly OperationParameter[];
  /** The parameter that is sent as the JSON body. */
  readonly bodyName?: string;
  /** JSON schema of all parameters together. */
  readonly schema: JsonObject;
}

interface OperationParameter {
  readonly name: string;
  readonly place: 'path' | 'query' | 'header';
}

export interface OpenApiDocument {
  readonly title: string;
  /** Address of the first server; '' where there is none. */
  readonly baseUrl: string;
  readonly operations: readonly OpenApiOperation[];
}

const methodNames = ['get', 'post', 'put', 'patch', 'delete'] as const;
const longestText = 4 * 1024 * 1024;
const mostReferences = 2_000;

/** Reads an OpenAPI 3 document, JSON or YAML. Throws `invalid_openapi` with a sentence. */
export function readOpenApi(text: string): OpenApiDocument {
  if (text.length > longestText) throw invalid('it is larger than 4 MB');
  let document: unknown;
  try {
    // Aliases can make a small text a huge value.
    document = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    throw invalid(`it is neither JSON nor YAML: ${(error as Error).message.split('\n')[0]}`);
  }
  if (!isJsonObject(document) || !textOf(document['openapi']).startsWith('3'))
    throw invalid('it does not say openapi: 3');
  const { info, servers, paths } = document;
  const server = Array.isArray(servers) ? (servers[0] as JsonValue) : undefined;
  const root = document;
  const operations = Object.entries(isJsonObject(paths) ? paths : {}).flatMap(([path, item]) =>
    isJsonObject(item) ? readPath(path, item, root) : [],
  );
  return {
    title: isJsonObject(info) ? textOf(info['title']) : '',
    baseUrl: isJsonObject(server) ? textOf(server['url']) : '',
    operations: withUniqueNames(operations),
  };
}

function readPath(path: string, item: JsonObject, root: JsonObject): readonly OpenApiOperation[] {
  return methodNames.flatMap((method) => {
    const operation = item[method];
    return isJsonObject(operation)
      ? [readOperation({ path, method, operation, shared: item['parameters'], root })]
      : [];
  });
}

interface Found {
  readonly path: string;
  readonly method: string;
  readonly operation: JsonObject;
  readonly shared: JsonValue | undefined;
  readonly root: JsonObject;
}

function readOperation({ path, method, operation, shared, root }: Found): OpenApiOperation {
  const resolver = new Resolver(root);
  const parameters = new Map<string, OperationParameter>();
  const properties: [string, JsonValue][] = [];
  const required: string[] = [];
  for (const raw of [...listOf(shared), ...listOf(operation['parameters'])]) {
    const parameter = resolver.follow(raw);
    if (!isJsonObject(parameter)) continue;
    const { name, in: place, schema, description } = parameter;
    if (typeof name !== 'string' || !isPlace(place) || parameters.has(name)) continue;
    parameters.set(name, { name, place });
    properties.push([name, withDescription(resolver.inline(schema ?? {}), description)]);
    if (parameter['required'] === true || place === 'path') required.push(name);
  }
  const body = readBody(operation['requestBody'], resolver);
  const bodyName = parameters.has('body') ? 'request_body' : 'body';
  if (body !== undefined) {
    properties.push([bodyName, body.schema]);
    if (body.required) required.push(bodyName);
  }
  const { operationId, summary, description } = operation;
  return {
    name: makeToolName(textOf(operationId) || `${method}_${path}`),
    description: [textOf(summary), textOf(description)].filter((part) => part !== '').join('. '),
    method: method.toUpperCase(),
    path,
    parameters: [...parameters.values()],
    ...(body === undefined ? {} : { bodyName }),
    schema: {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    },
  };
}

function readBody(
  raw: JsonValue | undefined,
  resolver: Resolver,
): { readonly schema: JsonValue; readonly required: boolean } | undefined {
  const body = resolver.follow(raw ?? null);
  if (!isJsonObject(body) || !isJsonObject(body['content'])) return undefined;
  const json = Object.entries(body['content']).find(([type]) => /[/+]json\b/i.test(type))?.[1];
  if (!isJsonObject(json)) return undefined;
  return { schema: resolver.inline(json['schema'] ?? {}), required: body['required'] === true };
}

/** Puts what references name in their places; what names itself is left open. */
class Resolver {
  readonly #root: JsonObject;
  #followed = 0;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** The value that a reference names; any other value as it is. */
  follow(value: JsonValue): JsonValue {
    const target = isJsonObject(value) ? value['$ref'] : undefined;
    if (typeof target !== 'string') return value;
    if (!target.startsWith('#/'))
      throw invalid(`it refers to another file: ${target.slice(0, 80)}`);
    this.#followed += 1;
    if (this.#followed > mostReferences) throw invalid('it refers to itself too often');
    let found: JsonValue = this.#root;
    for (const part of target.slice(2).split('/')) {
      const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
      const next: JsonValue | undefined =
        isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
      if (next === undefined) throw invalid(`there is no ${target.slice(0, 80)}`);
      found = next;
    }
    return found;
  }

  /** A schema without references. */
  inline(value: JsonValue, above: readonly string[] = []): JsonValue {
    if (Array.isArray(value)) return (value as JsonValue[]).map((item) => this.inline(item, above));
    if (!isJsonObject(value)) return value;
    const target = value['$ref'];
    if (typeof target === 'string') {
      if (above.includes(target) || above.length > 20) return {};
      return this.inline(this.follow(value), [...above, target]);
    }
    const entries = Object.entries(value).filter(([key]) => !skipped.has(key));
    return Object.fromEntries(
      entries.map(([key, item]) => [key, item === undefined ? null : this.inline(item, above)]),
    );
  }
}

/** Words of OpenAPI that JSON schema does not know, or that only fill the prompt. */
const skipped = new Set(['example', 'examples', 'xml', 'externalDocs', 'discriminator']);

function withDescription(schema: JsonValue, description: JsonValue | undefined): JsonValue {
  const isMissing = isJsonObject(schema) && schema['description'] === undefined;
  return isMissing && typeof description === 'string' ? { ...schema, description } : schema;
}

function withUniqueNames(operations: readonly OpenApiOperation[]): readonly OpenApiOperation[] {
  const seen = new Map<string, number>();
  return operations.map((operation) => {
    const count = (seen.get(operation.name) ?? 0) + 1;
    seen.set(operation.name, count);
    return count === 1
      ? operation
      : { ...operation, name: `${operation.name.slice(0, 60)}_${count}` };
  });
}

function isPlace(place: JsonValue | undefined): place is OperationParameter['place'] {
  return place === 'path' || place === 'query' || place === 'header';
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

function invalid(reason: string): MillraceError {
  return new MillraceError('invalid_openapi', `The OpenAPI document cannot be used: ${reason}.`, {
    action: 'Give an OpenAPI 3 document, as JSON or YAML, in one file.',
  });
}
