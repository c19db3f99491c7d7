import type { FinishReason } from '../../contracts/chat.ts';
import type { Usage } from '../../contracts/usage.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** The usage that a chunk carries, in any of the places and spellings that providers use; undefined when it has none. */
export function readUsage(chunk: JsonObject): Usage | undefined {
  const groq = chunk.x_groq;
  const choice = firstItem(chunk.choices);
  const usage = [
    chunk.usage,
    isJsonObject(groq) ? groq.usage : undefined,
    isJsonObject(choice) ? choice.usage : undefined,
  ].find(isJsonObject);
  if (usage === undefined) return undefined;
  const inputTokens = firstCount(usage.prompt_tokens, usage.input_tokens);
  const outputTokens = firstCount(usage.completion_tokens, usage.output_tokens);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const reasoning = firstCount(
    detail(usage.completion_tokens_details, 'reasoning_tokens'),
    detail(usage.output_tokens_details, 'reasoning_tokens'),
    usage.reasoning_tokens,
  );
  const cached = firstCount(
    detail(usage.prompt_tokens_details, 'cached_tokens'),
    detail(usage.input_tokens_details, 'cached_tokens'),
    usage.prompt_cache_hit_tokens,
  );
  const output = outputTokens ?? 0;
  return {
    inputTokens: inputTokens ?? 0,
    // xAI counts reasoning beside the completion, the others inside it.
    outputTokens: reasoning !== undefined && reasoning > output ? output + reasoning : output,
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
  };
}

function firstItem(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[])[0] : undefined;
}

function detail(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) ? value[key] : undefined;
}

function firstCount(...values: readonly (JsonValue | undefined)[]): number | undefined {
  return values.find((value) => typeof value === 'number');
}

/** What a provider's finish reason means; undefined for the reasons that stand for a failure. */
export function readFinishReason(reason: string): FinishReason | undefined {
  switch (reason.toLowerCase()) {
    case 'tool_calls':
    case 'tool_use':
    case 'function_call':
      return 'tool-calls';
    case 'length':
    case 'max_tokens':
    case 'model_length':
      return 'length';
    case 'content_filter':
    case 'content-filter':
    case 'safety':
    case 'recitation':
      return 'content-filter';
    case 'error':
    case 'abort':
    case 'insufficient_system_resource':
      return undefined;
    default:
      // Gemini puts the name of its own filter before it.
      return /malformed_function_call/i.test(reason) ? undefined : 'stop';
  }
}

/** The error that a chunk carries (top level, in its choice, or as the whole document); undefined when it has none. */
export function readChunkError(chunk: JsonObject): ErrorInfo | undefined {
  const choice = firstItem(chunk.choices);
  const error = present(chunk.error) ?? present(isJsonObject(choice) ? choice.error : undefined);
  if (error !== undefined) return providerError(describeError(error));
  if (chunk.choices !== undefined) return undefined;
  const isErrorDocument = chunk.object === 'error' || chunk.type === 'error';
  if (isErrorDocument || chunk.detail !== undefined) {
    return providerError(describeError(chunk.message ?? chunk.detail ?? chunk));
  }
  return undefined;
}

function present(value: JsonValue | undefined): JsonValue | undefined {
  return value === null || value === '' || value === false ? undefined : value;
}

/** The words of a provider's error, whatever shape they come in. */
export function describeError(error: JsonValue): string {
  if (typeof error === 'string') return error;
  if (isJsonObject(error)) {
    const inner = error.message ?? error.error ?? error.detail ?? error.msg;
    if (inner !== undefined && inner !== null) return describeError(inner);
  }
  if (Array.isArray(error) && error.length === 1) return describeError(error[0] ?? null);
  return JSON.stringify(error);
}

/** The error of a stream that the provider broke off. */
export function providerError(words: string): ErrorInfo {
  return {
    code: 'provider_error',
    message: `The provider broke off its answer: ${withFullStop(words)}`,
    action: 'Run it again; if it happens again, ask the provider or choose another model.',
  };
}

function withFullStop(words: string): string {
  return /[.!?。！？]$/.test(words) ? words : `${words}.`;
}

/** The error of a stream that ended without saying why. */
export const noFinishReason: ErrorInfo = {
  code: 'no_finish_reason',
  message: 'The answer broke off: the provider closed the stream without a finish reason.',
  action: 'Run it again; what had arrived until then is kept.',
};

/** The plain text and the reasoning of a message's content: a string, null, or a list of typed parts. */
export function readContent(content: JsonValue | undefined): {
  readonly text: string;
  readonly reasoning: string;
} {
  if (typeof content === 'string') return { text: content, reasoning: '' };
  if (!Array.isArray(content)) return { text: '', reasoning: '' };
  let text = '';
  let reasoning = '';
  for (const part of content) {
    if (typeof part === 'string') text += part;
    if (!isJsonObject(part)) continue;
    if (part.type === 'thinking' || part.type === 'reasoning') {
      reasoning += readContent(part.thinking ?? part.text ?? part.reasoning).text;
    } else if (typeof part.text === 'string') {
      text += part.text;
    } else if (typeof part.refusal === 'string') {
      text += part.refusal;
    }
  }
  return { text, reasoning };
}
