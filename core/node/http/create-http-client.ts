import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { HttpAnswer, HttpCall, HttpClient } from '../../contracts/http-client.ts';
import { MillraceError, cancelledCode } from '../../shared/errors.ts';
import { http, https } from '../node-http.ts';
import { findGrant, hostOf } from './host-grant.ts';
import { isPrivateAddress, lookUpPublic, privateAddress } from './private-address.ts';
import { readBody } from './read-body.ts';

const mostRedirects = 5;

/** Headers that belong to the connection; another value would let a flow say one host and mean another. */
const ownHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** Calls hosts over HTTP/1.1, each on a connection of its own. */
export function createHttpClient(): HttpClient {
  return { send: (call) => sendWithin(call) };
}

async function sendWithin(call: HttpCall): Promise<HttpAnswer> {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(timedOut(call.timeoutMs)), call.timeoutMs);
  const onAbort = (): void =>
    ending.abort(new MillraceError(cancelledCode, 'The request was cancelled.'));
  if (call.signal.aborted) onAbort();
  call.signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await follow(call, ending.signal);
  } catch (error) {
    if (ending.signal.aborted) throw ending.signal.reason;
    throw explain(error, call.url);
  } finally {
    clearTimeout(timer);
    call.signal.removeEventListener('abort', onAbort);
  }
}

async function follow(call: HttpCall, signal: AbortSignal): Promise<HttpAnswer> {
  let { method } = call;
  let body: string | undefined = call.body;
  let url = readUrl(call.url);
  for (let redirects = 0; ; redirects += 1) {
    const answer = await open({ call, method, body }, url, signal);
    const status = answer.statusCode ?? 0;
    const location = [301, 302, 303, 307, 308].includes(status) && answer.headers.location;
    if (typeof location !== 'string') {
      const { text, bytes } = await readBody(answer, call, signal);
      return { status, headers: joinHeaders(answer), url: url.href, text, bytes };
    }
    answer.destroy();
    if (redirects === mostRedirects) throw refuseRedirect(url, 'it leads on and on');
    const next = readUrl(location, url);
    checkRedirect(url, next);
    // What browsers do: after these a form is not sent again.
    if (status === 303 || (status < 303 && method === 'POST')) {
      method = method === 'HEAD' ? 'HEAD' : 'GET';
      body = undefined;
    }
    url = next;
  }
}

/** One request of a call: redirects may change what is sent. */
interface Sending {
  readonly call: HttpCall;
  readonly method: string;
  readonly body: string | undefined;
}

function open(sending: Sending, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const { call, method, body } = sending;
  const grant = findGrant(url, call.grantedHosts);
  const host = hostOf(url);
  if (grant === 'none') throw notGranted(host);
  if (grant === 'public' && isIP(host) !== 0 && isPrivateAddress(host)) throw privateAddress(host);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = url.protocol === 'https:' ? https.request : http.request;
  const sent = send(url, {
    method,
    headers: headersOf(sending),
    agent: false,
    signal,
    ...(grant === 'public' ? { lookup: lookUpPublic } : {}),
  });
  sent.on('response', resolve);
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

function headersOf({ call, body, method }: Sending): Record<string, string> {
  const sent: Record<string, string> = { 'user-agent': 'millrace', 'accept-encoding': 'identity' };
  for (const [name, value] of Object.entries(call.headers)) {
    const key = name.trim().toLowerCase();
    if (ownHeaders.has(key)) {
      throw new MillraceError('invalid_header', `A request cannot set the header ${name}.`, {
        action: 'Remove it; it is set by itself.',
      });
    }
    sent[key] = value;
  }
  if (body !== undefined) sent['content-length'] = String(Buffer.byteLength(body));
  else if (method !== 'GET' && method !== 'HEAD') sent['content-length'] = '0';
  return sent;
}

function readUrl(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new MillraceError('invalid_url', `"${text.slice(0, 200)}" is no address of the web.`, {
      action: 'Begin it with https:// or http://.',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new MillraceError('invalid_url', 'The address holds a name or a password.', {
      action: 'Send them in a header whose value is a secret.',
    });
  }
  return url;
}

function checkRedirect(from: URL, to: URL): void {
  const isUpgrade = from.protocol === 'http:' && to.protocol === 'https:' && to.port === '';
  if (hostOf(from) !== hostOf(to)) throw refuseRedirect(from, `it leads to ${to.host}`);
  if (from.origin !== to.origin && !(isUpgrade && from.port === ''))
    throw refuseRedirect(from, `it leads to ${to.origin}`);
}

function refuseRedirect(from: URL, why: string): MillraceError {
  return new MillraceError('redirect_refused', `${from.host} redirects, and ${why}.`, {
    action: 'Call the address that it leads to, if you trust it.',
  });
}

function notGranted(host: string): MillraceError {
  return new MillraceError('not_granted', `Nobody has allowed this flow to call ${host}.`, {
    action: `Allow it, if you trust the flow: --allow-host ${host} on the command line.`,
  });
}

function timedOut(timeoutMs: number): MillraceError {
  return new MillraceError('http_timeout', `There was no whole answer within ${timeoutMs} ms.`, {
    action: 'Raise the time limit of the request, or ask for less.',
  });
}

function joinHeaders(answer: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

function explain(error: unknown, url: string): MillraceError {
  if (error instanceof MillraceError) return error;
  const { message, code } = error as { readonly message?: string; readonly code?: string };
  if (code === 'ERR_INVALID_CHAR' || code === 'ERR_INVALID_HTTP_TOKEN')
    return new MillraceError('invalid_header', `The request cannot be sent: ${message}.`);
  const host = URL.canParse(url) ? new URL(url).host : url;
  return new MillraceError(
    'http_failed',
    `${host} gave no answer: ${message || code || 'unknown'}.`,
    {
      action: 'Check the address, and whether the server runs.',
      cause: error,
    },
  );
}
