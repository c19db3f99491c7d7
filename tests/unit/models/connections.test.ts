import { describe, expect, test } from 'vitest';
import { createConnections } from '../../../core/node/connections/create-connections.ts';
import { MillraceError } from '../../../core/shared/errors.ts';
import { deltaChunk, done, event } from '../../servers/chat-dialects.ts';
import { startChatServer } from '../../servers/chat-server.ts';

function openCode(connections: ReturnType<typeof createConnections>, id: string): string {
  try {
    connections.open(id);
    return 'opened';
  } catch (error) {
    return error instanceof MillraceError ? error.code : String(error);
  }
}

describe('connections', () => {
  test('the demo model needs nothing and says what it is', () => {
    const connections = createConnections({ env: {} });
    expect(connections.list()[0]).toMatchObject({
      id: 'demo',
      note: 'simulated, no AI',
      defaultModel: 'demo',
    });
    expect(openCode(connections, 'demo')).toBe('opened');
  });

  test('OpenAI without a key tells what is missing', () => {
    const connections = createConnections({ env: {} });
    const info = connections.list().find((connection) => connection.id === 'openai');
    expect(info).toEqual({
      id: 'openai',
      label: 'OpenAI-compatible',
      note: 'api.openai.com',
      baseUrl: 'https://api.openai.com/v1',
      models: ['gpt-4o-mini'],
      defaultModel: 'gpt-4o-mini',
      keyName: 'OPENAI_API_KEY',
      variables: ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL'],
      problem:
        'The key for api.openai.com is missing: OPENAI_API_KEY is not set. Set OPENAI_API_KEY, or choose the demo model, which needs no key.',
      problemCode: 'missing_key',
      missingSecret: 'OPENAI_API_KEY',
    });
    expect(openCode(connections, 'openai')).toBe('missing_key');
  });

  test.each([
    [{ OPENAI_API_KEY: 'sk-1234567' }, 'opened'],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }, 'opened'],
    [{ OPENAI_BASE_URL: 'http://localhost:1234/v1' }, 'opened'],
    [{ OPENAI_BASE_URL: 'http://[::1]:1234/v1' }, 'opened'],
    [{ OPENAI_BASE_URL: 'https://models.example/v1' }, 'missing_key'],
    [{ OPENAI_BASE_URL: 'models.example', OPENAI_API_KEY: 'x' }, 'invalid_base_url'],
    [{ OPENAI_API_KEY: '  ' }, 'missing_key'],
  ])('%j: %s', (env, code) => {
    expect(openCode(createConnections({ env }), 'openai')).toBe(code);
  });

  test('the key chain is asked first and no list shows a key', () => {
    const key = 'sk-secret-1234567';
    const connections = createConnections({
      env: { OPENAI_MODEL: 'mine' },
      secrets: { get: (name) => (name === 'OPENAI_API_KEY' ? key : undefined) },
    });
    expect(openCode(connections, 'openai')).toBe('opened');
    expect(connections.list()[1]).toMatchObject({ models: ['mine'], defaultModel: 'mine' });
    expect(JSON.stringify(connections.list())).not.toContain(key);
  });

  test('a further endpoint is only data', () => {
    const mill = {
      id: 'mill',
      label: 'Mill',
      baseUrl: { default: 'http://127.0.0.1:9/v1' },
      keyName: 'MILL_KEY',
      models: { default: 'm' },
    };
    const connections = createConnections({ env: {}, definitions: [mill] });
    expect(connections.list().map((connection) => connection.id)).toEqual(['demo', 'mill']);
    expect(openCode(connections, 'mill')).toBe('opened');
    expect(openCode(connections, 'openai')).toBe('unknown_connection');
  });

  test('a request that names no model asks for the connection’s default', async () => {
    const server = await startChatServer(() => ({
      chunks: [event(deltaChunk({ content: 'Hi' }, 'stop')), done],
    }));
    try {
      const connections = createConnections({
        env: { OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'house-model' },
      });
      const model = connections.open('openai');
      for (const name of ['', 'other']) {
        const turn = model.stream(
          { model: name, messages: [{ role: 'user', content: 'Hi' }], tools: [] },
          new AbortController().signal,
        );
        for await (const parts of turn) expect(parts.length).toBeGreaterThan(0);
      }
      expect(server.requests.map((request) => request.body.model)).toEqual([
        'house-model',
        'other',
      ]);
    } finally {
      await server.close();
    }
  });
});
