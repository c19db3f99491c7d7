import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { changeNode, setSetting } from './flow-edits.ts';

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
  return nodeIds.reduce((flow, nodeId) => setSetting(flow, nodeId, key, value), document);
}
