import * as http from 'node:http';
import * as https from 'node:https';
import type { AnswerBody } from './answer-body.ts';
import { IncomingBody } from './incoming-body.ts';

/** A `fetch` for the OpenAI client, and the bodies of the answers it gave. */
export interface HttpFetch {
  fetch(url: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** The body of a successful answer; undefined for one that is not ours or was refused. */
  bodyOf(response: Response): AnswerBody | undefined;
}

export interface HttpFetchOptions {
  /** An HTTP proxy for every request, such as `http://user:word@proxy.example:3128`; undefined: none. */
  readonly proxyUrl?: string | undefined;
}

/**
 * A lean fetch on node:http: connections are kept and reused, bytes go out at once, and the body is read straight from
 * the socket, since a web stream costs more per token than all of our decoding. It sends a request again only when a
 * kept connection turns out to be dead before anything was answered. Redirects are not followed.
 */
export function createHttpFetch(options: HttpFetchOptions = {}): HttpFetch {
  const agents = createAgents(options.proxyUrl);
  const bodies = new WeakMap<Response, AnswerBody>();
  return {
    async fetch(url, init = {}) {
      const incoming = await send(new URL(url instanceof Request ? url.url : url), init, agents);
      const status = incoming.statusCode ?? 500;
      const head = { status, headers: readHeaders(incoming) };
      const body = new IncomingBody(incoming);
      if (status < 200 || status >= 300) return new Response(await body.readText(), head);
      const response = new Response(null, head);
      bodies.set(response, body);
      return response;
    },
    bodyOf: (response) => bodies.get(response),
  };
}

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

function createAgents(proxyUrl: string | undefined): Agents {
  const options: https.AgentOptions = {
    keepAlive: true,
    ...(proxyUrl === undefined
      ? {}
      : { proxyEnv: { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl } }),
  };
  return { http: new http.Agent(options), https: new https.Agent(options) };
}

async function send(url: URL, init: RequestInit, agents: Agents): Promise<http.IncomingMessage> {
  const sent = startRequest(url, init, agents);
  try {
    return await sent.answered;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // The server closed the kept connection while we were taking it: nothing was asked yet.
    const wasDead = sent.request.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE');
    if (!wasDead || init.signal?.aborted === true) throw error;
    return startRequest(url, init, agents).answered;
  }
}

function startRequest(
  url: URL,
  init: RequestInit,
  agents: Agents,
): { readonly request: http.ClientRequest; readonly answered: Promise<http.IncomingMessage> } {
  const isSecure = url.protocol === 'https:';
  const body = typeof init.body === 'string' ? Buffer.from(init.body) : undefined;
  const request = (isSecure ? https : http).request(url, {
    method: init.method ?? 'GET',
    agent: isSecure ? agents.https : agents.http,
    headers: {
      ...Object.fromEntries(new Headers(init.headers)),
      ...(body === undefined ? {} : { 'content-length': body.length }),
    },
  });
  if (init.signal != null) destroyOnAbort(request, init.signal);
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
  });
  request.end(body);
  return { request, answered };
}

/** By hand, because node's own `signal` option breaks kept connections whose answer is over: an error nobody hears. */
function destroyOnAbort(request: http.ClientRequest, signal: AbortSignal): void {
  const abort = (): void => void request.destroy();
  if (signal.aborted) return abort();
  signal.addEventListener('abort', abort, { once: true });
  request.once('close', () => signal.removeEventListener('abort', abort));
}

function readHeaders(incoming: http.IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
