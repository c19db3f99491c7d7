import type { ChatPart } from '../contracts/chat.ts';
import type { ModelApi } from '../contracts/traffic.ts';
import { assertNever } from '../shared/assert-never.ts';
import { MillraceError, toErrorInfo } from '../shared/errors.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import { providerError } from './chat-completions/chunk-fields.ts';
import { ChatTurnReader } from './chat-completions/chat-turn-reader.ts';
import type { ChatTurnReaderOptions } from './chat-completions/chat-turn-reader.ts';
import { ResponsesTurnReader } from './responses/responses-turn-reader.ts';

/** Reads one answer of an endpoint, from its bytes to chat parts. */
export interface AnswerReader {
  /** Why the turn failed; complete after `end`. */
  readonly failure: ErrorInfo | undefined;
  /** The provider's own word for why the answer ended; undefined until it came. */
  readonly providerFinishReason: string | undefined;
  /** Whether nothing that follows can matter. */
  readonly isDone: boolean;
  /** Takes the bytes of one network read. */
  push(bytes: Uint8Array): ChatPart[];
  /** Ends the turn; `failure` tells that the connection broke. The last part is `finish`. */
  end(failure?: ErrorInfo): ChatPart[];
}

/** The reader for a dialect. Throws MillraceError `unknown_raw_format`. */
export function createAnswerReader(api: ModelApi, options: ChatTurnReaderOptions): AnswerReader {
  switch (api) {
    case 'chat-completions':
      return new ChatTurnReader(options);
    case 'responses':
      return new ResponsesTurnReader(options);
    default:
      return assertNever(api, 'model api');
  }
}

/** Why a reader threw on a piece of the answer, as the reason that broke the stream; throws what is our own fault. */
export function explainUnreadable(error: unknown): ErrorInfo {
  // What nests so deeply that reading it exhausts the stack.
  if (error instanceof RangeError) return providerError('it sent a piece that cannot be read');
  if (error instanceof MillraceError) return toErrorInfo(error);
  throw error;
}
