import type { ChatModel, ChatRequest, ReasoningStart } from '../../contracts/chat.ts';
import type { TrafficTap } from '../../contracts/traffic.ts';
import { createLimiter } from '../../models/conduct/create-limiter.ts';
import { limited } from '../../models/conduct/limited.ts';
import { priced } from '../../models/conduct/priced.ts';
import { retrying } from '../../models/conduct/retrying.ts';
import { MillraceError } from '../../shared/errors.ts';
import { chooseRawFormat } from '../../stream/formats/choose-raw-format.ts';
import { chooseReasoningStart } from '../../stream/formats/choose-reasoning-start.ts';
import { shippedFormats } from '../../stream/formats/raw-formats.ts';
import type { RawFormats } from '../../stream/formats/raw-formats.ts';
import { createOpenAiChatModel } from '../openai/openai-chat-model.ts';
import type { ProviderTimeouts } from '../openai/request-watch.ts';
import { hostOf } from './resolve-endpoint.ts';
import type { ResolvedEndpoint } from './resolve-endpoint.ts';

type ResolvedRequest = ChatRequest & { readonly startInReasoning?: ReasoningStart };

/** How often a failed turn is tried again where the settings say nothing. */
const usualRetries = 2;

/** The model behind an endpoint, with its own conduct: price, limits, retries. Fallbacks are its caller's business. */
export function openEndpoint(
  endpoint: ResolvedEndpoint,
  timeouts: ProviderTimeouts,
  formats: RawFormats = shippedFormats,
): ChatModel {
  const { settings } = endpoint;
  const defaultModel = settings.defaultModel ?? '';
  const plain = createPlainModel(endpoint, { ...timeouts, ...settings.timeouts }, formats);
  const paid = settings.prices === undefined ? plain : priced(plain, settings.prices, defaultModel);
  const { maxConcurrent, requestsPerMinute, tokensPerMinute } = settings;
  const hasLimits = (maxConcurrent ?? requestsPerMinute ?? tokensPerMinute) !== undefined;
  const held = hasLimits
    ? limited(paid, createLimiter({ maxConcurrent, requestsPerMinute, tokensPerMinute }))
    : paid;
  const maxRetries = settings.maxRetries ?? usualRetries;
  if (maxRetries === 0) return held;
  const { retryAfterFirstDelta = false } = settings;
  return retrying(held, { maxRetries, retryAfterFirstDelta });
}

/** The endpoint's model as it is; names the model and the raw format where a request does not. */
function createPlainModel(
  endpoint: ResolvedEndpoint,
  timeouts: ProviderTimeouts,
  formats: RawFormats,
): ChatModel {
  const { settings } = endpoint;
  const open = createOpener(endpoint, timeouts, formats);
  return {
    async *stream(asked, signal, tap) {
      const name = asked.model || (settings.defaultModel ?? '');
      if (name === '') throw missingModel(settings.label);
      const request = completeRequest(asked, settings, name);
      try {
        yield* open(name).stream(request, signal, noteStart(tap, request.startInReasoning));
      } catch (error) {
        throw nameProxy(error, endpoint.proxyUrl);
      }
    },
  };
}

/** Decides for one model what both the request and the connection may leave to its name. */
function completeRequest(
  { rawFormat: wishedFormat, startInReasoning: wishedStart, ...rest }: ChatRequest,
  settings: ResolvedEndpoint['settings'],
  model: string,
): ResolvedRequest {
  const rawFormat = chooseRawFormat(wishedFormat ?? settings.rawFormat, model);
  const start =
    wishedStart === undefined || wishedStart === 'auto'
      ? chooseReasoningStart(wishedStart ?? settings.startInReasoning, model)
      : wishedStart;
  return {
    ...rest,
    model,
    ...(rawFormat === undefined ? {} : { rawFormat }),
    ...(rawFormat === undefined || start === undefined ? {} : { startInReasoning: start }),
  };
}

/** A recording that is read again must begin where this reading did; what is sent does not tell. */
function noteStart(
  tap: TrafficTap | undefined,
  startInReasoning: ReasoningStart | undefined,
): TrafficTap | undefined {
  if (tap === undefined || startInReasoning === undefined) return tap;
  return { open: (sent) => tap.open({ ...sent, startInReasoning }) };
}

/** Whoever cannot reach an endpoint through a proxy must not look for the fault at the endpoint only. */
export function nameProxy(error: unknown, proxyUrl: string | undefined): unknown {
  const isUnreachable = error instanceof MillraceError && error.code === 'provider_unreachable';
  if (!isUnreachable || proxyUrl === undefined) return error;
  const host = hostOf(proxyUrl) ?? 'of the connection';
  return new MillraceError(error.code, `${error.message} Requests go through the proxy ${host}.`, {
    action: 'Check that the proxy is running and lets this address through.',
    ...(error.details === undefined ? {} : { details: error.details }),
    cause: error,
  });
}

/** One model for all names; one for each where the name stands in the path. */
function createOpener(
  endpoint: ResolvedEndpoint,
  timeouts: ProviderTimeouts,
  formats: RawFormats,
): (model: string) => ChatModel {
  const {
    deploymentPaths = false,
    refusedFields = [],
    apiVersion,
    reasoningField,
  } = endpoint.settings.quirks;
  const create = (baseUrl: string): ChatModel =>
    createOpenAiChatModel({
      baseUrl,
      apiKey: endpoint.bearerKey,
      headers: endpoint.headers,
      timeouts,
      api: endpoint.settings.api === 'responses' ? 'responses' : 'chat-completions',
      proxyUrl: endpoint.proxyUrl,
      refusedFields,
      reasoningField,
      formats,
      ...(apiVersion === undefined ? {} : { query: { 'api-version': apiVersion } }),
    });
  if (!deploymentPaths) {
    const only = create(endpoint.baseUrl);
    return () => only;
  }
  const byName = new Map<string, ChatModel>();
  return (name) => {
    const known =
      byName.get(name) ?? create(`${endpoint.baseUrl}/deployments/${encodeURIComponent(name)}`);
    byName.set(name, known);
    return known;
  };
}

function missingModel(label: string): MillraceError {
  return new MillraceError('missing_model', `No model is chosen for “${label}”.`, {
    action: 'Name one in the node’s settings, or give the connection a default model.',
  });
}
