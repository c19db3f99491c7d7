import type { ChatRequest } from '../../contracts/chat.ts';
import type { ModelApi, TrafficExchange, TrafficTap } from '../../contracts/traffic.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { AnswerBody } from './answer-body.ts';
import { HttpRefusal } from './http-refusal.ts';
import { HttpSender } from './http-sender.ts';
import { flattenHeaders, IncomingBody } from './incoming-body.ts';
import type { OpenAiChatModelOptions } from './openai-chat-model.ts';
import { findRefusedField } from './optional-fields.ts';
import type { OptionalField } from './optional-fields.ts';
import { createRequestBody } from './request-body.ts';
import type { ReasoningField } from './request-body.ts';
import { showAddress, toProviderError } from './request-errors.ts';
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
  readonly #sender: HttpSender;
  readonly #api: ModelApi;
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #refused: Set<OptionalField>;
  readonly #reasoningField: ReasoningField | undefined;

  constructor(options: OpenAiChatModelOptions) {
    this.#sender = new HttpSender({ proxyUrl: options.proxyUrl });
    this.#api = options.api ?? 'chat-completions';
    this.#refused = new Set(options.refusedFields);
    this.#reasoningField = options.reasoningField;
    this.#url = createUrl(options, this.#api);
    this.#headers = createHeaders(options);
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
      const body =
        this.#api === 'responses'
          ? createResponsesBody(request, this.#refused)
          : createRequestBody(request, this.#refused, this.#reasoningField);
      const exchange = tap?.open({
        api: this.#api,
        url: showAddress(this.#url.href),
        rawFormat: request.rawFormat,
        body: body as unknown as JsonValue,
      });
      try {
        return { body: await this.#send(body, watch.signal, place, exchange), exchange };
      } catch (error) {
        const isRefusal =
          error instanceof HttpRefusal && (error.status === 400 || error.status === 422);
        const field = isRefusal ? findRefusedField(error.message, body) : undefined;
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

  async #send(
    body: object,
    signal: AbortSignal,
    place: RequestPlace,
    exchange: TrafficExchange | undefined,
  ): Promise<AnswerBody> {
    const sent = { method: 'POST', headers: this.#headers, body: JSON.stringify(body), signal };
    const incoming = await this.#sender.send(this.#url, sent);
    const status = incoming.statusCode ?? 500;
    exchange?.response(status, flattenHeaders(incoming));
    const answer = new IncomingBody(incoming);
    if (status < 200 || status >= 300) {
      throw new HttpRefusal(status, flattenHeaders(incoming), await answer.readText());
    }
    if (incoming.headers['content-type']?.startsWith('text/html') !== true) return answer;
    answer.cancel();
    throw new MillraceError(
      'provider_not_found',
      `${showAddress(place.baseUrl)} answered with a web page instead of a model’s stream.`,
      { action: 'Check the base URL; most end in /v1.' },
    );
  }
}

function createUrl({ baseUrl, query }: OpenAiChatModelOptions, api: ModelApi): URL {
  const url = new URL(baseUrl);
  const path = api === 'responses' ? 'responses' : 'chat/completions';
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url;
}

function createHeaders({ apiKey, headers }: OpenAiChatModelOptions): Record<string, string> {
  const all: Record<string, string> = {
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'user-agent': 'millrace',
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  for (const [name, value] of Object.entries(headers ?? {})) all[name.toLowerCase()] = value;
  return all;
}
