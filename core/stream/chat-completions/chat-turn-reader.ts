import type { ChatPart, ToolSpec } from '../../contracts/chat.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { SseReader } from '../sse/sse-reader.ts';
import { RawFormatReader } from './apply-raw-format.ts';
import type { RawFormatOptions } from './apply-raw-format.ts';
import { createCallId } from './call-id.ts';
import { ChatCompletionsDecoder } from './chat-completions-decoder.ts';
import type { ChatCompletionsDecoderOptions } from './chat-completions-decoder.ts';

export interface ChatTurnReaderOptions extends ChatCompletionsDecoderOptions, RawFormatOptions {
  /** Id of the raw format that the model writes its calls in; undefined: API calls only. */
  readonly rawFormat?: string | undefined;
  /** The tools that were offered; a raw format needs their names and types. */
  readonly tools?: readonly ToolSpec[];
}

/**
 * Reads one turn of an OpenAI-compatible model, from the bytes of the answer to chat parts. Equal bytes give equal
 * parts however they are split (text may be cut into other deltas). `end` gives the last parts; `failure` then says
 * what went wrong, if anything did.
 */
export class ChatTurnReader {
  readonly #events = new SseReader();
  readonly #decoder: ChatCompletionsDecoder;
  readonly #rawFormat: RawFormatReader | undefined;

  /** Throws MillraceError `unknown_raw_format`. */
  constructor(options: ChatTurnReaderOptions = {}) {
    this.#decoder = new ChatCompletionsDecoder(options);
    if (options.rawFormat !== undefined) {
      this.#rawFormat = new RawFormatReader(
        options.rawFormat,
        options.tools ?? [],
        options.createId ?? createCallId,
        options,
      );
    }
  }

  /** As in ChatCompletionsDecoder. */
  get failure(): ErrorInfo | undefined {
    return this.#decoder.failure;
  }

  /** As in ChatCompletionsDecoder. */
  get providerFinishReason(): string | undefined {
    return this.#decoder.providerFinishReason;
  }

  /** Whether nothing that follows can matter. */
  get isDone(): boolean {
    return this.#decoder.isDone;
  }

  /** Takes the bytes of one network read. */
  push(bytes: Uint8Array): ChatPart[] {
    return this.#sieve(this.#decode(this.#events.push(bytes)));
  }

  /** Takes one chunk that is parsed already. */
  pushChunk(chunk: JsonObject): ChatPart[] {
    return this.#sieve(this.#decoder.pushChunk(chunk));
  }

  /** Ends the turn; `failure` tells that the connection broke. */
  end(failure?: ErrorInfo): ChatPart[] {
    const last = this.#decode(this.#events.end());
    // Not pushed as arguments: an answer may end with more calls than the stack holds.
    const parts = [...last, ...this.#decoder.end(failure)];
    return this.#rawFormat === undefined ? parts : this.#rawFormat.end(parts);
  }

  #decode(events: readonly string[]): ChatPart[] {
    const [only] = events;
    if (events.length === 1 && only !== undefined) return this.#decoder.push(only);
    const parts: ChatPart[] = [];
    for (const data of events) for (const part of this.#decoder.push(data)) parts.push(part);
    return parts;
  }

  #sieve(parts: ChatPart[]): ChatPart[] {
    return this.#rawFormat === undefined || parts.length === 0
      ? parts
      : this.#rawFormat.push(parts);
  }
}
