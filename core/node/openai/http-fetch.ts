import type { IncomingMessage } from 'node:http';
import type { AnswerBody } from './answer-body.ts';
import { HttpSender } from './http-sender.ts';
import type { HttpSenderOptions } from './http-sender.ts';
import { IncomingBody } from './incoming-body.ts';

/** A `fetch` over node:http, and the bodies of the answers it gave. */
export interface HttpFetch {
  fetch(url: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** The body of a successful answer; undefined for one that is not ours or was refused. */
  bodyOf(response: Response): AnswerBody | undefined;
}

/** A fetch on an HttpSender, whose bodies are read straight from the socket. */
export function createHttpFetch(options: HttpSenderOptions = {}): HttpFetch {
  const sender = new HttpSender(options);
  const bodies = new WeakMap<Response, AnswerBody>();
  return {
    async fetch(url, init = {}) {
      const incoming = await sender.send(new URL(url instanceof Request ? url.url : url), {
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        body: typeof init.body === 'string' ? init.body : undefined,
        signal: init.signal ?? undefined,
      });
      const status = incoming.statusCode ?? 500;
      const head = { status, headers: new Headers(flattenHeaders(incoming)) };
      const body = new IncomingBody(incoming);
      if (status < 200 || status >= 300) return new Response(await body.readText(), head);
      const response = new Response(null, head);
      bodies.set(response, body);
      return response;
    },
    bodyOf: (response) => bodies.get(response),
  };
}

/** The headers of an answer, one value a name. */
function flattenHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}
