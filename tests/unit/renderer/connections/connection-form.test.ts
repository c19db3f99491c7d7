import { describe, expect, test } from 'vitest';
import { parseConnectionSettings } from '../../../../core/model/connection-settings.ts';
import type { ConnectionSettings } from '../../../../core/model/connection-settings.ts';
import {
  checkForm,
  issuesAt,
  issueWords,
  readIssues,
} from '../../../../renderer/connections/check-form.ts';
import {
  findTwins,
  formFromSettings,
  meansTheSame,
  settingsFromForm,
} from '../../../../renderer/connections/connection-form.ts';
import type { ConnectionForm } from '../../../../renderer/connections/connection-form.ts';

const everything: ConnectionSettings = {
  id: 'house',
  preset: 'vllm',
  label: 'House',
  baseUrl: 'http://127.0.0.1:8000/v1',
  keyName: 'HOUSE_API_KEY',
  headers: { 'X-Plain': ' as it is ', Authorization: { $secret: 'HOUSE_TOKEN' } },
  proxy: { $secret: 'PROXY_PASSWORD' },
  timeouts: { firstTokenMs: 1_500, idleMs: 60_000 },
  rawFormat: 'auto',
  startInReasoning: 'no',
  models: ['a', 'b c'],
  defaultModel: 'a',
  prices: {
    a: { inputPerMillion: 0.15, outputPerMillion: 0.6, cachedInputPerMillion: 0 },
    'b*': { inputPerMillion: 1, outputPerMillion: 2 },
  },
  maxConcurrent: 4,
  requestsPerMinute: 60,
  tokensPerMinute: 100_000,
  maxRetries: 0,
  retryAfterFirstDelta: true,
  fallbacks: [{ connection: 'demo' }, { connection: 'openai', model: 'm' }],
  api: 'responses',
  quirks: { keyHeader: 'X-Key', refusedFields: ['max_tokens'] },
  server: {
    command: '/opt/my server/run',
    args: ['--port', '8000', 'two words'],
    cwd: '/opt',
    env: { HF_TOKEN: { $secret: 'HF_TOKEN' }, THREADS: '4' },
    healthUrl: 'http://127.0.0.1:8000/health',
    startTimeoutMs: 90_000,
  },
};

function form(patch: Partial<ConnectionForm>): ConnectionForm {
  return { ...formFromSettings({ id: 'mine', preset: 'ollama' }), ...patch };
}

function faults(patch: Partial<ConnectionForm>, takenIds: readonly string[] = []): unknown {
  return checkForm(form(patch), takenIds).map(({ path, message }) => [path, issueWords(message)]);
}

describe('the form of a connection', () => {
  test('keeps every setting, both ways', () => {
    expect(parseConnectionSettings(everything).ok).toBe(true);
    expect(settingsFromForm(formFromSettings(everything))).toEqual(everything);
  });

  test('leaves out what is empty', () => {
    expect(settingsFromForm(form({ label: '  ', models: '\n', args: '' }))).toEqual({
      id: 'mine',
      preset: 'ollama',
    });
    expect(
      settingsFromForm(
        form({
          headers: [{ name: '', value: '', isSecret: true }],
          prices: [{ model: '', input: '', output: ' ', cachedInput: '' }],
          fallbacks: [{ connection: '', model: '' }],
        }),
      ),
    ).toEqual({ id: 'mine', preset: 'ollama' });
  });

  test('tidies what people type', () => {
    expect(
      settingsFromForm(
        form({ baseUrl: ' http://127.0.0.1:1/v1// ', models: ' a \n\n b ', idleSeconds: '0.25' }),
      ),
    ).toEqual({
      id: 'mine',
      preset: 'ollama',
      baseUrl: 'http://127.0.0.1:1/v1',
      models: ['a', 'b'],
      timeouts: { idleMs: 250 },
    });
  });

  test('knows a change from a detour', () => {
    expect(meansTheSame(form({}), form({ label: ' ' }))).toBe(true);
    expect(meansTheSame(form({}), form({ label: 'New' }))).toBe(false);
  });

  test('names that stand twice are found once', () => {
    expect(findTwins(['a', ' a', 'b', '', '', 'a'])).toEqual(['a']);
  });
});

describe('the check of the form', () => {
  test('finds a key by its value, under any name', () => {
    const value = `Bearer sk-${'a1'.repeat(12)}`;
    expect(faults({ headers: [{ name: 'X-Thing', value, isSecret: false }] })).toEqual([
      ['headers.X-Thing', 'issueHeaderKey'],
    ]);
  });

  test('finds nothing wrong with a preset as it is', () => {
    expect(faults({})).toEqual([]);
    expect(checkForm(formFromSettings(everything), [])).toEqual([]);
  });

  test.each<[string, Partial<ConnectionForm>, readonly unknown[]]>([
    ['an id with spaces', { id: 'My one' }, [['id', 'issueId']]],
    ['an id that another has', { id: 'demo' }, [['id', 'issueTaken']]],
    ['a preset without an address', { preset: 'azure' }, [['baseUrl', 'issueMissing']]],
    ['an address without http', { baseUrl: '127.0.0.1:80' }, [['baseUrl', 'issueAddress']]],
    ['an address with a query', { baseUrl: 'http://h/v1?a=b' }, [['baseUrl', 'issueAddressQuery']]],
    ['a user in the address', { baseUrl: 'http://u:p@h/v1' }, [['baseUrl', 'issueAddressUser']]],
    ['a key where its name belongs', { keyName: 'sk-123' }, [['keyName', 'issueSecretName']]],
    ['no number', { maxRetries: 'two' }, [['maxRetries', 'issueNumber']]],
    ['half a retry', { maxRetries: '1.5' }, [['maxRetries', 'issueWhole']]],
    ['too large a number', { maxRetries: '1000' }, [['maxRetries', 'issueRange']]],
    ['a time of nothing', { idleSeconds: '0' }, [['timeouts.idleMs', 'issueRange']]],
    ['a server without a command', { args: '--jinja' }, [['server.command', 'issueMissing']]],
    [
      'a price without a figure',
      { prices: [{ model: 'm', input: '1', output: '', cachedInput: '' }] },
      [['prices.m.outputPerMillion', 'issueNumber']],
    ],
    [
      'a header that carries a key',
      { headers: [{ name: 'Authorization', value: 'Bearer x', isSecret: false }] },
      [['headers.Authorization', 'issueHeaderKey']],
    ],
    [
      'a header twice',
      {
        headers: [
          { name: 'X-A', value: '1', isSecret: false },
          { name: 'X-A', value: '2', isSecret: false },
        ],
      },
      [['headers.X-A', 'issueTwice']],
    ],
  ])('finds %s', (_name, patch, expected) => {
    expect(faults(patch, ['demo'])).toEqual(expected);
  });

  test('hands each field what is its own', () => {
    const issues = [
      { path: 'headers.X-A', message: 'a' },
      { path: 'headersOther', message: 'b' },
      { path: 'id', message: 'c' },
    ];
    expect(issuesAt(issues, 'headers')).toEqual([issues[0]]);
    expect(issuesAt(issues, 'id')).toEqual([issues[2]]);
  });

  test('reads what the engine refused, and nothing else', () => {
    expect(readIssues([{ path: 'rawFormat', message: 'names no raw format: x' }, 7, null])).toEqual(
      [{ path: 'rawFormat', message: 'names no raw format: x' }],
    );
    expect(readIssues({ path: 'a' })).toEqual([]);
  });
});
