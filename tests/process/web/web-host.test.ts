import { readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWebHost } from '../../../core/bin/web-host.ts';
import { flowText, openWebHost } from './open-web-host.ts';
import type { TestHost } from './open-web-host.ts';

let web: TestHost;
let cookie: string;

beforeAll(async () => {
  web = await openWebHost();
  cookie = await web.enter();
});
afterAll(() => web.close());

describe('who is let in', () => {
  test('the token works once and becomes a strict cookie that survives a reload', async () => {
    const fresh = await openWebHost();
    const { pathname, search } = new URL(fresh.host.url);
    const link = pathname + search;
    const wrong = await fresh.ask('/?token=wrong');
    const first = await fresh.ask(link);
    const [setCookie = ''] = first.headers['set-cookie'] ?? [];
    const second = await fresh.ask(link);
    const session = setCookie.split(';')[0] ?? '';
    const reloaded = await fresh.ask('/', { headers: { cookie: session } });
    const sameBrowser = await fresh.ask(link, { headers: { cookie: session } });
    await fresh.close();
    expect({
      wrong: wrong.status,
      first: first.status,
      continues: first.body.includes('http-equiv="refresh" content="0;url=/"'),
      flags: setCookie.split('; ').slice(1).toSorted(),
      second: second.status,
      secondSays: second.body.includes('Run the command again'),
      secondCookie: second.headers['set-cookie'],
      reloaded: [reloaded.status, reloaded.body.includes('The app')],
      sameBrowser: sameBrowser.status,
    }).toEqual({
      wrong: 403,
      first: 200,
      continues: true,
      flags: ['HttpOnly', 'Path=/', 'SameSite=Strict'],
      second: 403,
      secondSays: true,
      secondCookie: undefined,
      reloaded: [200, true],
      sameBrowser: 200,
    });
  });

  test('nothing is served without the cookie', async () => {
    const name = cookie.split('=')[0];
    const paths = ['/', '/assets/app-1a2b.js', '/api/host', '/api/initial-file', '/api/examples'];
    const statuses = await Promise.all([
      ...paths.map((path) => web.ask(path)),
      ...paths.map((path) => web.ask(path, { headers: { cookie: `${name}=forged` } })),
      web.ask('/api/save', { method: 'POST', headers: { origin: web.origin }, body: '{}' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual(statuses.map(() => 401));
    expect(statuses.some(({ body }) => body.includes('export'))).toBe(false);
  });

  test('a foreign name for this machine is refused, even with the cookie', async () => {
    const port = new URL(web.origin).port;
    const ask = async (host: string): Promise<number> =>
      (await web.ask('/api/host', { headers: { cookie, host } })).status;
    expect({
      attacker: await ask('attacker.example'),
      withPort: await ask(`attacker.example:${port}`),
      otherPort: await ask('127.0.0.1:1'),
      localhost: await ask(`localhost:${port}`),
    }).toEqual({ attacker: 403, withPort: 403, otherPort: 403, localhost: 200 });
  });

  test('only our own pages may change or connect', async () => {
    const body = JSON.stringify({ handle: 'x', text: 'x' });
    const post = async (headers: Readonly<Record<string, string>>): Promise<number> =>
      (await web.ask('/api/save', { method: 'POST', headers, body })).status;
    const join = (headers: Readonly<Record<string, string>>): Promise<string> =>
      web.connect(headers).then(
        ({ client }) => (client.close(), 'connected'),
        (error: Error) => error.message,
      );
    const refused = 'Unexpected server response: 403';
    expect({
      noOrigin: await post({ cookie }),
      foreignOrigin: await post({ cookie, origin: 'http://attacker.example' }),
      otherPort: await post({ cookie, origin: 'http://127.0.0.1:1' }),
      noCookie: await join({ origin: web.origin }),
      socketWithoutOrigin: await join({ cookie }),
      foreignSocket: await join({ cookie, origin: 'http://attacker.example' }),
      ours: await join({ cookie, origin: web.origin }),
    }).toEqual({
      noOrigin: 403,
      foreignOrigin: 403,
      otherPort: 403,
      noCookie: refused,
      socketWithoutOrigin: refused,
      foreignSocket: refused,
      ours: 'connected',
    });
  });

  test('only this machine can reach it', async () => {
    const port = Number(new URL(web.origin).port);
    const outcome = await new Promise((resolve) => {
      const socket = connect({ host: '::1', port });
      socket.on('connect', () => (socket.destroy(), resolve('connected')));
      socket.on('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  });
});

describe('what is served', () => {
  test('every answer carries the safety headers', async () => {
    const answers = await Promise.all([
      web.ask('/', { headers: { cookie } }),
      web.ask('/assets/app-1a2b.js', { headers: { cookie } }),
      web.ask('/api/host', { headers: { cookie } }),
      web.ask('/nothing', { headers: { cookie } }),
      web.ask('/'),
    ]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  test('files have their type; only hashed ones are kept by the browser', async () => {
    const page = await web.ask('/', { headers: { cookie } });
    const script = await web.ask('/assets/app-1a2b.js', { headers: { cookie } });
    const head = await web.ask('/assets/app-1a2b.js', {
      method: 'HEAD',
      headers: { cookie, origin: web.origin },
    });
    expect(
      [page, script, head].map(({ status, headers, body }) => [
        status,
        headers['content-type'],
        headers['cache-control'],
        body.length,
      ]),
    ).toEqual([
      [200, 'text/html; charset=utf-8', 'no-store', 37],
      [200, 'text/javascript; charset=utf-8', 'private, max-age=31536000, immutable', 10],
      [200, 'text/javascript; charset=utf-8', 'private, max-age=31536000, immutable', 0],
    ]);
  });

  test('no path leads out of the app’s folder', async () => {
    const paths = [
      '/../secret.json',
      '/..%2fsecret.json',
      '/%2e%2e/secret.json',
      '/%2e%2e%2fsecret.json',
      '/assets/../../secret.json',
      '/assets/..%2f..%2fsecret.json',
      '/..%5csecret.json',
      '//secret.json',
      '/%00secret.json',
      '/%E0%A4%A',
      `/${encodeURIComponent(join(web.folder, 'secret.json'))}`,
    ];
    const answers = await Promise.all(paths.map((path) => web.ask(path, { headers: { cookie } })));
    expect(answers.map(({ status, body }) => [status, body.includes('secret')])).toEqual(
      paths.map(() => [404, false]),
    );
  });

  test('an app that was not built says so', async () => {
    const page = join(web.folder, 'renderer', 'index.html');
    const text = readFileSync(page, 'utf8');
    rmSync(page);
    const answer = await web.ask('/', { headers: { cookie } });
    writeFileSync(page, text);
    expect([answer.status, answer.body.includes('npm run build')]).toEqual([503, true]);
  });

  test('the host tells of itself, its file and the examples', async () => {
    expect({
      host: await read('/api/host'),
      file: await read('/api/initial-file'),
      examples: await read('/api/examples'),
      engine: await read('/api/engine'),
    }).toEqual({
      host: { host: 'web', version: expect.any(String), platform: expect.any(String) },
      file: {
        name: 'my.flow.json',
        text: flowText,
        handle: expect.any(String),
        place: expect.any(String),
        stamp: expect.any(String),
      },
      examples: [
        { name: 'a.flow.json', text: '{"a":1}', place: expect.any(String) },
        { name: 'b.flow.json', text: '{"b":1}', place: expect.any(String) },
      ],
      engine: { state: 'ready' },
    });
  });
});

describe('saving', () => {
  test('replaces the file that the host was started with, through a link too', async () => {
    const target = join(web.folder, 'elsewhere.flow.json');
    writeFileSync(target, flowText);
    rmSync(web.flowPath);
    symlinkSync(target, web.flowPath);
    expect(await save({ handle: await handle(), text: '{"saved":true}\n' })).toEqual({
      status: 200,
      code: undefined,
    });
    expect(readFileSync(target, 'utf8')).toBe('{"saved":true}\n');
    expect(readdirSync(web.folder).filter((name) => name.includes('draft'))).toEqual([]);
  });

  test('never writes over what something else has put there, unless told to', async () => {
    const before = await initialFile();
    writeFileSync(web.flowPath, '{"by":"another"}');
    const mine = { handle: before.handle, text: '{"by":"me"}' };
    expect(await save({ ...mine, stamp: before.stamp })).toEqual({
      status: 409,
      code: 'file_changed',
    });
    expect(readFileSync(web.flowPath, 'utf8')).toBe('{"by":"another"}');
    expect(await save(mine)).toMatchObject({ status: 200 });
    const { stamp } = await initialFile();
    expect(await save({ ...mine, text: '{"by":"me again"}', stamp })).toMatchObject({
      status: 200,
    });
    expect(readFileSync(web.flowPath, 'utf8')).toBe('{"by":"me again"}');
  });

  test('goes nowhere else', async () => {
    const before = readFileSync(web.flowPath, 'utf8');
    expect({
      path: await save({ handle: web.flowPath, text: 'x' }),
      other: await save({ handle: join(web.folder, 'other.json'), text: 'x' }),
      none: await save({ text: 'x' }),
      noJson: await save('{'),
    }).toEqual({
      path: { status: 403, code: 'unknown_handle' },
      other: { status: 403, code: 'unknown_handle' },
      none: { status: 400, code: 'bad_request' },
      noJson: { status: 400, code: 'bad_request' },
    });
    expect(readFileSync(web.flowPath, 'utf8')).toBe(before);
  });

  test('has a limit', async () => {
    const answer = await web.ask('/api/save', {
      method: 'POST',
      headers: {
        cookie,
        origin: web.origin,
        'content-length': String(65 * 1024 * 1024),
      },
      body: 'x',
    });
    expect(answer.status).toBe(413);
  });
});

test('two windows share one engine, each with answers of its own', async () => {
  const headers = { cookie, origin: web.origin };
  const windows = await Promise.all([web.connect(headers), web.connect(headers)]);
  const [first, second] = windows.map(({ client }) => client);
  const kinds = await Promise.all(windows.map(({ client }) => client.call('kinds.list', {})));
  first?.close();
  await windows[0]?.closeCode;
  expect(kinds[0]).toEqual(kinds[1]);
  expect(await second?.call('run.list', { limit: 1 })).toEqual([]);
  second?.close();
});

describe('starting', () => {
  test('says what is wrong: a missing file, a taken port', async () => {
    const port = Number(new URL(web.origin).port);
    await expect(startWebHost({ flowFile: '/no/such.flow.json' })).rejects.toMatchObject({
      code: 'file_not_found',
    });
    await expect(startWebHost({ port })).rejects.toMatchObject({ code: 'port_taken' });
  });

  test('says why the engine cannot start', async () => {
    const recordPath = join(web.folder, 'secret.json', 'record.db');
    await expect(startWebHost({ port: 0, recordPath })).rejects.toMatchObject({
      code: 'record_unwritable',
    });
  });
});

async function read(path: string): Promise<unknown> {
  return JSON.parse((await web.ask(path, { headers: { cookie } })).body);
}

async function save(body: unknown): Promise<{ readonly status: number; readonly code: unknown }> {
  const answer = await web.ask('/api/save', {
    method: 'POST',
    headers: { cookie, origin: web.origin },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const { error } = JSON.parse(answer.body) as { readonly error?: { readonly code: string } };
  return { status: answer.status, code: error?.code };
}

async function handle(): Promise<string> {
  return (await initialFile()).handle;
}

async function initialFile(): Promise<{ readonly handle: string; readonly stamp: string }> {
  const answer = await web.ask('/api/initial-file', { headers: { cookie } });
  return JSON.parse(answer.body) as { readonly handle: string; readonly stamp: string };
}
