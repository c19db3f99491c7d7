import type { FlowDocument, FlowNode } from '../../core/model/flow-document.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { changeNode } from './flow-edits.ts';

/** Takes a setting out of the file: the kind's own value counts again. */
export function removeSetting(document: FlowDocument, nodeId: string, key: string): FlowDocument {
  if (document.nodes[nodeId]?.settings[key] === undefined) return document;
  return changeNode(document, nodeId, ({ settings: { [key]: _gone, ...settings }, ...node }) => ({
    ...node,
    settings,
  }));
}

/** Sets the same setting of several nodes. */
export function setSettings(
  document: FlowDocument,
  nodeIds: readonly string[],
  key: string,
  value: JsonValue,
): FlowDocument {
  const nodes = { ...document.nodes };
  let changed = false;
  for (const nodeId of nodeIds) {
    const node = nodes[nodeId];
    if (node === undefined || node.settings[key] === value) continue;
    nodes[nodeId] = {
      ...node,
      settings: { ...node.settings, [key]: value } as FlowNode['settings'],
    };
    changed = true;
  }
  return changed ? { ...document, nodes } : document;
}
