import { describe, expect, test } from 'vitest';
import type { ConnectionSettings } from '../../../core/model/connection-settings.ts';
import { replayConnections } from '../../../core/models/replay/create-replay-model.ts';
import { createConnections } from '../../../core/node/connections/create-connections.ts';
import { openEmbedder } from '../../../core/node/connections/open-embedder.ts';
import { resolveEndpoint } from '../../../core/node/connections/resolve-endpoint.ts';
import type { Embedder } from '../../../core/contracts/embedding.ts';
import { createDemoEmbedder, createDemoReranker } from '../../../core/models/demo/demo-embedder.ts';
import { createOpenAiEmbedder } from '../../../core/node/openai/embeddings.ts';
import { createReranker } from '../../../core/node/openai/rerank.ts';
import type { ErrorInfo } from '../../../core/shared/errors.ts';
import { toErrorInfo } from '../../../core/shared/errors.ts';
import type { JsonObject, JsonValue } from '../../../core/shared/json.ts';
import { startJsonServer, type ServedAnswer } from '../../servers/embedding-server.ts';

const never = new AbortController().signal;
const conduct = { retries: { maxRetries: 2, firstDelayMs: 1 } };
const textsOf = (body: JsonObject): readonly string[] => body['input'] as readonly string[];
const embedderAt = (baseUrl: string, more: object = {}): Embedder =>
  createOpenAiEmbedder({ baseUrl, conduct, ...more });

/** The length of each text, as a vector of two. */
const vectorOf = (text: string): readonly number[] => [text.length, 0.5];
const base64Of = (vector: readonly number[]): string =>
  Buffer.from(Float32Array.from(vector).buffer).toString('base64');
const listOf = (texts: readonly string[]): JsonObject => ({
  data: texts.map((text, index) => ({ index, embedding: vectorOf(text) })),
});
const failureOf = async (work: Promise<unknown>): Promise<ErrorInfo> => {
  try {
    await work;
  } catch (error) {
    return toErrorInfo(error);
  }
  throw new Error('It should have failed.');
};

describe('embeddings', () => {
  const texts = ['a', 'bb', 'ccc'];
  const vectors = texts.map(vectorOf);

  test.each<[string, (texts: readonly string[]) => JsonValue]>([
    ['numbers', listOf],
    [
      'base64',
      (all) => ({
        data: all.map((text, index) => ({ index, embedding: base64Of(vectorOf(text)) })),
      }),
    ],
    [
      'any order',
      (all) => ({
        data: all.map((text, index) => ({ index, embedding: vectorOf(text) })).toReversed(),
      }),
    ],
    [
      'every index 0',
      (all) => ({ data: all.map((text) => ({ index: 0, embedding: vectorOf(text) })) }),
    ],
    ['a bare list', (all) => all.map((text) => ({ embedding: [vectorOf(text)] }))],
    ['Ollama’s own form', (all) => ({ embeddings: all.map(vectorOf) })],
  ])('reads %s', async (_name, answer) => {
    const server = await startJsonServer(({ body }) => ({ body: answer(textsOf(body)) }));
    const got = await embedderAt(server.baseUrl).embed({ model: 'm', texts }, never);
    expect(got.vectors.map((vector) => Array.from(vector))).toEqual(vectors);
  });

  test('sends batches, sums up usage, tells progress, and sends keys and dimensions', async () => {
    const server = await startJsonServer(({ body }) => ({
      body: { ...listOf(textsOf(body)), usage: { prompt_tokens: textsOf(body).length } },
    }));
    const steps: number[] = [];
    const embedder = embedderAt(server.baseUrl, { batchSize: 2, apiKey: 'key-12345' });
    const request = { model: 'm', texts, dimensions: 2 };
    const got = await embedder.embed(request, never, { progress: (done) => steps.push(done) });
    expect({ count: got.vectors.length, usage: got.usage, steps }).toEqual({
      count: 3,
      usage: { inputTokens: 3, outputTokens: 0 },
      steps: [2, 3],
    });
    expect(
      server.requests.map(({ url, body, headers }) => [url, body, headers.authorization]),
    ).toEqual(
      [['a', 'bb'], ['ccc']].map((input) => [
        '/v1/embeddings',
        { model: 'm', input, dimensions: 2, encoding_format: 'base64' },
        'Bearer key-12345',
      ]),
    );
  });

  test('learns that base64 is refused', async () => {
    const server = await startJsonServer(({ body }) =>
      'encoding_format' in body
        ? { status: 400, body: { error: { message: 'Unknown parameter: encoding_format' } } }
        : { body: listOf(textsOf(body)) },
    );
    const embedder = embedderAt(server.baseUrl);
    await embedder.embed({ model: 'm', texts }, never);
    await embedder.embed({ model: 'm', texts }, never);
    expect(server.requests.map(({ body }) => 'encoding_format' in body)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test.each<[string, ServedAnswer, readonly number[]]>([
    [
      'names its limit',
      {
        status: 400,
        body: { error: { message: 'batch size is invalid, it should not be larger than 10.' } },
      },
      [25, 10, 10, 5],
    ],
    ['only complains', { status: 413, body: 'Payload too large' }, [25, 12, 6, 6, 6, 6, 1]],
  ])('sends fewer texts at once when the endpoint %s', async (_name, refusal, sizes) => {
    const limit = sizes[2] ?? 0;
    const server = await startJsonServer(({ body }) =>
      textsOf(body).length > limit ? refusal : { body: listOf(textsOf(body)) },
    );
    const many = Array.from({ length: 25 }, (_, index) => 'x'.repeat(index + 1));
    const got = await embedderAt(server.baseUrl).embed({ model: 'm', texts: many }, never);
    expect(got.vectors.map(([length]) => length)).toEqual(many.map(({ length }) => length));
    expect(server.requests.map(({ body }) => textsOf(body).length)).toEqual(sizes);
  });

  test('tries again as long as it may pass, and waits as it is told', async () => {
    const server = await startJsonServer(({ body }, number) => {
      if (number === 1) return { status: 503, body: 'loading' };
      if (number === 2) return { status: 429, headers: { 'retry-after-ms': '2' } };
      return { body: listOf(textsOf(body)) };
    });
    const retries: unknown[] = [];
    await embedderAt(server.baseUrl).embed({ model: 'm', texts }, never, {
      retry: (delayMs, { code }) => retries.push([code, delayMs <= 2]),
    });
    expect(retries).toEqual([
      ['provider_failed', true],
      ['provider_rate_limited', true],
    ]);
  });

  test.each<[string, ServedAnswer, string, RegExp]>([
    [
      'a wrong key',
      { status: 401, body: { error: { message: 'bad key key-12345' } } },
      'provider_auth',
      /bad key \*\*\*/,
    ],
    ['an unknown model', { status: 404, body: 'no' }, 'provider_not_found', /“m”/],
    [
      'an error with status 200',
      { body: { error: { message: 'model not loaded' } } },
      'provider_error',
      /not loaded/,
    ],
    ['a web page', { status: 200, body: '<html>' }, 'provider_not_found', /web page/],
    ['fewer vectors', { body: listOf(['a']) }, 'embedding_invalid', /1 vectors for 3 texts/],
    ['no list', { body: { object: 'list' } }, 'embedding_invalid', /no list/],
    [
      'vectors of null',
      { body: { data: texts.map(() => ({ embedding: [null] })) } },
      'embedding_invalid',
      /numbers/,
    ],
    [
      'vectors of all lengths',
      { body: { data: [[1], [1, 2], [1]].map((embedding) => ({ embedding })) } },
      'embedding_invalid',
      /length/,
    ],
    [
      'a vector for each token',
      { body: { data: texts.map(() => ({ embedding: [[1], [2]] })) } },
      'embedding_invalid',
      /every token/,
    ],
  ])('explains %s', async (_name, answer, code, words) => {
    const server = await startJsonServer(() => answer);
    const once = { apiKey: 'key-12345', conduct: { retries: { maxRetries: 0 } } };
    const error = await failureOf(
      embedderAt(server.baseUrl, once).embed({ model: 'm', texts }, never),
    );
    expect({ code: error.code, isExplained: words.test(error.message) }, error.message).toEqual({
      code,
      isExplained: true,
    });
  });

  test('an abort ends a request that hangs', async () => {
    const controller = new AbortController();
    const server = await startJsonServer(() => {
      queueMicrotask(() => controller.abort());
      return 'hang';
    });
    const work = embedderAt(server.baseUrl).embed({ model: 'm', texts }, controller.signal);
    expect((await failureOf(work)).code).toBe('cancelled');
  });

  test('silence is a time-out', async () => {
    const server = await startJsonServer(() => 'hang');
    const options = { timeouts: { firstTokenMs: 20 }, conduct: { retries: { maxRetries: 0 } } };
    const work = embedderAt(server.baseUrl, options).embed({ model: 'm', texts }, never);
    expect((await failureOf(work)).code).toBe('provider_timeout');
  });
});

describe('rerank', () => {
  test('gives a score for each text in their order', async () => {
    const server = await startJsonServer(() => ({
      body: {
        results: [
          { index: 2, relevance_score: 0.9 },
          { index: 0, relevance_score: 0.2 },
        ],
      },
    }));
    const reranker = createReranker({ baseUrl: server.baseUrl, conduct });
    const request = { model: 'm', question: 'q', texts: ['a', 'b', 'c'] };
    expect((await reranker.rerank(request, never)).scores).toEqual([0.2, -0.8, 0.9]);
    expect(server.requests[0]).toMatchObject({
      url: '/v1/rerank',
      body: { model: 'm', query: 'q', documents: ['a', 'b', 'c'], top_n: 3 },
    });
  });

  test.each<JsonValue>([{}, { results: [] }, { results: [{ index: 7, score: 1 }] }])(
    '%j is no ranking',
    async (body) => {
      const server = await startJsonServer(() => ({ body }));
      const reranker = createReranker({ baseUrl: server.baseUrl, conduct });
      const work = reranker.rerank({ model: 'm', question: 'q', texts: ['a'] }, never);
      expect((await failureOf(work)).code).toBe('rerank_invalid');
    },
  );
});

describe('a connection', () => {
  const open = (baseUrl: string, env: Readonly<Record<string, string>> = {}): Embedder => {
    const connections = createConnections({
      env: { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: 'key-12345', ...env },
    });
    const embedder = connections.openEmbedder?.('openai');
    if (embedder === undefined) throw new Error('It should have embeddings.');
    return embedder;
  };

  test('names its key, and needs a model where its provider is not known', async () => {
    const server = await startJsonServer(({ body }) => ({ body: listOf(textsOf(body)) }));
    const embedder = open(server.baseUrl);
    await embedder.embed({ model: 'm', texts: ['a'] }, never);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer key-12345');
    expect((await failureOf(embedder.embed({ model: '', texts: ['a'] }, never))).code).toBe(
      'missing_model',
    );
  });
});

describe('the settings of a connection', () => {
  const at = (settings: ConnectionSettings, env: Readonly<Record<string, string>> = {}): Embedder =>
    openEmbedder(resolveEndpoint(settings, { env }), {});

  test('price what is counted, and keep their own default model', async () => {
    const server = await startJsonServer(({ body }) => ({
      body: { ...listOf(textsOf(body)), usage: { prompt_tokens: 500_000 } },
    }));
    const embedder = at({
      id: 'ours',
      preset: 'ollama',
      baseUrl: server.baseUrl,
      prices: { 'nomic-*': { inputPerMillion: 0.02, outputPerMillion: 0 } },
    });
    const { usage } = await embedder.embed({ model: '', texts: ['a'] }, never);
    expect(usage).toEqual({ inputTokens: 500_000, outputTokens: 0, costUsd: 0.01 });
    expect(server.requests[0]?.body['model']).toBe('nomic-embed-text');
  });

  test('put Azure’s deployment into the path and its key into a header of its own', async () => {
    const server = await startJsonServer(({ body }) => ({ body: listOf(textsOf(body)) }));
    const baseUrl = server.baseUrl.replace('/v1', '/openai');
    const settings = { id: 'azure', preset: 'azure', baseUrl };
    const embedder = at(settings, { AZURE_OPENAI_API_KEY: 'key-12345' });
    await embedder.embed({ model: 'my embedder', texts: ['a'] }, never);
    expect(
      server.requests.map(({ url, headers }) => [url.split('?')[0], headers['api-key']]),
    ).toEqual([['/openai/deployments/my%20embedder/embeddings', 'key-12345']]);
  });

  test('hold requests back within the limits, and an abort lets them go', async () => {
    const server = await startJsonServer(() => 'hang');
    const embedder = at({ id: 'ours', baseUrl: server.baseUrl, maxConcurrent: 1 });
    const first = new AbortController();
    const second = new AbortController();
    const request = { model: 'm', texts: ['a'] };
    const works = [first, second].map(({ signal }) => failureOf(embedder.embed(request, signal)));
    await expect.poll(() => server.requests.length).toBe(1);
    second.abort();
    expect((await works[1])?.code).toBe('cancelled');
    expect(server.requests.length).toBe(1);
    first.abort();
    expect((await works[0])?.code).toBe('cancelled');
  });
});

test('a replay asks nobody for vectors, but the demo connection', async () => {
  const connections = createConnections({ env: { OPENAI_API_KEY: 'key-12345' } });
  const replay = replayConnections(connections, { turns: [] });
  expect(() => replay.openEmbedder?.('openai')).toThrow(/no embeddings/);
  expect(() => replay.openReranker?.('openai')).toThrow(/no embeddings/);
  const { vectors } =
    (await replay.openEmbedder?.('demo').embed({ model: '', texts: ['a'] }, never)) ?? {};
  expect(vectors?.length).toBe(1);
});

describe('the demo’s embeddings', () => {
  const cosine = async (a: string, b: string): Promise<number> => {
    const { vectors } = await createDemoEmbedder().embed({ model: '', texts: [a, b] }, never);
    const [left = [], right = []] = vectors.map((vector) => Array.from(vector));
    return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
  };

  test('are the same for the same text, near for like ones, far for others', async () => {
    const question = 'How is the mill driven by water?';
    expect(await cosine(question, question)).toBeCloseTo(1, 5);
    const near = await cosine(question, 'Water drives the mill; it is driven by a wheel.');
    const far = await cosine(question, 'The library opens at nine in the morning.');
    expect(near).toBeGreaterThan(0.4);
    expect(far).toBeLessThan(0.2);
    expect(await cosine('水车如何工作', '水车的工作原理')).toBeGreaterThan(0.2);
  });

  test('have the length that is asked for', async () => {
    const request = { model: '', texts: ['', 'a mill'], dimensions: 16 };
    const { vectors } = await createDemoEmbedder().embed(request, never);
    expect(vectors.map((vector) => [vector.length, Math.hypot(...vector).toFixed(3)])).toEqual([
      [16, '1.000'],
      [16, '1.000'],
    ]);
  });

  test('rank by shared words', async () => {
    const request = { model: '', question: 'mill water', texts: ['stone', 'a mill', 'water mill'] };
    expect((await createDemoReranker().rerank(request, never)).scores).toEqual([0, 0.5, 1]);
  });
});
