import type { CallListener, Embedder, Reranker } from '../../contracts/embedding.ts';
import type { PriceTable, Usage } from '../../contracts/usage.ts';
import type { CallConduct } from '../../models/conduct/conduct-call.ts';
import { createLimiter } from '../../models/conduct/create-limiter.ts';
import { addCost, findPrice } from '../../models/conduct/priced.ts';
import { MillraceError } from '../../shared/errors.ts';
import { createOpenAiEmbedder } from '../openai/embeddings.ts';
import type { JsonEndpointOptions } from '../openai/json-endpoint.ts';
import { createReranker } from '../openai/rerank.ts';
import type { ProviderTimeouts } from '../openai/request-watch.ts';
import { nameProxy } from './open-endpoint.ts';
import type { ResolvedEndpoint } from './resolve-endpoint.ts';

/** How often a failed request is sent again where the settings say nothing. */
const usualRetries = 2;

/** What a node without a model's name gets, by the connection's preset. */
const usualModels: Readonly<Record<string, { readonly embed?: string; readonly rerank?: string }>> =
  {
    openai: { embed: 'text-embedding-3-small' },
    mistral: { embed: 'mistral-embed' },
    gemini: { embed: 'gemini-embedding-001' },
    dashscope: { embed: 'text-embedding-v4' },
    ollama: { embed: 'nomic-embed-text' },
    together: { embed: 'BAAI/bge-base-en-v1.5' },
    'llama-cpp': { embed: 'default', rerank: 'default' },
  };

/** Where fewer texts are taken at once than elsewhere. */
const batchSizes: Readonly<Record<string, number>> = { dashscope: 10 };

/** The embeddings behind an endpoint, with its own price, limits and retries; limits are counted apart from chat. */
export function openEmbedder(endpoint: ResolvedEndpoint, timeouts: ProviderTimeouts): Embedder {
  const { settings } = endpoint;
  const batchSize = batchSizes[settings.preset];
  const open = byModel(endpoint, timeouts, (options) =>
    createOpenAiEmbedder({ ...options, ...(batchSize === undefined ? {} : { batchSize }) }),
  );
  return {
    embed: (request, signal, listener) =>
      conduct(endpoint, request.model, 'embed', async (model) => {
        const answer = await open(model).embed({ ...request, model }, signal, listener);
        return { ...answer, ...withCost(answer.usage, settings.prices, model) };
      }),
  };
}

/** The reranker behind an endpoint, as `openEmbedder`. */
export function openReranker(endpoint: ResolvedEndpoint, timeouts: ProviderTimeouts): Reranker {
  const open = byModel(endpoint, timeouts, createReranker);
  return {
    rerank: (request, signal, listener?: CallListener) =>
      conduct(endpoint, request.model, 'rerank', async (model) => {
        const answer = await open(model).rerank({ ...request, model }, signal, listener);
        return { ...answer, ...withCost(answer.usage, endpoint.settings.prices, model) };
      }),
  };
}

async function conduct<Answer>(
  { settings, proxyUrl }: ResolvedEndpoint,
  asked: string,
  use: 'embed' | 'rerank',
  work: (model: string) => Promise<Answer>,
): Promise<Answer> {
  const model = asked || (usualModels[settings.preset]?.[use] ?? '');
  if (model === '') {
    const what = use === 'embed' ? 'embeddings' : 'reranking';
    throw new MillraceError(
      'missing_model',
      `No model for ${what} is chosen for “${settings.label}”.`,
      { action: 'Name one in the node’s settings.' },
    );
  }
  try {
    return await work(model);
  } catch (error) {
    throw nameProxy(error, proxyUrl);
  }
}

/** One client for all names; one for each where the name stands in the path. */
function byModel<Client>(
  endpoint: ResolvedEndpoint,
  timeouts: ProviderTimeouts,
  create: (options: JsonEndpointOptions & { readonly conduct: CallConduct }) => Client,
): (model: string) => Client {
  const { settings, baseUrl } = endpoint;
  const { maxConcurrent, requestsPerMinute, tokensPerMinute, quirks } = settings;
  const hasLimits = (maxConcurrent ?? requestsPerMinute ?? tokensPerMinute) !== undefined;
  const options = {
    apiKey: endpoint.bearerKey,
    headers: endpoint.headers,
    timeouts: { ...timeouts, ...settings.timeouts },
    proxyUrl: endpoint.proxyUrl,
    ...(quirks.apiVersion === undefined ? {} : { query: { 'api-version': quirks.apiVersion } }),
    conduct: {
      limiter: hasLimits
        ? createLimiter({ maxConcurrent, requestsPerMinute, tokensPerMinute })
        : undefined,
      retries: { maxRetries: settings.maxRetries ?? usualRetries },
    },
  };
  const clients = new Map<string, Client>();
  return (model) => {
    const place =
      quirks.deploymentPaths === true
        ? `${baseUrl}/deployments/${encodeURIComponent(model)}`
        : baseUrl;
    const client = clients.get(place) ?? create({ ...options, baseUrl: place });
    clients.set(place, client);
    return client;
  };
}

function withCost(
  usage: Usage | undefined,
  prices: PriceTable | undefined,
  model: string,
): { readonly usage?: Usage } {
  const price = prices === undefined ? undefined : findPrice(prices, model);
  if (usage === undefined || price === undefined) return {};
  return { usage: addCost(usage, price) };
}
