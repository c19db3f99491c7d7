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
  const document = readDocument(flow);
  return (nodeId) => {
    const settings = findSettings(document, nodeId);
    const model = overrides.model ?? settings['model'];
    const connection = overrides.connection ?? settings['connection'];
    return { ...named('model', model), ...named('connection', connection) };
  };
}

function named(key: 'model' | 'connection', value: unknown): NodeModel {
  return typeof value === 'string' && value !== '' ? { [key]: value } : {};
}

function readDocument(flow: string): unknown {
  try {
    return JSON.parse(flow);
  } catch {
    return undefined;
  }
}

/** A node of a sub-flow has the path to it before its id; one in a file of its own is not known here. */
function findSettings(document: unknown, nodeId: string): Readonly<Record<string, unknown>> {
  let settings: Readonly<Record<string, unknown>> = { flow: document };
  for (const id of nodeId.split('/')) {
    const nodes = readObject(readObject(settings['flow'])['nodes']);
    settings = readObject(readObject(nodes[id])['settings']);
  }
  return settings;
}

function readObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
