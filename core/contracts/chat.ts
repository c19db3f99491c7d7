import type { ErrorInfo } from '../shared/errors.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';
import type { FallbackStep } from './fallback-step.ts';
import type { TrafficTap } from './traffic.ts';
import type { Usage } from './usage.ts';

/** A tool as a model sees it. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON schema of the arguments: an object schema. */
  readonly parameters: JsonObject;
}

/** A call that a model has finished writing. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text, as the model wrote it; may be invalid JSON. '' stands for no arguments. */
  readonly arguments: string;
  /** What the provider wants returned with the call next turn, such as a thought signature. */
  readonly extra?: JsonObject;
}

/** Where the bytes of an attachment are: in the message as base64, or at an address that the provider fetches. */
export type AttachmentSource = { readonly data: string } | { readonly url: string };

/** One piece of what a user says. */
export type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  | ({ readonly type: 'image'; readonly mediaType: string } & AttachmentSource)
  | ({
      readonly type: 'file';
      readonly mediaType: string;
      /** The file's name as the model sees it. */
      readonly name: string;
    } & AttachmentSource);

/** What a user says: plain text, or text with images and files. */
export type MessageContent = string | readonly ContentPart[];

/** The text of a content, without its images and files. */
export function contentText(content: MessageContent): string {
  if (typeof content === 'string') return content;
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** One message of a conversation. */
export type ChatMessage =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: MessageContent }
  | {
      readonly role: 'assistant';
      readonly content: string;
      readonly reasoning?: string;
      readonly toolCalls?: readonly ToolCall[];
    }
  | {
      readonly role: 'tool';
      readonly toolCallId: string;
      readonly name: string;
      readonly content: string;
    };

/**
 * Whether a text begins inside reasoning that its prompt opened. `likely`: it does by all that is known, so a complete
 * answer in which that reasoning never ends was the answer itself.
 */
export type ReasoningStart = boolean | 'likely';

/** What one model turn is asked. */
export interface ChatRequest {
  /** '' takes the connection's default. */
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolSpec[];
  readonly temperature?: number;
  readonly maxTokens?: number;
  /** Id of the raw tool-call format that the model writes into its text; undefined: calls come as API tool calls only. */
  readonly rawFormat?: string;
  /**
   * Whether the prompt opened the reasoning, so that the text begins inside it; `auto`: by the model’s name; undefined:
   * as the connection says. Counts with a raw format only, and never once the server has sent reasoning apart.
   */
  readonly startInReasoning?: ReasoningStart | 'auto';
  /** JSON schema that the answer's text must fit, asked of the endpoint as far as it can; the caller validates. */
  readonly outputSchema?: JsonObject;
  /** Whether the answer may hold images, for endpoints that must be asked for them. */
  readonly wantsImages?: boolean;
}

/**
 * Why a turn ended. `length`: cut by a token limit. `interrupted`: the stream ended with an error or without a reason.
 * After `length` and `interrupted` no tool call is ever reported as finished.
 */
export type FinishReason = 'stop' | 'tool-calls' | 'length' | 'content-filter' | 'interrupted';

/** One streamed piece of a model turn. `call` numbers the turn's calls from 0, in order of appearance. */
export type ChatPart =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | {
      readonly type: 'tool-call-start';
      readonly call: number;
      readonly id: string;
      readonly name: string;
    }
  | { readonly type: 'tool-call-delta'; readonly call: number; readonly text: string }
  | { readonly type: 'tool-call-end'; readonly call: number; readonly toolCall: ToolCall }
  | {
      readonly type: 'tool-call-error';
      readonly error: ErrorInfo;
      /** What the model wrote, markers included. */
      readonly raw: string;
      /** The call that this closes, when its start was reported. */
      readonly call?: number;
    }
  /** An image of the answer, whole. */
  | ({ readonly type: 'image'; readonly mediaType: string } & AttachmentSource)
  | { readonly type: 'usage'; readonly usage: Usage }
  /** All text, reasoning and calls until now are void: after `delayMs` the turn starts anew. */
  | { readonly type: 'retry'; readonly delayMs: number; readonly error: ErrorInfo }
  /** The turn goes on with another model, since the one before failed with `error`. */
  | ({ readonly type: 'fallback' } & FallbackStep)
  /** A fact for the trace, such as the time that a request waited for its connection's limits. */
  | { readonly type: 'note'; readonly name: string; readonly value: JsonValue }
  | { readonly type: 'finish'; readonly reason: FinishReason };

/** A model endpoint. */
export interface ChatModel {
  /**
   * Streams one turn. Each item is the list of parts that arrived together (one network read), so the cost of
   * asynchrony is paid per read and a slow consumer slows the reading. The last part is `finish`.
   * Throws MillraceError for a failed request, a dead server, a mid-stream error; `cancelled` after an abort.
   * A stream that breaks off still ends its parts, with `finish: interrupted`, and throws after them.
   * An abort reaches the connection at once. A `tap` sees the raw traffic of the turn; wrappers hand it on.
   */
  stream(
    request: ChatRequest,
    signal: AbortSignal,
    tap?: TrafficTap,
  ): AsyncIterable<readonly ChatPart[]>;
}
