import type { ChatPart, FinishReason, ToolCall } from '../../contracts/chat.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { MillraceError, type ErrorInfo } from '../../shared/errors.ts';

/** An image that a model gave, as attachments are. */
export type AnswerImage = Extract<ChatPart, { readonly type: 'image' }>;

/** A model turn, whole. */
export interface ModelTurn {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  readonly images: readonly AnswerImage[];
  /** Calls that the model wrote so that they cannot be read, with their raw text. */
  readonly errors: readonly { readonly error: ErrorInfo; readonly raw: string }[];
  readonly finish: FinishReason;
}

/** Reads the parts of a turn anew, such as calls out of a text, before anybody sees them. */
export interface PartFilter {
  /** What comes of a part; a `finish` part releases all that is held. */
  take(part: ChatPart): readonly ChatPart[];
  /** Whether the turn is over before its stream is: a `finish` part has been given out. */
  readonly isOver: boolean;
}

/** Characters of one turn, all kinds together: a hundred times what models write, and no more than a process can hold. */
const mostCharacters = 16 * 1024 * 1024;

/** Sends each part of a turn both ways: at once to the stream, and into the buffers that the next step needs. */
export class TurnReader {
  readonly #channel: 'text' | 'reasoning';
  readonly #context: Pick<ModuleContext, 'stream' | 'trace'>;
  readonly #stream: ModuleContext['stream'];
  #text: string[] = [];
  #reasoning: string[] = [];
  #images: AnswerImage[] = [];
  #calls: ToolCall[] = [];
  readonly #callIds = new Map<number, string>();
  #errors: { error: ErrorInfo; raw: string }[] = [];
  #finish: FinishReason = 'interrupted';
  #characters = 0;

  /** `channel`: what the turn's text is streamed as; it stays the turn's text all the same. */
  constructor(
    context: Pick<ModuleContext, 'stream' | 'trace'>,
    channel: 'text' | 'reasoning' = 'text',
  ) {
    this.#channel = channel;
    this.#context = context;
    this.#stream = context.stream;
  }

  /** Throws `answer_too_long` for a turn that does not end. */
  take(parts: readonly ChatPart[]): void {
    for (const part of parts) this.#take(part);
  }

  end(): ModelTurn {
    return {
      text: this.#text.join(''),
      reasoning: this.#reasoning.join(''),
      toolCalls: this.#calls,
      images: this.#images,
      errors: this.#errors,
      finish: this.#finish,
    };
  }

  #take(part: ChatPart): void {
    switch (part.type) {
      case 'text-delta':
        this.#count(part.text);
        this.#text.push(part.text);
        return this.#stream[this.#channel](part.text);
      case 'reasoning-delta':
        this.#count(part.text);
        this.#reasoning.push(part.text);
        return this.#stream.reasoning(part.text);
      case 'tool-call-start':
        this.#callIds.set(part.call, part.id);
        return this.#stream.toolCallStart(part.id, part.name);
      case 'tool-call-delta':
        this.#count(part.text);
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
      case 'image': {
        const { type, ...image } = part;
        this.#images.push(part);
        // The image itself is a value of the node; in the stream it would be recorded once more.
        const source =
          'url' in image ? { url: image.url } : { base64Characters: image.data.length };
        return this.#stream.custom(type, { mediaType: image.mediaType, ...source });
      }
      case 'usage':
        return this.#stream.usage(part.usage);
      case 'retry':
        this.#forget();
        this.#context.trace.note('retry', { delayMs: part.delayMs, error: part.error });
        return this.#stream.retry(part.delayMs, part.error);
      case 'fallback': {
        const { type, ...step } = part;
        this.#stream.custom(type, step);
        return this.#context.trace.note(type, step);
      }
      case 'note':
        return this.#context.trace.note(part.name, part.value);
      case 'finish':
        this.#finish = part.reason;
        return;
      default:
        assertNever(part, 'chat part');
    }
  }

  #count(text: string): void {
    this.#characters += text.length;
    if (this.#characters <= mostCharacters) return;
    throw new MillraceError(
      'answer_too_long',
      `The model’s answer is longer than ${mostCharacters / 1024 / 1024} million characters; it was stopped.`,
      { action: 'Give the node a token limit, or choose another model.' },
    );
  }

  /** The stream keeps what was shown; the result must hold the attempt that counts alone. */
  #forget(): void {
    this.#text = [];
    this.#reasoning = [];
    this.#images = [];
    this.#calls = [];
    this.#callIds.clear();
    this.#errors = [];
    this.#finish = 'interrupted';
  }
}
