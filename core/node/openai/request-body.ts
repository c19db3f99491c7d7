import type OpenAI from 'openai';
import type { ChatMessage, ChatRequest, ContentPart, ToolCall } from '../../contracts/chat.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { isJsonObject } from '../../shared/json.ts';
import { addressOf, refuseFileAddress } from './attachments.ts';
import { describeSchema, isStrictSchema, withSchemaInstructions } from './output-schema.ts';
import type { OptionalField } from './optional-fields.ts';

type RequestBody = OpenAI.ChatCompletionCreateParamsStreaming;

/** The field of a message that takes back the reasoning which led to its calls. */
export type ReasoningField = 'reasoning_content' | 'reasoning';

/** The body of a streaming request, without the fields that this server has refused. */
export function createRequestBody(
  request: ChatRequest,
  refused: ReadonlySet<OptionalField>,
  reasoningField?: ReasoningField,
): RequestBody {
  const hasRawFormat = request.rawFormat !== undefined;
  const messages = refused.has('json_schema') ? withSchemaInstructions(request) : request.messages;
  return {
    model: request.model,
    messages: messages.map((message) => convertMessage(message, reasoningField)),
    stream: true,
    ...askForSchema(request, refused),
    ...(refused.has('stream_options') ? {} : { stream_options: { include_usage: true } }),
    ...askForImages(request),
    ...(request.tools.length === 0 ? {} : { tools: request.tools.map(convertTool) }),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...limitTokens(request.maxTokens, refused.has('max_tokens')),
    // Otherwise vLLM and SGLang remove the markers of a raw format before we can see them.
    ...(hasRawFormat && !refused.has('skip_special_tokens') ? { skip_special_tokens: false } : {}),
  };
}

function askForSchema(
  { outputSchema }: ChatRequest,
  refused: ReadonlySet<OptionalField>,
): Partial<RequestBody> {
  if (outputSchema === undefined || refused.has('json_object')) return {};
  if (refused.has('json_schema')) return { response_format: { type: 'json_object' } };
  const strict = isStrictSchema(outputSchema);
  return {
    response_format: {
      type: 'json_schema',
      json_schema: { ...describeSchema(outputSchema), schema: { ...outputSchema }, strict },
    },
  };
}

/** The SDK's types know text and audio only; OpenRouter and others make images when they are asked so. */
function askForImages({ wantsImages }: ChatRequest): Partial<RequestBody> {
  return wantsImages === true ? ({ modalities: ['image', 'text'] } as object) : {};
}

// Newer OpenAI models know the limit under its newer name only, most other servers under the old one only.
function limitTokens(maxTokens: number | undefined, usesNewName: boolean): Partial<RequestBody> {
  if (maxTokens === undefined) return {};
  return usesNewName ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens };
}

function convertTool(tool: ChatRequest['tools'][number]): OpenAI.ChatCompletionTool {
  const { name, description, parameters } = tool;
  return { type: 'function', function: { name, description, parameters } };
}

function convertMessage(
  message: ChatMessage,
  reasoningField: ReasoningField | undefined,
): OpenAI.ChatCompletionMessageParam {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.content };
    case 'user': {
      const { content } = message;
      return {
        role: 'user',
        content: typeof content === 'string' ? content : content.map(convertPart),
      };
    }
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
    case 'assistant': {
      const calls = message.toolCalls ?? [];
      if (calls.length === 0) return { role: 'assistant', content: message.content };
      const content = message.content === '' ? null : message.content;
      const { reasoning } = message;
      const thoughts =
        reasoningField === undefined || reasoning === undefined
          ? {}
          : { [reasoningField]: reasoning };
      return { role: 'assistant', content, tool_calls: calls.map(convertCall), ...thoughts };
    }
    default:
      return assertNever(message, 'message');
  }
}

function convertPart(part: ContentPart): OpenAI.ChatCompletionContentPart {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return { type: 'image_url', image_url: { url: addressOf(part) } };
    case 'file':
      if ('url' in part) throw refuseFileAddress(part.name);
      return { type: 'file', file: { filename: part.name, file_data: addressOf(part) } };
    default:
      return assertNever(part, 'content part');
  }
}

function convertCall(call: ToolCall): OpenAI.ChatCompletionMessageFunctionToolCall {
  return {
    ...call.extra,
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: returnableArguments(call.arguments) },
  };
}

/** Servers that parse the conversation (Ollama, vLLM's templates) fail on arguments that are no JSON object. */
export function returnableArguments(text: string): string {
  if (text.trim() === '') return '{}';
  try {
    if (isJsonObject(JSON.parse(text))) return text;
  } catch {
    // Falls through: the model sees what it wrote, in a shape that parses.
  }
  return JSON.stringify({ invalid_arguments: text });
}
