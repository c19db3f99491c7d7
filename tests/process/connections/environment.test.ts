import { expect, test } from 'vitest';
import { refuse } from '../../servers/chat-server.ts';
import {
  ask,
  hello,
  json,
  key,
  openConnections,
  saveAndAsk,
  serve,
  textOf,
} from './open-connections.ts';
import { startProxy } from './start-proxy.ts';

const far = 'http://models.invalid/v1';

test('the environment’s proxy is used by connections that name none, but not on this machine', async () => {
  const server = await serve(({ path }) =>
    path.endsWith('/models') ? json({ data: ['m'] }) : hello,
  );
  const proxy = await startProxy((url) => url.replace(far, server.url));
  const env = { HTTP_PROXY: proxy.url, HOME_API_KEY: key };
  const connections = openConnections({ env });
  const settings = { id: 'far', baseUrl: far, keyName: 'HOME_API_KEY', defaultModel: 'm' };
  const { parts, error } = await saveAndAsk(connections, settings);
  const { models } = await connections.manager.models({ id: 'far' });
  expect([error, textOf(parts), models]).toEqual([undefined, 'Hello', [{ id: 'm' }]]);
  expect(proxy.asked).toEqual([`POST ${far}/chat/completions`, `GET ${far}/models`]);
  expect(connections.list().at(-1)).toMatchObject({ variables: ['HOME_API_KEY', 'HTTP_PROXY'] });

  const here = await saveAndAsk(connections, {
    id: 'here',
    baseUrl: server.url,
    defaultModel: 'm',
  });
  expect([textOf(here.parts), proxy.asked.length]).toEqual(['Hello', 2]);
});

test('a connection’s own proxy goes before the environment’s, and NO_PROXY before both of its variables', async () => {
  const server = await serve(() => hello);
  const own = await startProxy((url) => url.replace(far, server.url));
  const other = await startProxy();
  const env = { HTTP_PROXY: other.url, HTTPS_PROXY: other.url };
  const settings = { id: 'far', baseUrl: far, defaultModel: 'm', proxy: own.url, maxRetries: 0 };
  const { parts } = await saveAndAsk(openConnections({ env }), settings);
  expect([textOf(parts), own.asked.length, other.asked]).toEqual(['Hello', 1, []]);

  const exempt = openConnections({ env: { ...env, NO_PROXY: 'example.com, .invalid' } });
  const { error } = await saveAndAsk(exempt, {
    id: 'direct',
    baseUrl: far,
    defaultModel: 'm',
    maxRetries: 0,
  });
  expect([error?.code, other.asked]).toEqual(['provider_unreachable', []]);
  expect(error?.message).not.toContain('proxy');
});

test('a variable that holds no proxy is named, and its password never', async () => {
  const env = { HTTPS_PROXY: 'socks5://me:proxy-word@127.0.0.1:1' };
  const connections = openConnections({ env });
  connections.manager.save({ id: 'far', baseUrl: 'https://models.invalid/v1', defaultModel: 'm' });
  const info = connections.list().at(-1);
  expect([info?.problemCode, info?.problem]).toEqual([
    'proxy_invalid',
    expect.stringContaining('The proxy in HTTPS_PROXY is not a web address.'),
  ]);
  expect(JSON.stringify(info)).not.toContain('proxy-word');
});

test('the connection of the environment tries again as any other', async () => {
  const server = await serve(({ index }) => (index === 0 ? refuse(503, 'warming up') : hello));
  const connections = openConnections({ env: { OPENAI_BASE_URL: server.url } });
  const { parts, error } = await ask(connections, 'openai');
  const retries = parts.filter(({ type }) => type === 'retry').length;
  expect([error, textOf(parts), retries, server.requests.length]).toEqual([
    undefined,
    'Hello',
    1,
    2,
  ]);
});

test('what is missing is told by a code and the secret’s name', () => {
  const connections = openConnections({ env: { MY_API_KEY: key } });
  const { manager } = connections;
  manager.save({ id: 'key', preset: 'groq' });
  manager.save({
    id: 'header',
    preset: 'groq',
    keyName: 'MY_API_KEY',
    headers: { 'X-Team': { $secret: 'TEAM_TOKEN' } },
  });
  manager.save({ id: 'ready', preset: 'groq', keyName: 'MY_API_KEY' });
  const told = connections
    .list()
    .slice(2)
    .map(({ id, problemCode, missingSecret }) => [id, problemCode, missingSecret]);
  expect(told).toEqual([
    ['key', 'missing_key', 'GROQ_API_KEY'],
    ['header', 'missing_key', 'TEAM_TOKEN'],
    ['ready', undefined, undefined],
  ]);
});
