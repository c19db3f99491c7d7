import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOutputEvent } from '../../../core/contracts/events.ts';
import type { Grants } from '../../../core/contracts/grants.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { flowOf, jsonInput, node, runNodes } from '../../harness/run-nodes.ts';
import { allEvents, testEngine } from '../../harness/test-engine.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const findingsOf = (kind: string, settings: JsonObject): readonly string[] =>
  testEngine()
    .check(flowOf({ node: node(kind, settings) }, []).flow)
    .findings.filter(({ place }) => place.path?.includes('settings'))
    .map(({ code }) => code);

describe('http', () => {
  const seen: { path: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const path = request.url ?? '';
      seen.push({ path, headers: request.headers, body });
      if (path === '/hang') return;
      if (path === '/slow') {
        response.writeHead(200, { 'content-length': '40' });
        let sent = 0;
        const timer = setInterval(() => {
          response.write('0123456789');
          sent += 10;
          if (sent < 40) return;
          clearInterval(timer);
          response.end();
        }, 120);
        return;
      }
      response
        .writeHead(path.startsWith('/fail') ? 503 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ path }));
    });
  });
  let base = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const request = async (
    settings: JsonObject,
    wires: readonly string[],
    input: unknown = 'x',
    grants: Partial<Grants> = { hosts: ['127.0.0.1'] },
  ): Promise<unknown> => {
    const engine = testEngine({ grants, secrets: { SHOP_API_KEY: 'k-very-secret' } });
    const nodes = { in: jsonInput(), http: node('http', settings), out: node('output') };
    const all = [...wires.map((port) => `in.value http.${port}`), 'http.body out.value'];
    const { error, output } = await runNodes(nodes, all, JSON.stringify(input), engine);
    return error?.code ?? output;
  };

  test('encodes values into the address and reads JSON', async () => {
    const url = `${base}/items/{{id}}?q={{id}}`;
    expect(await request({ url }, ['id'], 'a/b c&d')).toEqual({
      path: '/items/a%2Fb%20c%26d?q=a%2Fb%20c%26d',
    });
  });

  test('sends a body from a template, escaped, or from its wire', async () => {
    const settings = { url: base, method: 'POST', bodyType: 'json' };
    await request({ ...settings, body: '{"q": "{{text}}"}' }, ['text'], 'say "hi"\n');
    await request(settings, ['body'], { a: [1] });
    await request({ ...settings, bodyType: 'form' }, ['body'], { a: 'x y', b: 2 });
    expect(seen.slice(-3).map(({ body }) => body)).toEqual([
      '{"q": "say \\"hi\\"\\n"}',
      '{"a":[1]}',
      'a=x%20y&b=2',
    ]);
  });

  test('a secret goes out in its header and into no record', async () => {
    const engine = testEngine({
      grants: { hosts: ['127.0.0.1'] },
      secrets: { SHOP_API_KEY: 'k-very-secret' },
    });
    const headers = { authorization: { $secret: 'SHOP_API_KEY', prefix: 'Bearer ' } };
    const nodes = {
      in: node('input'),
      http: node('http', { url: base, headers }),
      out: node('output'),
    };
    const run = engine.start({
      ...flowOf(nodes, ['in.value http.after', 'http.body out.value']),
      input: 'x',
    });
    const events = await allEvents(engine, run);
    expect(seen.at(-1)?.headers.authorization).toBe('Bearer k-very-secret');
    expect(JSON.stringify(events)).not.toContain('very-secret');
  });

  test.each<[string, JsonObject, Partial<Grants> | undefined, string]>([
    ['a status that says no', { url: 'BASE/fail' }, undefined, 'http_status'],
    ['no grant', { url: 'BASE/' }, {}, 'not_granted'],
    [
      'a granted host that the flow does not name',
      { url: 'http://{{text}}/', hosts: 'example.com' },
      undefined,
      'host_not_listed',
    ],
    [
      'a value that moves the host',
      { url: 'http://{{text}}.example.com/', hosts: 'api.example.com' },
      undefined,
      'host_not_listed',
    ],
    [
      'an answer that is not JSON',
      { url: 'BASE/slow', response: 'json', timeoutMs: 10_000 },
      undefined,
      'invalid_json',
    ],
    ['a server that hangs', { url: 'BASE/hang', timeoutMs: 100 }, undefined, 'http_timeout'],
    [
      'a secret that is not there',
      { url: 'BASE/', headers: { a: { $secret: 'NONE' } } },
      undefined,
      'missing_secret',
    ],
  ])('%s', async (_what, settings, grants, expected) => {
    const url = (settings['url'] as string).replace('BASE', base);
    const wires = url.includes('{{text}}') ? ['text'] : ['after'];
    expect(await request({ ...settings, url }, wires, '127.0.0.1', grants)).toBe(expected);
  });

  test('a status that says no can be taken as an answer', async () => {
    expect(await request({ url: `${base}/fail`, failOnStatus: false }, ['after'])).toEqual({
      path: '/fail',
    });
  });

  test('streams how much has come', async () => {
    const engine = testEngine({ grants: { hosts: ['127.0.0.1'] } });
    const nodes = {
      in: node('input'),
      http: node('http', { url: `${base}/slow` }),
      out: node('output'),
    };
    const run = engine.start({
      ...flowOf(nodes, ['in.value http.after', 'http.body out.value']),
      input: 'x',
    });
    const progress = (await allEvents(engine, run))
      .filter(isOutputEvent)
      .flatMap(({ body }) => (body.type === 'custom' ? [body.value] : []));
    expect(progress.at(-1)).toEqual({ receivedBytes: 40, totalBytes: 40 });
  });

  test('a cancelled run ends it', async () => {
    const engine = testEngine({ grants: { hosts: ['127.0.0.1'] } });
    const nodes = {
      in: node('input'),
      http: node('http', { url: `${base}/hang` }),
      out: node('output'),
    };
    const run = engine.start({
      ...flowOf(nodes, ['in.value http.after', 'http.body out.value']),
      input: 'x',
    });
    const before = seen.length;
    await expect.poll(() => seen.length).toBeGreaterThan(before);
    run.cancel();
    expect((await run.result).state).toBe('cancelled');
  });

  test('what is missing or unsafe is found before the run', () => {
    expect([
      findingsOf('http', {}),
      findingsOf('http', { url: '{{url}}' }),
      findingsOf('http', { url: 'https://a.example{{x}}/' }),
      findingsOf('http', { url: 'https://example.com', headers: { 'X-Api-Key': 'abc' } }),
      findingsOf('http', {
        url: 'https://example.com',
        headers: { 'x-api-key': { $secret: 'A_KEY' } },
      }),
    ]).toEqual([['url_missing'], ['host_not_listed'], ['host_not_listed'], ['plain_key'], []]);
  });
});

describe('read file and write file', () => {
  const folder = (): string => {
    const granted = join(realpathSync(tempFolder()), 'granted');
    mkdirSync(granted);
    writeFileSync(join(granted, '..', 'secret.txt'), 'outside');
    writeFileSync(join(granted, 'a.json'), '{"a": [1]}');
    writeFileSync(join(granted, 'lines.txt'), 'one\r\ntwo\n');
    symlinkSync(join(granted, '..', 'secret.txt'), join(granted, 'link.txt'));
    return granted;
  };
  const read = async (
    path: string,
    settings: JsonObject,
    folders: readonly string[],
  ): Promise<unknown> => {
    const nodes = { in: jsonInput(), read: node('read-file', settings), out: node('output') };
    const wires = ['in.value read.path', 'read.content out.value'];
    const engine = testEngine({ grants: { folders } });
    const { error, output } = await runNodes(nodes, wires, JSON.stringify(path), engine);
    return error?.code ?? output;
  };

  test('reads text, JSON and lines of granted folders only', async () => {
    const granted = folder();
    expect([
      await read('a.json', {}, [granted]),
      await read('a.json', { as: 'json' }, [granted]),
      await read('lines.txt', { as: 'lines' }, [granted]),
      await read('lines.txt', { as: 'json' }, [granted]),
      await read('../secret.txt', {}, [granted]),
      await read('link.txt', {}, [granted]),
      await read('C:\\secret.txt', {}, [granted]),
      await read('a.json', {}, []),
    ]).toEqual([
      '{"a": [1]}',
      { a: [1] },
      ['one', 'two'],
      'invalid_json',
      'not_granted',
      'not_granted',
      'path_refused',
      'not_granted',
    ]);
  });

  test('writes text and JSON, adds to them, and says where', async () => {
    const granted = folder();
    const write = async (settings: JsonObject, content: unknown): Promise<unknown> => {
      const nodes = { in: jsonInput(), write: node('write-file', settings), out: node('output') };
      const wires = ['in.value write.content', 'write.path out.value'];
      const engine = testEngine({ grants: { folders: [granted] } });
      const { error, output } = await runNodes(nodes, wires, JSON.stringify(content), engine);
      return error?.code ?? output;
    };
    const path = 'notes/new.txt';
    expect([
      await write({ path }, 'one'),
      await write({ path }, 'two'),
      await write({ path, mode: 'append' }, ', two'),
      await write({ path: 'value.json', mode: 'replace' }, { a: 1 }),
      await write({ path: '../out.txt' }, 'x'),
      readFileSync(join(granted, path), 'utf8'),
      readFileSync(join(granted, 'value.json'), 'utf8'),
    ]).toEqual([
      join(granted, path),
      'file_exists',
      join(granted, path),
      join(granted, 'value.json'),
      'not_granted',
      'one, two',
      '{\n  "a": 1\n}\n',
    ]);
    expect(findingsOf('write-file', { path: ' ' })).toEqual(['path_missing']);
  });
});

describe('sql', () => {
  const ask = async (
    settings: JsonObject,
    wires: readonly string[],
    input: unknown,
    more: { folders?: string[]; out?: string } = {},
  ): Promise<unknown> => {
    const nodes = {
      in: jsonInput(),
      sql: node('sql', { path: 'shop.db', ...settings }),
      out: node('output'),
    };
    const all = [
      ...wires.map((port) => `in.value sql.${port}`),
      `sql.${more.out ?? 'rows'} out.value`,
    ];
    const engine = testEngine({ grants: { folders: more.folders ?? [shop()] } });
    const { error, output } = await runNodes(nodes, all, JSON.stringify(input), engine);
    return error?.code ?? output;
  };
  const shop = (): string => {
    const folder = realpathSync(tempFolder());
    new Database(join(folder, 'shop.db'))
      .exec(
        "CREATE TABLE items (name TEXT, price REAL); INSERT INTO items VALUES ('pen', 1), ('ink', 4)",
      )
      .close();
    return folder;
  };

  test('binds its inputs by name and gives rows', async () => {
    const sql = "SELECT name FROM items WHERE price > :least AND name <> ':none' -- :comment";
    expect(await ask({ sql }, ['least'], 2)).toEqual([{ name: 'ink' }]);
  });

  test.each<[JsonObject, string]>([
    [{ sql: 'DELETE FROM items' }, 'sql_refused'],
    [{ sql: 'SELECT nothing FROM items' }, 'sql_error'],
    [{ path: 'none.db' }, 'file_missing'],
    [{ path: '../shop.db' }, 'not_granted'],
    [
      {
        sql: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT count(*) FROM n',
        timeoutMs: 200,
      },
      'sql_timeout',
    ],
  ])('%j fails with %s', async (settings, code) => {
    expect(await ask(settings, ['after'], 1)).toBe(code);
  });

  test('may write when told so', async () => {
    const folders = [shop()];
    const write = { sql: 'INSERT INTO items (name) VALUES (:name)', mayWrite: true };
    expect(await ask(write, ['name'], 'jar', { folders, out: 'changes' })).toBe(1);
    expect(
      await ask({ sql: 'SELECT count(*) AS n FROM items' }, ['after'], 1, { folders }),
    ).toEqual([{ n: 3 }]);
    const make = { path: 'made.db', mayWrite: true, sql: 'CREATE TABLE t (a)' };
    expect(await ask(make, ['after'], 1, { folders, out: 'changes' })).toBe(0);
  });

  test('a cancelled run ends it', async () => {
    const sql =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT count(*) FROM n';
    const engine = testEngine({ grants: { folders: [shop()] } });
    const nodes = {
      in: node('input'),
      sql: node('sql', { path: 'shop.db', sql, timeoutMs: 60_000 }),
      out: node('output'),
    };
    const run = engine.start({
      ...flowOf(nodes, ['in.value sql.after', 'sql.rows out.value']),
      input: 'x',
    });
    setTimeout(() => run.cancel(), 100);
    expect((await run.result).state).toBe('cancelled');
  });
});
