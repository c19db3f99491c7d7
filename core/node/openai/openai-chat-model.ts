import OpenAI, { APIError } from 'openai';
import type { ChatModel, ChatPart, ChatRequest } from '../../contracts/chat.ts';
import { cancelledCode, MillraceError, toErrorInfo } from '../../shared/errors.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { ChatTurnReader } from '../../stream/chat-completions/chat-turn-reader.ts';
import { providerError } from '../../stream/chat-completions/chunk-fields.ts';
import { createRequestBody, findRefusedField } from './request-body.ts';
import type { OptionalField } from './request-body.ts';
import { mask, readServerWords, showAddress, toProviderError } from './request-errors.ts';
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
}

/** How long a server may take to close its answer after its end, before we drop the connection, ms. */
const lingerMs = 500;

/**
 * A chat model behind any OpenAI-compatible endpoint. It never retries by itself, except without a field that the
 * server refuses. After a failure in mid-stream the parts end with `finish: interrupted`, then the error is thrown.
 */
export function createOpenAiChatModel(options: OpenAiChatModelOptions): ChatModel {
  const client = createClient(options);
  const refused = new Set<OptionalField>();
  const secrets = [options.apiKey ?? '', ...Object.values(options.headers ?? {})];
  return {
    async *stream(asked, signal) {
      const request = { ...asked, model: asked.model || (options.defaultModel ?? '') };
      const place = { baseUrl: options.baseUrl, model: request.model, secrets };
      const reader = new ChatTurnReader(request);
      const watch = new RequestWatch(signal, options.timeouts ?? {});
      let isOver = false;
      try {
        const response = await sendRequest(client, request, refused, watch).catch(
          (error: unknown) => {
            throw watch.reason() ?? toProviderError(error, place);
          },
        );
        const body = openBody(response, place);
        const broken = yield* readParts(body, reader, watch);
        yield reader.end(broken);
        isOver = reader.failure === undefined;
        if (isOver) void drain(body);
      } finally {
        watch.stop({ abort: !isOver });
      }
      if (reader.failure !== undefined) throw maskedError(reader.failure, place);
    },
  };
}

type BodyReader = ReadableStreamDefaultReader<Uint8Array>;

function createClient({ baseUrl, apiKey, headers }: OpenAiChatModelOptions): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? 'none',
    // Set to null so that the variables of an OpenAI account never travel to another provider.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // RequestWatch keeps the time; the client's own limit would only hide which one was hit.
    timeout: 2 ** 31 - 1,
    logLevel: 'off',
    defaultHeaders: { ...(apiKey === undefined ? { Authorization: null } : {}), ...headers },
  });
}

async function sendRequest(
  client: OpenAI,
  request: ChatRequest,
  refused: Set<OptionalField>,
  watch: RequestWatch,
): Promise<Response> {
  if (watch.signal.aborted) throw watch.reason();
  const body = createRequestBody(request, refused);
  try {
    return await client.chat.completions.create(body, { signal: watch.signal }).asResponse();
  } catch (error) {
    const isRefusal = error instanceof APIError && (error.status === 400 || error.status === 422);
    const field = isRefusal ? findRefusedField(readServerWords(error), body) : undefined;
    if (field === undefined) throw error;
    // Remembered, so that later turns need no second request.
    refused.add(field);
    return sendRequest(client, request, refused, watch);
  }
}

function openBody(response: Response, place: RequestPlace): BodyReader {
  const type = response.headers.get('content-type') ?? '';
  if (response.body !== null && !type.startsWith('text/html')) return response.body.getReader();
  void response.body?.cancel();
  const what = response.body === null ? 'nothing' : 'a web page';
  throw new MillraceError(
    'provider_not_found',
    `${showAddress(place.baseUrl)} answered with ${what} instead of a model’s stream.`,
    { action: 'Check the base URL; most end in /v1.' },
  );
}

/** Yields what each network read brought; returns why the stream broke, if it did. Throws after an abort. */
async function* readParts(
  body: BodyReader,
  reader: ChatTurnReader,
  watch: RequestWatch,
): AsyncGenerator<readonly ChatPart[], ErrorInfo | undefined> {
  while (!reader.isDone) {
    let bytes: Uint8Array | undefined;
    try {
      bytes = (await body.read()).value;
    } catch {
      return explainBreak(reader, watch);
    }
    if (bytes === undefined) return undefined;
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

function explainBreak(reader: ChatTurnReader, watch: RequestWatch): ErrorInfo | undefined {
  const reason = watch.reason();
  if (reason?.code === cancelledCode) throw reason;
  // A connection that breaks after the finish reason has lost nothing but, perhaps, the usage.
  if (reader.providerFinishReason !== undefined) return undefined;
  if (reason !== undefined) return toErrorInfo(reason);
  return providerError('the connection was lost');
}

function explainUnreadable(error: unknown): ErrorInfo {
  // What nests so deeply that reading it exhausts the stack.
  if (error instanceof RangeError) return providerError('it sent a piece that cannot be read');
  if (error instanceof MillraceError) return toErrorInfo(error);
  throw error;
}

/** Reads the rest of a finished answer, so that the connection can serve the next request. */
async function drain(body: BodyReader): Promise<void> {
  const timer = setTimeout(() => void body.cancel().catch(() => undefined), lingerMs);
  try {
    while (!(await body.read()).done);
  } catch {
    // The turn is over; how its connection ends no longer matters.
  } finally {
    clearTimeout(timer);
  }
}

function maskedError(failure: ErrorInfo, place: RequestPlace): MillraceError {
  return MillraceError.fromInfo({ ...failure, message: mask(failure.message, place) });
}
