import { describe, expect, test } from 'vitest';
import { completeSettings } from '../../../core/model/connection-defaults.ts';
import { connectionPresets, findPreset } from '../../../core/model/connection-presets.ts';
import {
  describeIssues,
  isSecretName,
  parseConnectionSettings,
} from '../../../core/model/connection-settings.ts';

const everything = {
  id: 'my.house-model_2',
  preset: 'vllm',
  label: 'House',
  baseUrl: 'http://10.0.0.7:8000/v1',
  keyName: 'HOUSE_API_KEY',
  headers: { 'X-Team': 'mill', 'X-Api-Key': { $secret: 'HOUSE_TOKEN' } },
  proxy: { $secret: 'PROXY_PASSWORD' },
  timeouts: { firstTokenMs: 300_000, idleMs: 30_000 },
  rawFormat: 'hermes',
  startInReasoning: 'yes',
  models: ['a', 'b'],
  defaultModel: 'b',
  prices: { 'a*': { inputPerMillion: 1, outputPerMillion: 2, cachedInputPerMillion: 0.1 } },
  maxConcurrent: 4,
  requestsPerMinute: 60,
  tokensPerMinute: 100_000,
  maxRetries: 3,
  retryAfterFirstDelta: true,
  fallbacks: [{ connection: 'demo' }, { connection: 'openai', model: 'gpt-4o-mini' }],
  api: 'chat',
  quirks: { refusedFields: ['stream_options'] },
  server: {
    command: 'vllm',
    args: ['serve', 'a'],
    cwd: '/models',
    env: { HF_HOME: '/models', HF_TOKEN: { $secret: 'HF_TOKEN' } },
    healthUrl: 'http://127.0.0.1:8000/health',
    startTimeoutMs: 600_000,
  },
};

function issuesOf(change: object): string {
  const parsed = parseConnectionSettings({ ...everything, ...change });
  return parsed.ok ? 'fine' : describeIssues(parsed.issues);
}

describe('connection settings', () => {
  test('keep everything that they know', () => {
    expect(parseConnectionSettings(everything)).toEqual({ ok: true, settings: everything });
  });

  test('need an id only', () => {
    expect(parseConnectionSettings({ id: 'x' })).toEqual({ ok: true, settings: { id: 'x' } });
  });

  test.each([
    ['an id with a space', { id: 'my house' }, '“id”'],
    ['an address without a scheme', { baseUrl: '127.0.0.1:8000' }, 'http:// or https://'],
    ['an address of another scheme', { baseUrl: 'file:///etc/passwd' }, 'http:// or https://'],
    ['an address with a password', { baseUrl: 'https://me:word@host/v1' }, 'password'],
    ['an address with a query', { baseUrl: 'https://host/v1?key=1' }, 'query'],
    ['a template for an address', { baseUrl: 'https://{resource}.host/openai' }, 'http://'],
    ['a key where its name belongs', { keyName: 'sk-1234567890' }, '“keyName”'],
    ['a variable that is no secret', { keyName: 'PATH' }, '“keyName”'],
    ['a key in a header', { headers: { Authorization: 'Bearer x' } }, 'carries a key'],
    ['a key in a header of its own', { headers: { 'api-key': 'x' } }, 'carries a key'],
    ['a header of two lines', { headers: { 'X-A': 'a\r\nX-B: b' } }, 'one line'],
    ['a proxy with a password', { proxy: 'http://me:word@proxy:3128' }, '“proxy”'],
    ['a negative price', { prices: { a: { inputPerMillion: -1, outputPerMillion: 0 } } }, 'prices'],
    ['no requests at a time', { maxConcurrent: 0 }, '“maxConcurrent”'],
    ['a server without a command', { server: { args: [] } }, '“server.command”'],
    ['a field of its own', { secret: 'x' }, 'secret'],
  ])('refuse %s', (_what, change, words) => {
    expect(issuesOf(change)).toContain(words);
  });

  test.each([undefined, null, 1, 'x', [], { id: 1 }, { id: '__proto__' }])(
    'refuse %j without throwing',
    (raw) => expect(parseConnectionSettings(raw).ok).toBe(false),
  );

  test('name secrets as the masker knows them', () => {
    const names = ['OPENAI_API_KEY', 'HF_TOKEN', 'KEY', 'db_password', 'KEYS', 'MONKEY', 'A KEY'];
    expect(names.filter(isSecretName)).toEqual([
      'OPENAI_API_KEY',
      'HF_TOKEN',
      'KEY',
      'db_password',
    ]);
  });
});

describe('presets', () => {
  test.each(connectionPresets.map((preset) => [preset.id, preset] as const))(
    '%s makes valid settings',
    (id, preset) => {
      const complete = completeSettings({ id: 'mine', preset: id });
      const parsed = parseConnectionSettings({
        ...complete,
        baseUrl: complete.baseUrl ?? preset.baseUrlExample,
      });
      expect(parsed).toMatchObject({ ok: true });
      expect(findPreset(id)).toBe(preset);
      // Only a cloud asks for a key; a local preset has a port, the one in its address.
      expect(preset.keyName !== undefined).toBe(preset.kind === 'cloud');
      expect(preset.port).toBe(
        preset.kind === 'local' ? Number(new URL(preset.baseUrl ?? '').port) : undefined,
      );
    },
  );

  test('add what settings leave open, and nothing else', () => {
    const settings = {
      id: 'router',
      preset: 'openrouter',
      headers: { 'X-Title': 'Mine' },
      quirks: { modelsPath: 'all-models' },
      models: ['first', 'second'],
    };
    expect(completeSettings(settings)).toEqual({
      ...settings,
      label: 'OpenRouter',
      baseUrl: 'https://openrouter.ai/api/v1',
      keyName: 'OPENROUTER_API_KEY',
      rawFormat: 'none',
      startInReasoning: 'auto',
      defaultModel: 'first',
      quirks: { modelsPath: 'all-models', reasoningField: 'reasoning' },
    });
  });

  test('of a newer version do no harm', () => {
    const baseUrl = 'http://127.0.0.1:1/v1';
    expect(completeSettings({ id: 'x', preset: 'of-tomorrow', baseUrl })).toMatchObject({
      label: 'x',
      rawFormat: 'auto',
      startInReasoning: 'auto',
      baseUrl,
    });
    expect(findPreset('constructor')).toBeUndefined();
  });

  test('Azure’s newer address needs neither deployment paths nor an api-version', () => {
    const quirksAt = (baseUrl: string): object =>
      completeSettings({ id: 'a', preset: 'azure', baseUrl }).quirks;
    expect(quirksAt('https://r.openai.azure.com/openai')).toMatchObject({ deploymentPaths: true });
    expect(quirksAt('https://r.openai.azure.com/openai/v1')).toEqual({
      keyHeader: 'api-key',
      modelsPath: '',
      refusedFields: ['skip_special_tokens'],
    });
  });
});
