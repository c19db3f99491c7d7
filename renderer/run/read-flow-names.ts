import { isJsonObject } from '../../core/shared/json.ts';

/** Whose run it is, read from the flow as it ran; empty for a text that is no flow. */
export function readFlowNames(flow: string): {
  readonly flowId: string | undefined;
  readonly titles: ReadonlyMap<string, string>;
} {
  const titles = new Map<string, string>();
  const document = parseJson(flow);
  if (!isJsonObject(document)) return { flowId: undefined, titles };
  const { id, nodes } = document;
  for (const [nodeId, node] of Object.entries(isJsonObject(nodes) ? nodes : {})) {
    if (isJsonObject(node) && typeof node.title === 'string') titles.set(nodeId, node.title);
  }
  return { flowId: typeof id === 'string' ? id : undefined, titles };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
