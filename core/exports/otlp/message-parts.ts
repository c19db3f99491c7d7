import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** A conversation as the conventions write it: each message as its role and parts. */
export function toInputMessages(value: JsonValue | undefined): string | undefined {
  const messages = readMessages(value);
  return messages.length === 0 ? undefined : JSON.stringify(messages);
}

/** What a model answered, as the conventions write it: one message with its reason to end. */
export function toOutputMessages(
  value: JsonValue | undefined,
  finish: string | undefined,
): string | undefined {
  if (!isJsonObject(value)) return undefined;
  const { text, reasoning } = value;
  const parts = [
    ...(typeof reasoning === 'string' ? [{ type: 'reasoning', content: reasoning }] : []),
    ...(typeof text === 'string' && text !== '' ? [{ type: 'text', content: text }] : []),
    ...readCalls(value['toolCalls']),
  ];
  return JSON.stringify([{ role: 'assistant', parts, finish_reason: finish ?? 'stop' }]);
}

function readMessages(value: JsonValue | undefined): readonly JsonObject[] {
  if (!isJsonObject(value)) return [];
  const { prompt, messages } = value;
  const list = Array.isArray(messages) ? (messages as readonly JsonValue[]) : [];
  const told = list.filter(isJsonObject).map(toMessage);
  return typeof prompt === 'string'
    ? [...told, { role: 'user', parts: [{ type: 'text', content: prompt }] }]
    : told;
}

function toMessage(message: JsonObject): JsonObject {
  const { role, content, toolCallId } = message;
  const name = typeof role === 'string' ? role : 'user';
  if (name === 'tool') {
    const part = { type: 'tool_call_response', id: toolCallId ?? null, response: content ?? null };
    return { role: name, parts: [part] };
  }
  return { role: name, parts: [...readContent(content), ...readCalls(message['toolCalls'])] };
}

function readContent(content: JsonValue | undefined): readonly JsonObject[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', content }];
  const parts = Array.isArray(content) ? (content as readonly JsonValue[]) : [];
  return parts.filter(isJsonObject).map(toPart);
}

/** Images and files go as what they are; their bytes belong into no trace. */
function toPart({ type, text, mediaType, url }: JsonObject): JsonObject {
  if (type === 'text') return { type: 'text', content: typeof text === 'string' ? text : '' };
  const modality = type === 'image' ? 'image' : 'document';
  return typeof url === 'string'
    ? { type: 'uri', modality, mime_type: mediaType ?? null, uri: url }
    : { type: 'attachment', modality, mime_type: mediaType ?? null };
}

function readCalls(value: JsonValue | undefined): readonly JsonObject[] {
  const calls = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  return calls.filter(isJsonObject).map((call) => ({
    type: 'tool_call',
    id: call['id'] ?? null,
    name: call['name'] ?? '',
    arguments: readArguments(call['arguments']),
  }));
}

/** Models write arguments as a text of JSON, if they do it well. */
function readArguments(value: JsonValue | undefined): JsonValue {
  if (typeof value !== 'string') return value ?? null;
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    return value;
  }
}
