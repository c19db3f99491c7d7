import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import { describeError } from '../../stream/chat-completions/chunk-fields.ts';
import { HttpRefusal } from './http-refusal.ts';
import { HttpSender } from './http-sender.ts';
import { flattenHeaders, IncomingBody } from './incoming-body.ts';
import { mask, showAddress, toProviderError } from './request-errors.ts';
import type { RequestPlace } from './request-errors.ts';
import { RequestWatch } from './request-watch.ts';
import type { ProviderTimeouts } from './request-watch.ts';

export interface JsonEndpointOptions {
  /** Up to and including the version, such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Undefined for a server that asks for none. */
  readonly apiKey?: string | undefined;
  /** Sent with every request; may hold keys, so their values are masked in errors. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeouts?: ProviderTimeouts;
  /** An HTTP proxy for all requests; undefined: none. */
  readonly proxyUrl?: string | undefined;
  /** Added to the address of every request. */
  readonly query?: Readonly<Record<string, string>>;
}

/** Larger answers are given up; bytes. */
const largestAnswer = 256 * 1024 * 1024;

/** One address that takes a JSON body and answers with one, all at once. */
export class JsonEndpoint {
  readonly #sender: HttpSender;
  readonly #options: JsonEndpointOptions;
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;

  /** `path` follows the base URL, such as `embeddings`. */
  constructor(options: JsonEndpointOptions, path: string) {
    this.#options = options;
    this.#sender = new HttpSender({ proxyUrl: options.proxyUrl });
    this.#url = new URL(options.baseUrl);
    this.#url.pathname = `${this.#url.pathname.replace(/\/+$/, '')}/${path}`;
    for (const [name, value] of Object.entries(options.query ?? {})) {
      this.#url.searchParams.set(name, value);
    }
    this.#headers = createHeaders(options);
  }

  /** Sends the body as it is given. Throws an HttpRefusal for a status that is no success, else MillraceErrors. */
  async post(body: JsonObject, model: string, signal: AbortSignal): Promise<JsonValue> {
    const watch = new RequestWatch(signal, this.#options.timeouts ?? {});
    let isOver = false;
    try {
      const text = await this.#exchange(JSON.stringify(body), watch);
      isOver = true;
      return this.#parse(text, model);
    } catch (error) {
      if (error instanceof HttpRefusal) throw error;
      throw watch.reason() ?? this.explain(error, model);
    } finally {
      watch.stop({ abort: !isOver });
    }
  }

  /** An error as people may see it, keys masked. */
  explain(error: unknown, model: string): MillraceError {
    return toProviderError(error, this.#placeOf(model));
  }

  async #exchange(body: string, watch: RequestWatch): Promise<string> {
    const { signal } = watch;
    const sent = { method: 'POST', headers: this.#headers, body, signal };
    const incoming = await this.#sender.send(this.#url, sent);
    const status = incoming.statusCode ?? 500;
    const answer = new IncomingBody(incoming);
    if (status < 200 || status >= 300) {
      throw new HttpRefusal(status, flattenHeaders(incoming), await answer.readText());
    }
    const pieces: Uint8Array[] = [];
    let size = 0;
    for (let bytes = await answer.read(); bytes !== undefined; bytes = await answer.read()) {
      watch.noticeBytes(true);
      size += bytes.length;
      if (size > largestAnswer) throw this.#tooLarge();
      pieces.push(bytes);
    }
    return Buffer.concat(pieces).toString('utf8');
  }

  #parse(text: string, model: string): JsonValue {
    let value: JsonValue;
    try {
      value = JSON.parse(text) as JsonValue;
    } catch (error) {
      const isPage = /^\s*</.test(text);
      throw new MillraceError(
        isPage ? 'provider_not_found' : 'provider_error',
        `${showAddress(this.#options.baseUrl)} answered with ${isPage ? 'a web page' : 'something'} that is no JSON.`,
        {
          action: 'Check the base URL; most end in /v1.',
          cause: mask((error as Error).message, this.#placeOf(model)),
        },
      );
    }
    // Some gateways report failures with a status of success.
    const error = isJsonObject(value) && !('data' in value) ? value['error'] : undefined;
    if (error === undefined || error === null) return value;
    const words = mask(describeError(error).trim(), this.#placeOf(model));
    throw new MillraceError('provider_error', `The provider reported an error: ${words}`, {
      action: 'Check the model’s name, or run it again.',
    });
  }

  #placeOf(model: string): RequestPlace {
    const { baseUrl, apiKey = '', headers = {} } = this.#options;
    return { baseUrl, model, secrets: [apiKey, ...Object.values(headers)] };
  }

  #tooLarge(): MillraceError {
    return new MillraceError(
      'provider_error',
      `The answer of ${showAddress(this.#options.baseUrl)} is larger than ${largestAnswer} bytes.`,
      { action: 'Check what answers there.' },
    );
  }
}

function createHeaders({ apiKey, headers }: JsonEndpointOptions): Record<string, string> {
  const all: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'millrace',
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  for (const [name, value] of Object.entries(headers ?? {})) all[name.toLowerCase()] = value;
  return all;
}
