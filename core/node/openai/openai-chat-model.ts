import type { ChatModel, ChatPart } from '../../contracts/chat.ts';
import type { ModelApi, TrafficExchange } from '../../contracts/traffic.ts';
import { cancelledCode, MillraceError, toErrorInfo } from '../../shared/errors.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { providerError } from '../../stream/chat-completions/chunk-fields.ts';
import { createAnswerReader, explainUnreadable } from '../../stream/create-answer-reader.ts';
import type { AnswerReader } from '../../stream/create-answer-reader.ts';
import type { RawFormats } from '../../stream/formats/raw-formats.ts';
import type { AnswerBody } from './answer-body.ts';
import { hasAttachments } from './attachments.ts';
import { Endpoint } from './open-answer.ts';
import type { OptionalField } from './optional-fields.ts';
import { mask } from './request-errors.ts';
import type { ReasoningField } from './request-body.ts';
import type { RequestPlace } from './request-errors.ts';
import { RequestWatch } from './request-watch.ts';
import type { ProviderTimeouts } from './request-watch.ts';

export interface OpenAiChatModelOptions {
  /** Up to and including the version, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Undefined for a server that asks for none. */
  readonly apiKey?: string | undefined;
  /** Sent with every request; may hold keys, so their values are masked in errors. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeouts?: ProviderTimeouts;
  /** Asked for when a request names no model. */
  readonly defaultModel?: string;
  /** The endpoint's dialect; `chat-completions` by default. */
  readonly api?: ModelApi;
  /** An HTTP proxy for all requests; undefined: none. */
  readonly proxyUrl?: string | undefined;
  /** Added to the address of every request. */
  readonly query?: Readonly<Record<string, string>>;
  /** Fields that the endpoint is known to refuse, so that no request is wasted on them. */
  readonly refusedFields?: readonly OptionalField[];
  /** The field that takes back the reasoning which led to tool calls; undefined: none. Chat Completions only. */
  readonly reasoningField?: ReasoningField | undefined;
  /** Where raw formats are found. Default: those that ship. */
  readonly formats?: RawFormats;
}

/** How long a server may take to close its answer after its end, before we drop the connection, ms. */
const lingerMs = 500;

/**
 * A chat model behind any OpenAI-compatible endpoint. It never retries by itself, except without a field that the
 * server refuses. After a failure in mid-stream the parts end with `finish: interrupted`, then the error is thrown.
 */
export function createOpenAiChatModel(options: OpenAiChatModelOptions): ChatModel {
  const endpoint = new Endpoint(options);
  const secrets = [options.apiKey ?? '', ...Object.values(options.headers ?? {})];
  return {
    async *stream(asked, signal, tap) {
      const request = { ...asked, model: asked.model || (options.defaultModel ?? '') };
      const place = {
        baseUrl: options.baseUrl,
        model: request.model,
        secrets,
        hasAttachments: hasAttachments(request),
      };
      const reader = createAnswerReader(options.api ?? 'chat-completions', {
        ...request,
        extraFormats: options.formats?.extraFor(request.rawFormat),
      });
      const watch = new RequestWatch(signal, options.timeouts ?? {});
      let isOver = false;
      try {
        const { body, exchange } = await endpoint.open(request, watch, place, tap);
        try {
          const broken = yield* readParts(body, reader, watch, exchange);
          yield reader.end(broken);
          isOver = reader.failure === undefined;
          if (isOver) void drain(body);
        } finally {
          exchange?.end(describeEnd(isOver, reader, place));
        }
      } finally {
        watch.stop({ abort: !isOver });
      }
      if (reader.failure !== undefined) throw MillraceError.fromInfo(masked(reader.failure, place));
    },
  };
}

/** Yields what each network read brought; returns why the stream broke, if it did. Throws after an abort. */
async function* readParts(
  body: AnswerBody,
  reader: AnswerReader,
  watch: RequestWatch,
  exchange: TrafficExchange | undefined,
): AsyncGenerator<readonly ChatPart[], ErrorInfo | undefined> {
  while (!reader.isDone) {
    let bytes: Uint8Array | undefined;
    try {
      bytes = await body.read();
    } catch {
      return explainBreak(reader, watch);
    }
    if (watch.signal.aborted) return explainBreak(reader, watch);
    if (bytes === undefined) return undefined;
    exchange?.chunk(bytes);
    let parts: readonly ChatPart[];
    try {
      parts = reader.push(bytes);
    } catch (error) {
      return explainUnreadable(error);
    }
    watch.noticeBytes(parts.length > 0);
    if (parts.length > 0) yield parts;
  }
  return undefined;
}

function explainBreak(reader: AnswerReader, watch: RequestWatch): ErrorInfo | undefined {
  const reason = watch.reason();
  if (reason?.code === cancelledCode) throw reason;
  // A connection that breaks after the finish reason has lost nothing but, perhaps, the usage.
  if (reader.providerFinishReason !== undefined) return undefined;
  if (reason !== undefined) return toErrorInfo(reason);
  return providerError('the connection was lost');
}

function describeEnd(
  isOver: boolean,
  reader: AnswerReader,
  place: RequestPlace,
): Parameters<TrafficExchange['end']>[0] {
  if (isOver) return { kind: 'done' };
  const cancelled = { code: cancelledCode, message: 'It was cancelled.' };
  return { kind: 'failed', error: masked(reader.failure ?? cancelled, place) };
}

/** Reads the rest of a finished answer, so that the connection can serve the next request. */
async function drain(body: AnswerBody): Promise<void> {
  const timer = setTimeout(() => body.cancel(), lingerMs);
  try {
    while ((await body.read()) !== undefined);
  } catch {
    // The turn is over; how its connection ends no longer matters.
  } finally {
    clearTimeout(timer);
  }
}

function masked(failure: ErrorInfo, place: RequestPlace): ErrorInfo {
  return { ...failure, message: mask(failure.message, place) };
}
