import type { ConnectionInfo } from '../../contracts/connection.ts';
import { parseFlow } from '../../model/flow-file.ts';
import type { ModelOverrides } from '../../model/run-request.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { AttributeValue } from './otlp-types.ts';

/** Which provider, server and model a node's requests go to, as far as its flow and the person's connections say. */
export type FindModel = (
  nodeId: string,
  overrides?: ModelOverrides,
) => Readonly<Record<string, AttributeValue>>;

/** The names of the conventions for the presets of connections; others go by their own. */
const providers: Readonly<Record<string, string>> = {
  openai: 'openai',
  azure: 'azure.ai.openai',
  deepseek: 'deepseek',
  mistral: 'mistral_ai',
  groq: 'groq',
  gemini: 'gcp.gemini',
  anthropic: 'anthropic',
  xai: 'x_ai',
};

/** Reads the flow once; nodes of flows within it have no facts. */
export function createModelFacts(flow: string, connections: readonly ConnectionInfo[]): FindModel {
  const nodes = parseFlow(flow).document?.nodes ?? {};
  return (nodeId, overrides = {}) => {
    const own: JsonObject = nodes[nodeId]?.settings ?? {};
    if (typeof own['connection'] !== 'string') return {};
    const movesAway =
      overrides.connection !== undefined && overrides.connection !== own['connection'];
    // A model name of another connection would be unknown there.
    const model = overrides.model ?? (movesAway ? '' : own['model']);
    const connection = overrides.connection ?? own['connection'];
    const { temperature, maxTokens, outputSchema = '' } = own;
    const known = connections.find(({ id }) => id === connection);
    const named = typeof model === 'string' && model !== '' ? model : known?.defaultModel;
    return {
      'gen_ai.provider.name': providerOf(connection, known),
      'gen_ai.request.model': named === '' ? undefined : named,
      'gen_ai.output.type':
        typeof outputSchema === 'string' && outputSchema.trim() !== '' ? 'json' : undefined,
      'gen_ai.request.temperature':
        typeof temperature === 'number' ? { double: temperature } : undefined,
      'gen_ai.request.max_tokens': typeof maxTokens === 'number' ? maxTokens : undefined,
      ...serverOf(known?.baseUrl),
    };
  };
}

function providerOf(connection: string, known: ConnectionInfo | undefined): string {
  if (connection === 'demo') return 'millrace.demo';
  const preset = known?.preset ?? connection;
  return providers[preset] ?? preset;
}

const defaultPorts: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

function serverOf(baseUrl: string | undefined): Readonly<Record<string, AttributeValue>> {
  if (baseUrl === undefined || !URL.canParse(baseUrl)) return {};
  const { hostname, host, protocol } = new URL(baseUrl);
  const port = Number(host.slice(hostname.length + 1)) || defaultPorts[protocol];
  return { 'server.address': hostname.replace(/^\[|\]$/g, ''), 'server.port': port };
}
