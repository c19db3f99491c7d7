import type { ModelListing } from '../../contracts/connection.ts';
import { MillraceError } from '../../shared/errors.ts';
import { HttpRefusal } from '../openai/http-refusal.ts';
import { HttpSender } from '../openai/http-sender.ts';
import { flattenHeaders, IncomingBody } from '../openai/incoming-body.ts';
import { showAddress, toProviderError } from '../openai/request-errors.ts';
import { readModelList } from './model-list.ts';
import { nameProxy } from './open-endpoint.ts';
import type { ResolvedEndpoint } from './resolve-endpoint.ts';

/** Longer lists are not read; OpenRouter's, the longest known, has less than 1 MB. */
const longestListBytes = 16 * 1024 * 1024;
const limitMs = 15_000;

/** Whether an endpoint has a list of models that can be asked for. */
export function canListModels(endpoint: ResolvedEndpoint): boolean {
  return endpoint.settings.quirks.modelsPath !== '';
}

/** Asks an endpoint for its models. Rejects as a chat request does, with `no_model_list`, and with the reason of `stop`. */
export async function listModels(
  endpoint: ResolvedEndpoint,
  stop: AbortSignal = new AbortController().signal,
): Promise<readonly ModelListing[]> {
  const url = modelsUrl(endpoint);
  const limit = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([limit, stop]);
  try {
    const { status, headers, text } = await get(url, endpoint, signal);
    if (status === 404 || status === 405) throw noList(url);
    if (status < 200 || status >= 300) throw new HttpRefusal(status, headers, text);
    const models = readModelList(parse(text));
    if (models === undefined) throw noList(url);
    return models;
  } catch (error) {
    stop.throwIfAborted();
    throw limit.aborted ? tooSlow(endpoint.baseUrl) : explain(error, endpoint);
  }
}

/** Where the models are listed. */
function modelsUrl({ baseUrl, settings }: ResolvedEndpoint): URL {
  const { modelsPath, apiVersion } = settings.quirks;
  const url = new URL(`${baseUrl}/${(modelsPath || 'models').replace(/^\/+/, '')}`);
  if (apiVersion !== undefined) url.searchParams.set('api-version', apiVersion);
  return url;
}

async function get(
  url: URL,
  { proxyUrl, modelsHeaders }: ResolvedEndpoint,
  signal: AbortSignal,
): Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}> {
  const incoming = await new HttpSender({ proxyUrl }).send(url, {
    method: 'GET',
    // Asked once in a while: no connection is worth keeping for it.
    headers: { ...modelsHeaders, accept: 'application/json', connection: 'close' },
    signal,
  });
  const text = await readText(new IncomingBody(incoming));
  return { status: incoming.statusCode ?? 500, headers: flattenHeaders(incoming), text };
}

/** The text of an answer, unless it is longer than any list of models. */
async function readText(body: IncomingBody): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let piece = await body.read(); piece !== undefined; piece = await body.read()) {
    size += piece.byteLength;
    if (size > longestListBytes) {
      body.cancel();
      throw new MillraceError('no_model_list', 'The list of models is too long to be one.');
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function explain(error: unknown, endpoint: ResolvedEndpoint): unknown {
  const place = { baseUrl: endpoint.baseUrl, model: '', secrets: endpoint.secrets };
  return nameProxy(toProviderError(error, place), endpoint.proxyUrl);
}

function tooSlow(baseUrl: string): MillraceError {
  const sentence = `${showAddress(baseUrl)} did not answer within ${limitMs / 1000} seconds.`;
  return new MillraceError('provider_timeout', sentence, {
    action: 'Check the base URL and that the server is running.',
  });
}

function noList(url: URL): MillraceError {
  return new MillraceError('no_model_list', `${showAddress(url.href)} is no list of models.`, {
    action:
      'Check that the base URL ends in the version, such as /v1; or name the models yourself.',
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
