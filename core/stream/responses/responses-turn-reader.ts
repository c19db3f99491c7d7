import type { ChatPart } from '../../contracts/chat.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { RawFormatReader } from '../chat-completions/apply-raw-format.ts';
import { createCallId } from '../chat-completions/call-id.ts';
import type { ChatTurnReaderOptions } from '../chat-completions/chat-turn-reader.ts';
import { SseReader } from '../sse/sse-reader.ts';
import { ResponsesDecoder } from './responses-decoder.ts';

/** Reads one turn of the Responses API, from the bytes of the answer to chat parts; as ChatTurnReader otherwise. */
export class ResponsesTurnReader {
  readonly #events = new SseReader();
  readonly #decoder: ResponsesDecoder;
  readonly #rawFormat: RawFormatReader | undefined;

  /** Throws MillraceError `unknown_raw_format`. */
  constructor(options: ChatTurnReaderOptions = {}) {
    const createId = options.createId ?? createCallId;
    this.#decoder = new ResponsesDecoder(createId);
    if (options.rawFormat !== undefined) {
      this.#rawFormat = new RawFormatReader(
        options.rawFormat,
        options.tools ?? [],
        createId,
        options,
      );
    }
  }

  /** As in ChatTurnReader. */
  get failure(): ErrorInfo | undefined {
    return this.#decoder.failure;
  }

  /** The status of the response, such as `completed`; undefined until it came. */
  get providerFinishReason(): string | undefined {
    return this.#decoder.status;
  }

  /** Whether nothing that follows can matter. */
  get isDone(): boolean {
    return this.#decoder.isDone;
  }

  /** Takes the bytes of one network read. */
  push(bytes: Uint8Array): ChatPart[] {
    const parts = this.#events.push(bytes).flatMap((data) => this.#decoder.push(data));
    return this.#rawFormat === undefined || parts.length === 0
      ? parts
      : this.#rawFormat.push(parts);
  }

  /** Ends the turn; `failure` tells that the connection broke. */
  end(failure?: ErrorInfo): ChatPart[] {
    const last = this.#events.end().flatMap((data) => this.#decoder.push(data));
    // Not pushed as arguments: an answer may end with more calls than the stack holds.
    const parts = [...last, ...this.#decoder.end(failure)];
    return this.#rawFormat === undefined ? parts : this.#rawFormat.end(parts);
  }
}
