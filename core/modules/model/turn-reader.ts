import type { ChatPart, FinishReason, ToolCall } from '../../contracts/chat.ts';
import type { StreamWriter } from '../../module/stream-writer.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { ErrorInfo } from '../../shared/errors.ts';

/** A model turn, whole. */
export interface ModelTurn {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  /** Calls that the model wrote so that they cannot be read, with their raw text. */
  readonly errors: readonly { readonly error: ErrorInfo; readonly raw: string }[];
  readonly finish: FinishReason;
}

/** Sends each part of a turn both ways: at once to the stream, and into the buffers that the next step needs. */
export class TurnReader {
  readonly #stream: StreamWriter;
  readonly #text: string[] = [];
  readonly #reasoning: string[] = [];
  readonly #calls: ToolCall[] = [];
  readonly #callIds = new Map<number, string>();
  readonly #errors: { error: ErrorInfo; raw: string }[] = [];
  #finish: FinishReason = 'interrupted';

  constructor(stream: StreamWriter) {
    this.#stream = stream;
  }

  take(parts: readonly ChatPart[]): void {
    for (const part of parts) this.#take(part);
  }

  end(): ModelTurn {
    return {
      text: this.#text.join(''),
      reasoning: this.#reasoning.join(''),
      toolCalls: this.#calls,
      errors: this.#errors,
      finish: this.#finish,
    };
  }

  #take(part: ChatPart): void {
    switch (part.type) {
      case 'text-delta':
        this.#text.push(part.text);
        return this.#stream.text(part.text);
      case 'reasoning-delta':
        this.#reasoning.push(part.text);
        return this.#stream.reasoning(part.text);
      case 'tool-call-start':
        this.#callIds.set(part.call, part.id);
        return this.#stream.toolCallStart(part.id, part.name);
      case 'tool-call-delta':
        return this.#stream.toolCallDelta(this.#callIds.get(part.call) ?? '', part.text);
      case 'tool-call-end':
        this.#calls.push(part.toolCall);
        return this.#stream.toolCallEnd(
          part.toolCall.id,
          part.toolCall.name,
          part.toolCall.arguments,
        );
      case 'tool-call-error':
        this.#errors.push({ error: part.error, raw: part.raw });
        return this.#stream.custom('tool-call-error', part.error);
      case 'usage':
        return this.#stream.usage(part.usage);
      case 'finish':
        this.#finish = part.reason;
        return;
      default:
        assertNever(part, 'chat part');
    }
  }
}
