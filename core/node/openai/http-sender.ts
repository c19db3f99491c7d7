import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import type { Agent as SecureAgent, AgentOptions } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { http, https } from '../node-http.ts';

export interface HttpSenderOptions {
  /** An HTTP proxy for every request, such as `http://user:word@proxy.example:3128`; undefined: none. */
  readonly proxyUrl?: string | undefined;
}

export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends requests over node:http: connections are kept and reused, and bytes go out at once. A request is sent again
 * only when a kept connection turns out to be dead before anything was answered. Redirects are not followed.
 */
export class HttpSender {
  readonly #httpAgent: Agent;
  readonly #httpsAgent: SecureAgent;

  constructor({ proxyUrl }: HttpSenderOptions = {}) {
    const options: AgentOptions = {
      keepAlive: true,
      ...(proxyUrl === undefined
        ? {}
        : { proxyEnv: { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl } }),
    };
    this.#httpAgent = new http.Agent(options);
    this.#httpsAgent = new https.Agent(options);
  }

  /** Resolves when the answer begins; rejects with the system's error, also after an abort. */
  async send(url: URL, asked: HttpRequest): Promise<IncomingMessage> {
    const sent = this.#start(url, asked);
    try {
      return await sent.answered;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      // The server closed the kept connection while we were taking it: nothing was asked yet.
      const wasDead = sent.request.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE');
      if (!wasDead || asked.signal?.aborted === true) throw error;
      return this.#start(url, asked).answered;
    }
  }

  #start(
    url: URL,
    { method, headers, body, signal }: HttpRequest,
  ): { readonly request: ClientRequest; readonly answered: Promise<IncomingMessage> } {
    const isSecure = url.protocol === 'https:';
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const request = (isSecure ? https : http).request({
      ...urlToHttpOptions(url),
      method,
      agent: isSecure ? this.#httpsAgent : this.#httpAgent,
      headers: { ...headers, ...length },
    });
    if (signal !== undefined) destroyOnAbort(request, signal);
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.on('response', resolve);
      request.on('error', reject);
      // A request that waits for a proxy's tunnel does not tell that it was destroyed.
      const abort = (): void => reject(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      request.once('close', () => signal?.removeEventListener('abort', abort));
    });
    request.end(body);
    return { request, answered };
  }
}

/** By hand, because node's own `signal` option breaks kept connections whose answer is over: an error nobody hears. */
function destroyOnAbort(request: ClientRequest, signal: AbortSignal): void {
  const abort = (): void => void request.destroy();
  if (signal.aborted) return abort();
  signal.addEventListener('abort', abort, { once: true });
  request.once('close', () => signal.removeEventListener('abort', abort));
}
