import type { ChatPart, FinishReason } from '../../contracts/chat.ts';
import type { Usage } from '../../contracts/usage.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { createCallId } from './call-id.ts';
import {
  noFinishReason,
  providerError,
  readChunkError,
  readContent,
  readFinishReason,
  readUsage,
} from './chunk-fields.ts';
import { readImages } from './read-images.ts';
import type { ImagePart } from './read-images.ts';
import { ToolCallMerger } from './tool-call-merger.ts';

export interface ChatCompletionsDecoderOptions {
  /** Makes an id for a call that comes without one; by default random. */
  readonly createId?: () => string;
}

/**
 * Turns the chunks of an OpenAI-compatible chat stream into chat parts, whatever dialect they are in; a whole
 * completion that was not streamed counts as one chunk. After `end`, `failure` says why the turn failed, if it did.
 */
export class ChatCompletionsDecoder {
  readonly #calls: ToolCallMerger;
  readonly #images = new Set<string>();
  #finish: FinishReason | undefined;
  #providerFinish: string | undefined;
  #usage: Usage | undefined;
  #failure: ErrorInfo | undefined;
  #isUnreadable = false;
  #isDone = false;

  constructor(options: ChatCompletionsDecoderOptions = {}) {
    this.#calls = new ToolCallMerger(options.createId ?? createCallId);
  }

  /** Why the turn failed: `provider_error`, or after `end` also `no_finish_reason`; undefined while all is well. */
  get failure(): ErrorInfo | undefined {
    return this.#failure;
  }

  /** The finish reason in the provider's own words; undefined until it came. */
  get providerFinishReason(): string | undefined {
    return this.#providerFinish;
  }

  /** Whether nothing that follows can matter: the end was announced, or the provider failed. */
  get isDone(): boolean {
    return this.#isDone || this.#failure !== undefined;
  }

  /** Takes the data of one event. */
  push(data: string): ChatPart[] {
    const parts: ChatPart[] = [];
    if (this.isDone) return parts;
    if (data.startsWith('{')) {
      const chunk = parseObject(data);
      if (this.#isUnreadable) this.#fail('it sent a piece that is not JSON');
      else if (chunk === undefined) this.#isUnreadable = true;
      else this.#readChunk(chunk, parts);
    } else if (data.trim() === '[DONE]') {
      this.#isDone = true;
    }
    return parts;
  }

  /** Takes one chunk that is parsed already. */
  pushChunk(chunk: JsonObject): ChatPart[] {
    const parts: ChatPart[] = [];
    if (!this.isDone) this.#readChunk(chunk, parts);
    return parts;
  }

  /**
   * Ends the stream: finishes or withholds the calls, then usage and `finish`. `failure` tells that the connection
   * broke.
   */
  end(failure?: ErrorInfo): ChatPart[] {
    const parts: ChatPart[] = [];
    const isCut = this.#finish === undefined;
    this.#failure ??= failure ?? (isCut ? noFinishReason : undefined);
    const reason = this.#finishReason();
    if (reason === 'interrupted') this.#calls.withhold('the stream did not end well', parts);
    else if (reason === 'length') this.#calls.withhold('the token limit cut the answer', parts);
    else if (reason === 'content-filter')
      this.#calls.withhold('a content filter cut the answer', parts);
    else this.#calls.finish(parts);
    if (this.#usage !== undefined) parts.push({ type: 'usage', usage: this.#usage });
    parts.push({ type: 'finish', reason });
    return parts;
  }

  #finishReason(): FinishReason {
    if (this.#failure !== undefined || this.#finish === undefined) return 'interrupted';
    // Gemini and forced tool choices say `stop` although there are calls; others say `tool_calls` without any.
    if (this.#finish === 'stop' || this.#finish === 'tool-calls') {
      return this.#calls.size > 0 ? 'tool-calls' : 'stop';
    }
    return this.#finish;
  }

  #fail(words: string): void {
    this.#failure ??= providerError(words);
  }

  #readChunk(chunk: JsonObject, parts: ChatPart[]): void {
    if (chunk.usage !== undefined || chunk.x_groq !== undefined || this.#finish !== undefined) {
      this.#usage = readUsage(chunk) ?? this.#usage;
    }
    const choice = firstChoice(chunk.choices);
    if (choice !== undefined) {
      if (isJsonObject(choice.delta)) this.#readDelta(choice.delta, parts);
      else if (isJsonObject(choice.message)) this.#readDelta(withIndexes(choice.message), parts);
      else if (typeof choice.text === 'string') pushText(choice.text, parts);
      if (choice.usage !== undefined) this.#usage = readUsage(chunk) ?? this.#usage;
      if (typeof choice.finish_reason === 'string') this.#readFinish(choice.finish_reason);
    }
    this.#failure = readChunkError(chunk) ?? this.#failure;
  }

  /** Some gateways send an image once more with the whole message. */
  #pushImage(image: ImagePart, parts: ChatPart[]): void {
    const source = 'url' in image ? image.url : image.data;
    if (this.#images.has(source)) return;
    this.#images.add(source);
    parts.push(image);
  }

  #readFinish(reason: string): void {
    if (reason === '') return;
    this.#providerFinish = reason;
    this.#finish = readFinishReason(reason);
    if (this.#finish === undefined) this.#fail(`it ended with “${reason}”`);
  }

  #readDelta(delta: JsonObject, parts: ChatPart[]): void {
    // Some servers send the same reasoning under both names.
    const reasoning = textOf(delta.reasoning_content) || textOf(delta.reasoning);
    if (reasoning !== '') parts.push({ type: 'reasoning-delta', text: reasoning });
    const content = delta.content;
    if (typeof content === 'string') {
      pushText(content, parts);
    } else if (content !== null && content !== undefined) {
      const read = readContent(content);
      if (read.reasoning !== '') parts.push({ type: 'reasoning-delta', text: read.reasoning });
      pushText(read.text, parts);
    }
    for (const image of readImages(delta)) this.#pushImage(image, parts);
    if (typeof delta.refusal === 'string') pushText(delta.refusal, parts);
    if (Array.isArray(delta.tool_calls)) {
      for (const item of delta.tool_calls) if (isJsonObject(item)) this.#calls.push(item, parts);
    }
    if (isJsonObject(delta.function_call)) {
      this.#calls.push({ index: 0, function: delta.function_call }, parts);
    }
  }
}

function parseObject(data: string): JsonObject | undefined {
  try {
    return JSON.parse(data) as JsonObject;
  } catch {
    return undefined;
  }
}

/** The choice we asked for; further ones would mix two answers. */
function firstChoice(choices: JsonValue | undefined): JsonObject | undefined {
  if (!Array.isArray(choices)) return undefined;
  const first: unknown = choices[0];
  if (isJsonObject(first) && (first.index === undefined || first.index === 0)) return first;
  return choices.filter(isJsonObject).find((choice) => (choice.index ?? 0) === 0);
}

/** A whole message: its calls stand apart already, so their places are their indexes. */
function withIndexes(message: JsonObject): JsonObject {
  if (!Array.isArray(message.tool_calls)) return message;
  const calls = message.tool_calls.filter(isJsonObject);
  return { ...message, tool_calls: calls.map((call, index) => ({ ...call, index })) };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function pushText(text: string, parts: ChatPart[]): void {
  if (text !== '') parts.push({ type: 'text-delta', text });
}
