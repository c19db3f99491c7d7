import type {
  McpContent,
  McpPrompt,
  McpResource,
  McpResult,
  McpTool,
  McpToolList,
} from '../../contracts/mcp.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';

// A server's answers are read field by field: one tool that is wrong must not cost all others.

/** Tools as a server lists them; what cannot be used is told instead. */
export function readTools(items: readonly unknown[]): McpToolList {
  const tools: McpTool[] = [];
  const problems: string[] = [];
  for (const item of items) {
    const tool = isJsonObject(item) ? item : {};
    const { name, description, inputSchema, annotations } = tool;
    if (typeof name !== 'string' || name.trim() === '') {
      problems.push('A tool has no name.');
      continue;
    }
    const schema = readSchema(inputSchema);
    if (schema === undefined) {
      problems.push(`The parameters of ${shorten(name)} are no JSON schema of an object.`);
      continue;
    }
    const hints = isJsonObject(annotations) ? annotations : {};
    tools.push({
      name,
      description: textOf(description),
      inputSchema: schema,
      isReadOnly: hints['readOnlyHint'] === true,
      isDestructive: hints['destructiveHint'] === true && hints['readOnlyHint'] !== true,
    });
  }
  return { tools, problems };
}

function readSchema(schema: JsonValue | undefined): JsonObject | undefined {
  if (schema === undefined || schema === null) return { type: 'object', properties: {} };
  if (!isJsonObject(schema)) return undefined;
  if (schema['type'] === undefined) return { ...schema, type: 'object' };
  return schema['type'] === 'object' ? schema : undefined;
}

export function readResources(items: readonly unknown[]): readonly McpResource[] {
  return items.filter(isJsonObject).flatMap(({ uri, name, title, description }) => {
    if (typeof uri !== 'string') return [];
    return [{ uri, name: textOf(title) || textOf(name) || uri, description: textOf(description) }];
  });
}

export function readPrompts(items: readonly unknown[]): readonly McpPrompt[] {
  return items.filter(isJsonObject).flatMap((prompt) => {
    const { name, description } = prompt;
    if (typeof name !== 'string') return [];
    const given = Array.isArray(prompt['arguments']) ? (prompt['arguments'] as JsonValue[]) : [];
    const args = given.filter(isJsonObject).map((item) => ({
      name: textOf(item['name']),
      description: textOf(item['description']),
      required: item['required'] === true,
    }));
    return [{ name, description: textOf(description), arguments: args }];
  });
}

export function readResult(result: JsonObject): McpResult {
  const items = Array.isArray(result['content']) ? (result['content'] as JsonValue[]) : [];
  const structured = result['structuredContent'];
  return {
    content: items.flatMap(readContent),
    isError: result['isError'] === true,
    ...(structured === undefined ? {} : { structured }),
  };
}

/** What a resource holds. */
export function readContents(items: readonly unknown[]): readonly McpContent[] {
  return items.flatMap((item) => (isJsonObject(item) ? readEmbedded(item) : []));
}

/** A prompt's messages, each after its role. */
export function readPromptMessages(items: readonly unknown[]): string {
  const texts = items.filter(isJsonObject).map(({ role, content }) => {
    const parts = (Array.isArray(content) ? (content as JsonValue[]) : [content ?? null]).flatMap(
      readContent,
    );
    const text = parts.map((part) => (part.type === 'text' ? part.text : `(${part.type})`));
    return `${textOf(role)}: ${text.join('\n')}`;
  });
  return texts.join('\n\n');
}

function readContent(item: JsonValue): readonly McpContent[] {
  if (!isJsonObject(item)) return [];
  const { type, text, data, mimeType, resource, uri, name } = item;
  if (type === 'text') return typeof text === 'string' ? [{ type, text }] : [];
  if (type === 'image' || type === 'audio') return [binary(mimeType, data)];
  if (type === 'resource' && isJsonObject(resource)) return readEmbedded(resource);
  if (type === 'resource_link' && typeof uri === 'string')
    return [{ type: 'link', uri, name: textOf(name) }];
  return [];
}

function readEmbedded({ text, blob, mimeType }: JsonObject): readonly McpContent[] {
  if (typeof text === 'string') return [{ type: 'text', text }];
  return typeof blob === 'string' ? [binary(mimeType, blob)] : [];
}

function binary(mediaType: JsonValue | undefined, base64: JsonValue | undefined): McpContent {
  const bytes = typeof base64 === 'string' ? Math.floor((base64.length * 3) / 4) : 0;
  return { type: 'binary', mediaType: textOf(mediaType) || 'application/octet-stream', bytes };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function shorten(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}
