import type { ToolSpec } from '../../contracts/chat.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** What the offered tools' schemas say about their parameters, for formats that write values without their types. */
export class ToolParameters {
  readonly #properties: ReadonlyMap<string, JsonObject>;

  constructor(tools: readonly ToolSpec[]) {
    this.#properties = new Map(
      tools.map(({ name, parameters }) => [
        name,
        isJsonObject(parameters.properties) ? parameters.properties : {},
      ]),
    );
  }

  /** Whether a tool of this name was offered; with no tools at all nothing is known, so any name may be. */
  isOffered(name: string): boolean {
    return this.#properties.size === 0 || this.#properties.has(name);
  }

  /** As `isOffered`, for what is a call only if its name was offered: with no tools at all nothing is. */
  isSurelyOffered(name: string): boolean {
    return this.#properties.has(name);
  }

  /** The names of the offered tools. */
  get names(): readonly string[] {
    return [...this.#properties.keys()];
  }

  /** The name of a tool's parameter by its place in the schema. */
  parameterAt(tool: string, position: number): string | undefined {
    return Object.keys(this.#properties.get(tool) ?? {})[position];
  }

  /** Whether a tool has a parameter of this name; undefined: the tool is not known. */
  hasParameter(tool: string, parameter: string): boolean | undefined {
    const properties = this.#properties.get(tool);
    return properties === undefined ? undefined : Object.hasOwn(properties, parameter);
  }

  /** The JSON-schema types that a parameter may have; empty when nothing is known. */
  typesOf(tool: string, parameter: string): readonly string[] {
    const properties = this.#properties.get(tool) ?? {};
    return Object.hasOwn(properties, parameter) ? listTypes(properties[parameter]) : [];
  }
}

function listTypes(schema: JsonValue | undefined): readonly string[] {
  if (!isJsonObject(schema)) return [];
  const { type } = schema;
  const named = Array.isArray(type) ? (type as readonly JsonValue[]) : [type];
  const alternatives = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) =>
    Array.isArray(list) ? (list as readonly JsonValue[]).flatMap(listTypes) : [],
  );
  const values = Array.isArray(schema.enum) ? (schema.enum as readonly JsonValue[]) : [];
  const listed = [
    ...named.filter((name) => typeof name === 'string'),
    ...alternatives,
    ...(type === undefined ? values.map((value) => (value === null ? 'null' : typeof value)) : []),
  ];
  return [...new Set(listed)];
}
