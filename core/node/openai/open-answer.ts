import OpenAI, { APIError } from 'openai';
import type { ChatRequest } from '../../contracts/chat.ts';
import type { ModelApi, TrafficExchange, TrafficTap } from '../../contracts/traffic.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { AnswerBody } from './answer-body.ts';
import { createHttpFetch } from './http-fetch.ts';
import type { HttpFetch } from './http-fetch.ts';
import type { OpenAiChatModelOptions } from './openai-chat-model.ts';
import { findRefusedField } from './optional-fields.ts';
import type { OptionalField } from './optional-fields.ts';
import { createRequestBody } from './request-body.ts';
import { readServerWords, showAddress, toProviderError } from './request-errors.ts';
import type { RequestPlace } from './request-errors.ts';
import type { RequestWatch } from './request-watch.ts';
import { createResponsesBody } from './responses-body.ts';

/** An answer that has begun. */
export interface OpenAnswer {
  readonly body: AnswerBody;
  readonly exchange: TrafficExchange | undefined;
}

/** One endpoint: sends requests, and learns which optional fields it refuses. */
export class Endpoint {
  readonly #client: OpenAI;
  readonly #http: HttpFetch;
  readonly #api: ModelApi;
  readonly #url: string;
  readonly #refused: Set<OptionalField>;

  constructor(options: OpenAiChatModelOptions) {
    this.#http = createHttpFetch({ proxyUrl: options.proxyUrl });
    this.#client = createClient(options, this.#http);
    this.#api = options.api ?? 'chat-completions';
    this.#refused = new Set(options.refusedFields);
    const path = this.#api === 'responses' ? 'responses' : 'chat/completions';
    this.#url = `${showAddress(options.baseUrl)}/${path}`;
  }

  /** Sends the request; throws MillraceErrors that name the place. */
  async open(
    request: ChatRequest,
    watch: RequestWatch,
    place: RequestPlace,
    tap: TrafficTap | undefined,
  ): Promise<OpenAnswer> {
    for (;;) {
      if (watch.signal.aborted) throw watch.reason();
      const create = this.#api === 'responses' ? createResponsesBody : createRequestBody;
      const body = create(request, this.#refused);
      const exchange = tap?.open({
        api: this.#api,
        url: this.#url,
        rawFormat: request.rawFormat,
        body: body as unknown as JsonValue,
      });
      try {
        const response = await this.#send(body, watch.signal);
        exchange?.response(response.status, Object.fromEntries(response.headers));
        return { body: this.#openBody(response, place), exchange };
      } catch (error) {
        if (error instanceof APIError && error.status !== undefined) {
          exchange?.response(error.status, Object.fromEntries(error.headers ?? []));
        }
        const isRefusal =
          error instanceof APIError && (error.status === 400 || error.status === 422);
        const field = isRefusal ? findRefusedField(readServerWords(error), body) : undefined;
        if (field !== undefined) {
          // Remembered, so that later turns need no second request.
          this.#refused.add(field);
          exchange?.end({ kind: 'resent' });
          continue;
        }
        const explained = watch.reason() ?? toProviderError(error, place);
        exchange?.end({ kind: 'failed', error: toErrorInfo(explained) });
        throw explained;
      }
    }
  }

  #send(
    body: ReturnType<typeof createRequestBody | typeof createResponsesBody>,
    signal: AbortSignal,
  ): Promise<Response> {
    return 'messages' in body
      ? this.#client.chat.completions.create(body, { signal }).asResponse()
      : this.#client.responses.create(body, { signal }).asResponse();
  }

  #openBody(response: Response, place: RequestPlace): AnswerBody {
    const body = this.#http.bodyOf(response);
    const type = response.headers.get('content-type') ?? '';
    if (body !== undefined && !type.startsWith('text/html')) return body;
    body?.cancel();
    throw new MillraceError(
      'provider_not_found',
      `${showAddress(place.baseUrl)} answered with a web page instead of a model’s stream.`,
      { action: 'Check the base URL; most end in /v1.' },
    );
  }
}

function createClient(
  { baseUrl, apiKey, headers, query }: OpenAiChatModelOptions,
  http: HttpFetch,
): OpenAI {
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
    fetch: (url, init) => http.fetch(url, init),
    defaultHeaders: { ...(apiKey === undefined ? { Authorization: null } : {}), ...headers },
    ...(query === undefined ? {} : { defaultQuery: query }),
  });
}
