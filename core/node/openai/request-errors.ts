import { MillraceError } from '../../shared/errors.ts';
import { HttpRefusal } from './http-refusal.ts';

/** What an error sentence may name. */
export interface RequestPlace {
  readonly baseUrl: string;
  readonly model: string;
  /** Keys and header values that must not appear in any error. */
  readonly secrets: readonly string[];
  /** Whether images or files were sent; explains some refusals. */
  readonly hasAttachments?: boolean;
}

/** A failed request as an error for people; keys are masked in whatever the server said. */
export function toProviderError(error: unknown, place: RequestPlace): MillraceError {
  if (error instanceof MillraceError) return error;
  if (error instanceof HttpRefusal) return refused(error, place);
  const code = findErrorCode(error);
  // Node refuses some requests before it sends them, such as a header with a line break in it.
  if (code?.startsWith('ERR_INVALID_') !== true) return unreachable(code, place);
  const words = error instanceof Error ? error.message : String(error);
  return new MillraceError(
    'request_failed',
    `The request to ${showAddress(place.baseUrl)} failed: ${mask(words, place)}`,
    { action: 'Check the connection’s settings.' },
  );
}

/** A base URL as people may see it: without user, password and query. */
export function showAddress(baseUrl: string): string {
  try {
    const url = new URL(baseUrl);
    return `${url.origin}${url.pathname.replace(/\/$/, '')}`;
  } catch {
    return 'the given base URL';
  }
}

/** Replaces keys, and whatever looks like one, by `***`. */
export function mask(words: string, place: RequestPlace): string {
  let masked = words;
  for (const secret of place.secrets) {
    if (secret.length > 3) masked = masked.replaceAll(secret, '***');
  }
  return masked.replace(/\b(sk|gsk|xai|pk)[-_][\w*.-]{6,}/g, '***').slice(0, 2_000);
}

function refused(error: HttpRefusal, place: RequestPlace): MillraceError {
  const { status } = error;
  const words = mask(error.message, place);
  const said = words === '' ? '' : ` It said: ${endSentence(words)}`;
  const { code, sentence, action } = explainRefusal(error, words, place);
  const retryAfterMs = readRetryAfter(error.headers);
  const details = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return new MillraceError(code, `${sentence}${said}`, { action, details });
}

/** What a server said, so that another sentence can follow. */
function endSentence(words: string): string {
  return /[\p{L}\p{N})\]”"'*]$/u.test(words) ? `${words}.` : words;
}

interface Explanation {
  readonly code: string;
  readonly sentence: string;
  readonly action: string;
}

function explainRefusal(error: HttpRefusal, words: string, place: RequestPlace): Explanation {
  const { status } = error;
  const isAttachmentRefusal = place.hasAttachments === true && isAboutAttachments(status, words);
  if (isAttachmentRefusal) {
    return {
      code: 'attachments_rejected',
      sentence: `${showAddress(place.baseUrl)} does not take these images or files for the model “${place.model}”.`,
      action: 'Choose a model that reads images or files, or remove the attachments.',
    };
  }
  const { location } = error.headers;
  if (status >= 300 && status < 400 && location !== undefined) {
    const target = mask(location, place);
    return {
      code: 'provider_rejected',
      sentence: `${showAddress(place.baseUrl)} sends the request on to ${target}.`,
      action: 'If you trust that address, make it the base URL of the connection.',
    };
  }
  // Out of credit looks like too many requests, but waiting does not help.
  if (status === 402 || (status === 429 && error.providerCode === 'insufficient_quota')) {
    return {
      code: 'provider_no_credit',
      sentence: `${showAddress(place.baseUrl)} refused the request: the account has no credit left.`,
      action: 'Check the account’s plan and billing.',
    };
  }
  return explainStatus(status, place);
}

function isAboutAttachments(status: number, words: string): boolean {
  if (status === 415 || status === 413) return true;
  const isRefusal = status === 400 || status === 404 || status === 422 || status === 500;
  return (
    isRefusal &&
    /image|vision|visual|multi-?modal|mmproj|media|file|pdf|attachment|content.*(string|part|type)/i.test(
      words,
    )
  );
}

/** How long the server asks to wait, ms: `retry-after-ms`, or `retry-after` in seconds or as a date. */
function readRetryAfter(headers: HttpRefusal['headers']): number | undefined {
  const exact = Number(headers['retry-after-ms'] ?? NaN);
  if (exact >= 0) return exact;
  const given = headers['retry-after']?.trim() ?? '';
  if (given === '') return undefined;
  const seconds = Number(given);
  if (seconds >= 0) return seconds * 1000;
  const waitMs = Date.parse(given) - Date.now();
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

function explainStatus(status: number, place: RequestPlace): Explanation {
  const address = showAddress(place.baseUrl);
  if (status === 401 || status === 403) {
    return {
      code: 'provider_auth',
      sentence: `${address} did not accept the key.`,
      action: 'Check the key of this connection, and that it may use this model.',
    };
  }
  if (status === 404) {
    return {
      code: 'provider_not_found',
      sentence: `${address} does not know the model “${place.model}” or the address is wrong.`,
      action: 'Check the model’s name and the base URL; most base URLs end in /v1.',
    };
  }
  if (status === 408) {
    return {
      code: 'provider_timeout',
      sentence: `${address} gave the request up because it took too long.`,
      action: 'Run it again.',
    };
  }
  if (status === 429) {
    return {
      code: 'provider_rate_limited',
      sentence: `${address} refused the request: too many requests, or no credit left.`,
      action: 'Wait a moment and run it again, or check the account’s limits.',
    };
  }
  if (status >= 500) {
    return {
      code: 'provider_failed',
      sentence: `${address} failed with status ${status}.`,
      action: 'Run it again; if it keeps failing, the provider has a problem.',
    };
  }
  return {
    code: 'provider_rejected',
    sentence: `${address} rejected the request with status ${status}.`,
    action: 'Check the model’s name and the node’s settings.',
  };
}

function unreachable(code: string | undefined, place: RequestPlace): MillraceError {
  const address = showAddress(place.baseUrl);
  return new MillraceError(
    'provider_unreachable',
    `Cannot reach ${address}: ${explainCode(code)}.`,
    {
      action: 'Check the base URL, that the server is running, and the network.',
      ...(code === undefined ? {} : { details: { code } }),
    },
  );
}

function explainCode(code: string | undefined): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name cannot be resolved';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'the connection was closed before an answer came';
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'the connection timed out';
    case undefined:
      return 'the connection failed';
    default:
      return `the connection failed (${code})`;
  }
}

/** The system's code of a connection error, which stands somewhere in its chain of causes. */
function findErrorCode(error: unknown): string | undefined {
  let current: unknown = error;
  for (let depth = 0; depth < 6 && current instanceof Error; depth += 1) {
    const { code, errors } = current as { code?: unknown; errors?: readonly unknown[] };
    if (typeof code === 'string') return code;
    current = current.cause ?? errors?.[0];
  }
  return undefined;
}
