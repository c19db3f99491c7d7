import type { ModelOverrides } from '../../../model/run-request.ts';

/** What a node asks; '' in its settings leaves the choice to the connection, or to the person's default. */
export interface NodeModel {
  readonly model?: string;
  readonly connection?: string;
}

/** Which model each node of a flow asks, by its settings and what a run replaced in them. Knows nothing of a text that is no flow. */
export function readNodeModels(
  flow: string,
  overrides: ModelOverrides = {},
): (nodeId: string) => NodeModel {
  const nodes = readNodes(flow);
  return (nodeId) => {
    const settings = readObject(readObject(nodes[nodeId])['settings']);
    const model = overrides.model ?? settings['model'];
    const connection = overrides.connection ?? settings['connection'];
    return { ...named('model', model), ...named('connection', connection) };
  };
}

function named(key: 'model' | 'connection', value: unknown): NodeModel {
  return typeof value === 'string' && value !== '' ? { [key]: value } : {};
}

function readNodes(flow: string): Readonly<Record<string, unknown>> {
  try {
    return readObject(readObject(JSON.parse(flow))['nodes']);
  } catch {
    return {};
  }
}

function readObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
