import type { SentTrace } from '../../contracts/run-exports.ts';
import type { HttpAnswer, HttpClient } from '../../contracts/http-client.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonValue } from '../../shared/json.ts';
import { writeOtlpRequests } from './otlp-requests.ts';
import type { Sender } from './otlp-requests.ts';
import type { OtlpSpan } from './otlp-types.ts';

/** Where traces go. */
export interface TraceEndpoint {
  /** The collector's address; without a path, /v1/traces is meant. */
  readonly url: string;
  /** Values as they are sent. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SendParts {
  readonly http: HttpClient;
  readonly sender: Sender;
  readonly signal: AbortSignal;
  /** Waits between tries, ms; replaced by tests. */
  readonly delay?: (milliseconds: number) => Promise<void>;
}

const timeoutMs = 10_000;
const mostTries = 5;
const firstDelayMs = 500;
const longestDelayMs = 30_000;
/** Those that the protocol allows to be tried again; all others are final. */
const retryable: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * Sends spans to a collector as OTLP over HTTP with JSON, in as many requests as it takes. Tries again as the protocol says.
 * Throws `otlp_refused`, `otlp_unreachable`, `invalid_url` or `cancelled`.
 */
export async function sendTrace(
  spans: Iterable<OtlpSpan>,
  endpoint: TraceEndpoint,
  parts: SendParts,
): Promise<SentTrace> {
  const url = resolveEndpoint(endpoint.url);
  let sent = 0;
  let rejected = 0;
  let message: string | undefined;
  for (const request of writeOtlpRequests(spans, parts.sender)) {
    const answer = await sendWithRetries(url, endpoint.headers, request.body, parts);
    const partial = readPartialSuccess(answer.text);
    sent += request.spans;
    rejected += partial.rejected;
    message ??= partial.message;
  }
  return { spans: sent, rejected, ...(message === undefined ? {} : { message }) };
}

function resolveEndpoint(text: string): URL {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new MillraceError('invalid_url', `"${text.slice(0, 200)}" is no address of the web.`, {
      action: 'Give the collector’s address, such as http://127.0.0.1:4318.',
    });
  }
  const url = new URL(text);
  return /^[^/]*\/\/[^/?#]*\/?$/.test(text) ? new URL('/v1/traces', url.href) : url;
}

async function sendWithRetries(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  parts: SendParts,
): Promise<HttpAnswer> {
  const delay = parts.delay ?? ((milliseconds) => waitFor(milliseconds, parts.signal));
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryOnce(url, headers, body, parts);
    if (!('error' in outcome)) {
      if (outcome.status >= 200 && outcome.status < 300) return outcome;
      if (!retryable.has(outcome.status)) throw refused(url, outcome);
    }
    if (attempt === mostTries) {
      throw 'error' in outcome ? unreachable(url, outcome.error) : refused(url, outcome);
    }
    const asked = 'error' in outcome ? undefined : readRetryAfter(outcome.headers['retry-after']);
    // Who was asked to wait longer than anybody would gives up instead.
    if (asked !== undefined && asked > longestDelayMs && !('error' in outcome))
      throw refused(url, outcome);
    await delay(asked ?? backOff(attempt));
  }
}

/** Twice as long each time, and never the same for all. */
function backOff(attempt: number): number {
  const full = Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs);
  return full * (0.5 + Math.random() / 2);
}

async function tryOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  { http, signal }: SendParts,
): Promise<HttpAnswer | { readonly error: MillraceError }> {
  try {
    return await http.send({
      method: 'POST',
      url: url.href,
      headers: { ...headers, 'content-type': 'application/json' },
      body,
      timeoutMs,
      maxBytes: 1_000_000,
      // Who gives a collector's address means it; nothing else is called.
      grantedHosts: [url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')],
      signal,
    });
  } catch (error) {
    const isTransient =
      error instanceof MillraceError && ['http_failed', 'http_timeout'].includes(error.code);
    if (!isTransient) throw error;
    return { error };
  }
}

/** Seconds, or a date; undefined where there is neither. */
function readRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}

function readPartialSuccess(text: string): {
  readonly rejected: number;
  readonly message?: string;
} {
  const answer = parseObject(text);
  const partial = answer?.['partialSuccess'];
  if (!isJsonObject(partial)) return { rejected: 0 };
  const rejected = Number(partial['rejectedSpans'] ?? 0);
  const message = partial['errorMessage'];
  return {
    rejected: Number.isFinite(rejected) ? rejected : 0,
    ...(typeof message === 'string' && message !== '' ? { message: message.slice(0, 1_000) } : {}),
  };
}

function parseObject(text: string): Readonly<Record<string, JsonValue | undefined>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    // Some collectors answer with nothing, or with words.
    return undefined;
  }
}

function refused(url: URL, { status, text }: HttpAnswer): MillraceError {
  const message = parseObject(text)?.['message'];
  const why = typeof message === 'string' && message !== '' ? `: ${message.slice(0, 500)}` : '';
  return new MillraceError('otlp_refused', `${url.host} refused the trace with ${status}${why}.`, {
    action:
      status === 401 || status === 403
        ? 'Check the headers and their secrets.'
        : 'Check the address; it must take OTLP over HTTP as JSON.',
  });
}

function unreachable(url: URL, cause: MillraceError): MillraceError {
  return new MillraceError('otlp_unreachable', `${url.host} took no trace: ${cause.message}`, {
    action: 'Check the address, and whether the collector runs.',
    cause,
  });
}

function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(new MillraceError('cancelled', 'The sending was cancelled.'));
      },
      { once: true },
    );
  });
}
