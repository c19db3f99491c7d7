import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What the guard says of a request: let it pass, begin a session with it, or refuse it. */
export type Verdict =
  | { readonly verdict: 'pass' }
  | { readonly verdict: 'begin-session'; readonly cookie: string }
  | { readonly verdict: 'refuse'; readonly status: 401 | 403; readonly reason: string };

const pass: Verdict = { verdict: 'pass' };

/**
 * Lets one browser in: the token in the start address works once and becomes a session cookie. The Host header must
 * be ours, or a web page that points its own name at 127.0.0.1 could read us; changing requests must come from our pages.
 */
export class SessionGuard {
  readonly #hosts: readonly string[];
  readonly #cookieName: string;
  readonly #session = newSecret();
  #token: string | undefined = newSecret();
  readonly startUrl: string;

  constructor(port: number) {
    this.#hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    // Cookies know no ports: two hosts on one machine must not overwrite each other's.
    this.#cookieName = `millrace_session_${port}`;
    this.startUrl = `http://127.0.0.1:${port}/?token=${this.#token}`;
  }

  /** Judges a request; a token that passes is used up by it. */
  judge(request: IncomingMessage, url: URL): Verdict {
    const host = request.headers.host ?? '';
    if (!this.#hosts.includes(host)) {
      return refuse(403, 'This address does not belong to Millrace.');
    }
    if (changesSomething(request) && request.headers.origin !== `http://${host}`) {
      return refuse(403, 'Only pages of Millrace itself may ask for this.');
    }
    const token = url.searchParams.get('token');
    if (request.method === 'GET' && url.pathname === '/' && token !== null) {
      return this.#judgeToken(token, request);
    }
    return this.#hasSession(request) ? pass : refuse(401, noSession);
  }

  #judgeToken(token: string, request: IncomingMessage): Verdict {
    if (this.#token !== undefined && isEqual(token, this.#token)) {
      this.#token = undefined;
      return {
        verdict: 'begin-session',
        cookie: `${this.#cookieName}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`,
      };
    }
    // The same browser opening its link again, from a bookmark or its history.
    return this.#hasSession(request) ? pass : refuse(403, usedToken);
  }

  #hasSession(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    const prefix = `${this.#cookieName}=`;
    const ours = cookies.find((cookie) => cookie.startsWith(prefix));
    return ours !== undefined && isEqual(ours.slice(prefix.length), this.#session);
  }
}

const usedToken = 'This link has been used already. Run the command again for a new one.';
const noSession = 'Open Millrace by the link that the command printed, or run the command again.';

function refuse(status: 401 | 403, reason: string): Verdict {
  return { verdict: 'refuse', status, reason };
}

function changesSomething(request: IncomingMessage): boolean {
  return (
    request.headers.upgrade !== undefined || (request.method !== 'GET' && request.method !== 'HEAD')
  );
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function isEqual(given: string, secret: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(secret);
  return a.length === b.length && timingSafeEqual(a, b);
}
