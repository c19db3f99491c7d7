import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpCall } from '../../../core/contracts/http-client.ts';
import { createHttpClient } from '../../../core/node/http/create-http-client.ts';
import { findGrant } from '../../../core/node/http/host-grant.ts';
import { isPrivateAddress } from '../../../core/node/http/private-address.ts';
import { toErrorInfo } from '../../../core/shared/errors.ts';

const seen: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[] =
  [];
let aborted = 0;

function serve(request: IncomingMessage, response: ServerResponse, body: string): void {
  const path = request.url ?? '';
  seen.push({ method: request.method ?? '', path, headers: request.headers, body });
  if (path === '/hang') return void request.on('close', () => (aborted += 1));
  if (path === '/break') return void response.socket?.destroy();
  if (path === '/away') response.writeHead(302, { location: 'http://localhost:1/' }).end();
  else if (path === '/other-port')
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  else if (path === '/form') response.writeHead(302, { location: '/echo' }).end();
  else if (path === '/round') response.writeHead(302, { location: '/round' }).end();
  else if (path === '/bomb')
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('0'.repeat(5_000_000)));
  else if (path === '/packed')
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('unpacked'));
  else if (path === '/latin')
    response
      .writeHead(200, { 'content-type': 'text/plain; charset=iso-8859-1' })
      .end(Buffer.from([0xe9]));
  else if (path === '/endless') {
    response.writeHead(200);
    const timer = setInterval(() => response.write('x'.repeat(1000)), 1);
    response.on('close', () => clearInterval(timer));
  } else
    response
      .writeHead(path === '/missing' ? 404 : 200, { 'x-own': 'yes' })
      .end(`${request.method} ${body}`);
}

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => serve(request, response, body));
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const client = createHttpClient();
const call = (path: string, more: Partial<HttpCall> = {}): HttpCall => ({
  method: 'GET',
  url: path.startsWith('/') ? `http://127.0.0.1:${port}${path}` : path,
  headers: {},
  timeoutMs: 5000,
  maxBytes: 100_000,
  grantedHosts: ['127.0.0.1'],
  signal: new AbortController().signal,
  ...more,
});
const failure = async (path: string, more: Partial<HttpCall> = {}): Promise<string> => {
  try {
    return `status ${(await client.send(call(path, more))).status}`;
  } catch (error) {
    return toErrorInfo(error).code;
  }
};

test('sends what it is told and gives back what came', async () => {
  const progress: (readonly [number, number | undefined])[] = [];
  const answer = await client.send(
    call('/echo', {
      method: 'POST',
      body: 'grüße',
      headers: { 'X-Key': 'k' },
      onProgress: (received, total) => progress.push([received, total]),
    }),
  );
  expect(answer).toMatchObject({ status: 200, text: 'POST grüße', headers: { 'x-own': 'yes' } });
  expect(seen.at(-1)).toMatchObject({ headers: { 'x-key': 'k', 'content-length': '7' } });
  expect(progress.at(-1)?.[0]).toBe(answer.bytes);
});

test.each([
  ['/missing', {}, 'status 404'],
  ['/away', {}, 'redirect_refused'],
  ['/other-port', {}, 'redirect_refused'],
  ['/round', {}, 'redirect_refused'],
  ['/bomb', {}, 'http_too_large'],
  ['/endless', {}, 'http_too_large'],
  ['/endless', { maxBytes: 1e9, timeoutMs: 100 }, 'http_timeout'],
  ['/hang', { timeoutMs: 100 }, 'http_timeout'],
  ['/break', {}, 'http_failed'],
  ['/', { grantedHosts: [] }, 'not_granted'],
  ['/', { grantedHosts: ['example.com', '127.0.0.1:1'] }, 'not_granted'],
  ['/', { grantedHosts: ['*'] }, 'private_address'],
  ['/', { headers: { Host: 'example.com' } }, 'invalid_header'],
  ['/', { headers: { 'x-a': 'b\r\nx-c: d' } }, 'invalid_header'],
  ['file:///etc/hosts', {}, 'invalid_url'],
  ['ftp://127.0.0.1/', {}, 'invalid_url'],
  ['http://me:secret@127.0.0.1/', {}, 'invalid_url'],
  ['nonsense', {}, 'invalid_url'],
  ['http://2130706433/', { grantedHosts: ['*'] }, 'private_address'],
  ['http://0x7f.1/', { grantedHosts: ['*'] }, 'private_address'],
  ['http://[::ffff:127.0.0.1]/', { grantedHosts: ['*'] }, 'private_address'],
  ['http://localhost/', { grantedHosts: ['*'] }, 'private_address'],
  ['http://169.254.169.254/latest/meta-data', { grantedHosts: ['*'] }, 'private_address'],
])('%s with %j gives %s', async (path, more, expected) => {
  expect(await failure(path, more)).toBe(expected);
});

test('a form that is redirected is not sent again', async () => {
  const answer = await client.send(call('/form', { method: 'POST', body: 'a=1' }));
  expect([answer.text, answer.url.endsWith('/echo')]).toEqual(['GET ', true]);
});

test('packed and foreign texts are read', async () => {
  const texts = await Promise.all(['/packed', '/latin'].map((path) => client.send(call(path))));
  expect(texts.map(({ text }) => text)).toEqual(['unpacked', 'é']);
});

test('a cancelled request lets the server go', async () => {
  const before = aborted;
  const stop = new AbortController();
  const under = failure('/hang', { signal: stop.signal });
  await expect.poll(() => seen.at(-1)?.path).toBe('/hang');
  stop.abort();
  expect(await under).toBe('cancelled');
  await expect.poll(() => aborted).toBeGreaterThan(before);
});

describe('grants', () => {
  test.each([
    ['https://example.com/a', 'named'],
    ['https://EXAMPLE.com.:443/', 'named'],
    ['https://api.example.org/', 'public'],
    ['https://example.org/', 'none'],
    ['https://badexample.org/', 'none'],
    ['http://intern:8080/', 'named'],
    ['http://intern/', 'none'],
    ['http://[::1]:9/', 'named'],
  ])('%s is %s', (url, grant) => {
    expect(findGrant(new URL(url), ['example.com', '*.example.org', 'intern:8080', '::1'])).toBe(
      grant,
    );
  });

  test('addresses that are not public are known', () => {
    const addresses = [
      '127.8.9.1',
      '10.1.1.1',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '::1',
    ];
    const more = ['fd00::1', 'fe80::1%eth0', '::ffff:10.0.0.1', '0.0.0.0', '64:ff9b::7f00:1', 'x'];
    const open = ['1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'];
    expect(
      [...addresses, ...more, ...open].filter((address) => !isPrivateAddress(address)),
    ).toEqual(open);
  });
});
