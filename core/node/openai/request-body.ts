import type OpenAI from 'openai';
import type { ChatMessage, ChatRequest, ToolCall } from '../../contracts/chat.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { isJsonObject } from '../../shared/json.ts';

/** Fields that help but that some servers refuse; a request that fails over one is sent again without it. */
export type OptionalField = 'stream_options' | 'skip_special_tokens' | 'max_tokens';

type RequestBody = OpenAI.ChatCompletionCreateParamsStreaming;

/** The body of a streaming request, without the fields that this server has refused. */
export function createRequestBody(
  request: ChatRequest,
  refused: ReadonlySet<OptionalField>,
): RequestBody {
  const hasRawFormat = request.rawFormat !== undefined;
  return {
    model: request.model,
    messages: request.messages.map(convertMessage),
    stream: true,
    ...(refused.has('stream_options') ? {} : { stream_options: { include_usage: true } }),
    ...(request.tools.length === 0 ? {} : { tools: request.tools.map(convertTool) }),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...limitTokens(request.maxTokens, refused.has('max_tokens')),
    // Otherwise vLLM and SGLang remove the markers of a raw format before we can see them.
    ...(hasRawFormat && !refused.has('skip_special_tokens') ? { skip_special_tokens: false } : {}),
  };
}

/** The optional field that a refusal names, if we sent it and can do without it. */
export function findRefusedField(message: string, body: RequestBody): OptionalField | undefined {
  if (message.includes('max_completion_tokens') && 'max_tokens' in body) return 'max_tokens';
  if (message.includes('skip_special_tokens') && 'skip_special_tokens' in body) {
    return 'skip_special_tokens';
  }
  const namesStreamOptions = /stream_options|include_usage/.test(message);
  return namesStreamOptions && 'stream_options' in body ? 'stream_options' : undefined;
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

function convertMessage(message: ChatMessage): OpenAI.ChatCompletionMessageParam {
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: message.role, content: message.content };
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
    case 'assistant': {
      const calls = message.toolCalls ?? [];
      if (calls.length === 0) return { role: 'assistant', content: message.content };
      const content = message.content === '' ? null : message.content;
      return { role: 'assistant', content, tool_calls: calls.map(convertCall) };
    }
    default:
      return assertNever(message, 'message');
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
function returnableArguments(text: string): string {
  if (text.trim() === '') return '{}';
  try {
    if (isJsonObject(JSON.parse(text))) return text;
  } catch {
    // Falls through: the model sees what it wrote, in a shape that parses.
  }
  return JSON.stringify({ invalid_arguments: text });
}
