import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { MillraceError } from '../../shared/errors.ts';
import { findGrant, hostOf } from '../http/host-grant.ts';
import { http, https } from '../node-http.ts';
import { isPrivateAddress, lookUpPublic, privateAddress } from '../http/private-address.ts';

const longestLineBytes = 32 * 1024 * 1024;

/** A fetch that reaches granted hosts and no others, whatever a server or a redirect says; it follows no redirects. */
export function createGrantedFetch(grantedHosts: () => readonly string[]): FetchLike {
  return async (address, init = {}) => {
    const url = new URL(address);
    const grant = findGrant(url, grantedHosts());
    const host = hostOf(url);
    if (grant === 'none') throw notGranted(host);
    if (grant === 'public' && isIP(host) !== 0 && isPrivateAddress(host))
      throw privateAddress(host);
    const answer = await send(url, init, grant === 'public');
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const item of Array.isArray(value) ? value : [value])
        if (item !== undefined) headers.append(name, item);
    }
    const status = answer.statusCode ?? 502;
    const isEmpty = status === 204 || status === 205 || status === 304;
    if (isEmpty) answer.resume();
    const body = isEmpty
      ? null
      : (Readable.toWeb(Readable.from(limitLines(answer))) as unknown as ReadableStream);
    return new Response(body, { status, headers });
  };
}

/** An event without end must not fill the memory. */
async function* limitLines(answer: IncomingMessage): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    const end = chunk.lastIndexOf(0x0a);
    length = end === -1 ? length + chunk.byteLength : chunk.byteLength - end - 1;
    if (length > longestLineBytes) {
      throw new MillraceError('http_too_large', 'The MCP server sent a message without end.', {
        action: 'Look at the server.',
      });
    }
    yield chunk;
  }
}

function send(url: URL, init: RequestInit, isPublic: boolean): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = url.protocol === 'https:' ? https.request : http.request;
  const sent = request(url, {
    method: init.method ?? 'GET',
    headers: {
      'user-agent': 'millrace',
      'accept-encoding': 'identity',
      ...Object.fromEntries(new Headers(init.headers)),
    },
    agent: false,
    ...(init.signal ? { signal: init.signal } : {}),
    ...(isPublic ? { lookup: lookUpPublic } : {}),
  });
  sent.on('response', resolve);
  sent.on('error', reject);
  sent.end(typeof init.body === 'string' ? init.body : undefined);
  return promise;
}

function notGranted(host: string): MillraceError {
  return new MillraceError('not_granted', `Nobody has allowed this flow to call ${host}.`, {
    action: `Allow it, if you trust the flow: --allow-host ${host} on the command line.`,
  });
}
