import { describe, expect, test } from 'vitest';
import type { ConnectionInfo } from '../../../../core/contracts/connection.ts';
import {
  chooseFirst,
  findUnusedSecrets,
  judgeState,
  proposeId,
} from '../../../../renderer/connections/connection-state.ts';

function info(id: string, more: Partial<ConnectionInfo> = {}): ConnectionInfo {
  return { id, label: id, note: '', models: [], defaultModel: '', ...more };
}

const missing = { keyName: 'A_KEY', problem: 'There is no key.', problemCode: 'missing_key' };

describe('how a connection stands', () => {
  test.each<[string, Partial<ConnectionInfo>, string]>([
    ['nothing to say', {}, 'stateReady'],
    ['its key is missing', missing, 'stateNeedsKey'],
    [
      'something else is wrong',
      { keyName: 'A_KEY', problem: 'A_KEY: no proxy.', problemCode: 'proxy_invalid' },
      'stateNotReady',
    ],
    ['its server runs', { ...missing, server: { state: 'running' } }, 'stateServerRunning'],
    ['its server failed', { server: { state: 'failed' } }, 'stateServerFailed'],
    ['its server is stopped', { server: { state: 'stopped' } }, 'stateReady'],
  ])('%s', (_name, more, state) => {
    expect(judgeState(info('a', more))).toBe(state);
  });
});

test('what is asked for is shown first, then what needs something, then what is one’s own', () => {
  const demo = info('demo');
  const lame = info('lame', missing);
  const own = info('own', { settings: { id: 'own' } });
  expect([
    chooseFirst([demo, lame, own], 'own'),
    chooseFirst([demo, lame, own], 'gone'),
    chooseFirst([demo, own], undefined),
    chooseFirst([demo], undefined),
    chooseFirst([], undefined),
  ]).toEqual(['own', 'lame', 'own', 'demo', undefined]);
});

test('a new connection gets an id that is free', () => {
  expect([
    proposeId({ id: 'groq' }, ['demo']),
    proposeId({ id: 'openai' }, ['openai', 'openai-2']),
    proposeId({ id: 'custom' }, []),
  ]).toEqual(['groq', 'openai-3', 'my-endpoint']);
});

test('stored secrets that no connection names, as its key or anywhere else', () => {
  const connections = [
    info('a', { keyName: 'A_KEY' }),
    info('b', {
      settings: {
        id: 'b',
        headers: { 'X-Key': { $secret: 'B_KEY' } },
        server: { command: 'c', env: { T: { $secret: 'C_TOKEN' } } },
      },
    }),
  ];
  expect(findUnusedSecrets(connections, ['A_KEY', 'B_KEY', 'C_TOKEN', 'OLD_KEY'])).toEqual([
    'OLD_KEY',
  ]);
});
