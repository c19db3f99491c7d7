import type { ChatMessage, ChatRequest } from '../../contracts/chat.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** The name under which an endpoint is told the schema: letters, digits, _ and - only. */
export function describeSchema(schema: JsonObject): { readonly name: string } {
  const title = typeof schema.title === 'string' ? schema.title : '';
  return { name: title.replace(/[^\w-]+/g, '_').slice(0, 64) || 'answer' };
}

/** Whether a schema keeps the rules of OpenAI's strict mode: closed objects with every property required. */
export function isStrictSchema(schema: JsonObject): boolean {
  return schema.type === 'object' && isStrict(schema);
}

function isStrict(schema: JsonValue | undefined): boolean {
  if (Array.isArray(schema)) return (schema as readonly JsonValue[]).every(isStrict);
  if (!isJsonObject(schema)) return true;
  const { properties } = schema;
  if (isJsonObject(properties) || schema.type === 'object') {
    const names = Object.keys(isJsonObject(properties) ? properties : {});
    const required = Array.isArray(schema.required) ? schema.required : [];
    if (schema.additionalProperties !== false || names.some((name) => !required.includes(name))) {
      return false;
    }
    return names.every((name) => isStrict((properties as JsonObject)[name]));
  }
  return [schema.items, schema.anyOf, schema.$defs].every((part) =>
    isJsonObject(part) && part === schema.$defs
      ? Object.values(part).every(isStrict)
      : isStrict(part),
  );
}

/** The conversation with the schema in the instructions, for an endpoint that takes no schema. */
export function withSchemaInstructions(request: ChatRequest): readonly ChatMessage[] {
  if (request.outputSchema === undefined) return request.messages;
  const rule = `Answer with one JSON document and nothing else. It must fit this JSON schema:\n${JSON.stringify(request.outputSchema)}`;
  const [first, ...rest] = request.messages;
  if (first?.role !== 'system') return [{ role: 'system', content: rule }, ...request.messages];
  return [{ role: 'system', content: `${first.content}\n\n${rule}` }, ...rest];
}
