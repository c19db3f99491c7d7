import type OpenAI from 'openai';
import type { ChatMessage, ChatRequest, ContentPart } from '../../contracts/chat.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { isJsonObject } from '../../shared/json.ts';
import { reasoningItemsKey } from '../../stream/responses/responses-calls.ts';
import { addressOf } from './attachments.ts';
import type { OptionalField } from './optional-fields.ts';
import { describeSchema, isStrictSchema, withSchemaInstructions } from './output-schema.ts';
import { returnableArguments } from './request-body.ts';

type ResponsesBody = OpenAI.Responses.ResponseCreateParamsStreaming;
type InputItem = OpenAI.Responses.ResponseInputItem;

/**
 * The body of a streaming request to the Responses API. The provider stores nothing: the whole conversation is sent
 * each time, with the sealed reasoning that led to earlier calls.
 */
export function createResponsesBody(
  request: ChatRequest,
  refused: ReadonlySet<OptionalField>,
): ResponsesBody {
  const messages = refused.has('json_schema') ? withSchemaInstructions(request) : request.messages;
  return {
    model: request.model,
    input: messages.flatMap(convertMessage),
    stream: true,
    store: false,
    ...(refused.has('include') ? {} : { include: ['reasoning.encrypted_content'] }),
    ...askForSchema(request, refused),
    ...(request.tools.length === 0 ? {} : { tools: request.tools.map(convertTool) }),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.maxTokens === undefined ? {} : { max_output_tokens: request.maxTokens }),
  };
}

function askForSchema(
  { outputSchema }: ChatRequest,
  refused: ReadonlySet<OptionalField>,
): Partial<ResponsesBody> {
  if (outputSchema === undefined || refused.has('json_object')) return {};
  if (refused.has('json_schema')) return { text: { format: { type: 'json_object' } } };
  return {
    text: {
      format: {
        type: 'json_schema',
        ...describeSchema(outputSchema),
        schema: { ...outputSchema },
        strict: isStrictSchema(outputSchema),
      },
    },
  };
}

function convertTool(tool: ChatRequest['tools'][number]): OpenAI.Responses.FunctionTool {
  const { name, description, parameters } = tool;
  return { type: 'function', name, description, parameters: { ...parameters }, strict: false };
}

function convertMessage(message: ChatMessage): InputItem[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }];
    case 'user': {
      const { content } = message;
      return [
        { role: 'user', content: typeof content === 'string' ? content : content.map(convertPart) },
      ];
    }
    case 'tool':
      return [
        { type: 'function_call_output', call_id: message.toolCallId, output: message.content },
      ];
    case 'assistant':
      return [
        ...(message.content === ''
          ? []
          : [{ role: 'assistant', content: message.content } as const]),
        ...(message.toolCalls ?? []).flatMap((call): InputItem[] => [
          ...readReasoningItems(call.extra?.[reasoningItemsKey]),
          {
            type: 'function_call',
            call_id: call.id,
            name: call.name,
            arguments: returnableArguments(call.arguments),
          },
        ]),
      ];
    default:
      return assertNever(message, 'message');
  }
}

/** What the endpoint itself sent, so it is returned as it came. */
function readReasoningItems(items: unknown): InputItem[] {
  return Array.isArray(items)
    ? items.filter(isJsonObject).map((item) => item as unknown as InputItem)
    : [];
}

function convertPart(part: ContentPart): OpenAI.Responses.ResponseInputContent {
  switch (part.type) {
    case 'text':
      return { type: 'input_text', text: part.text };
    case 'image':
      return { type: 'input_image', image_url: addressOf(part), detail: 'auto' };
    case 'file':
      return 'url' in part
        ? { type: 'input_file', file_url: part.url }
        : { type: 'input_file', filename: part.name, file_data: addressOf(part) };
    default:
      return assertNever(part, 'content part');
  }
}
