import i18next from 'i18next';
import { editRoot, useDocumentStore } from '../document/document-store.ts';
import { addNode, connect, newNodeId, setSetting } from '../document/flow-edits.ts';
import { nodeReach, nodeWidth, placeNode } from '../document/placement.ts';
import { useEngineStore } from '../engine/engine-store.ts';

// Straight below the node for the message, px at zoom 1, or further down where that place is taken.
const below = 140;

/** Adds an input for the earlier turns of a conversation, and wires it to a port for chat messages. */
export function addHistoryInput(messageNodeId: string, port: string): void {
  const kind = useEngineStore.getState().kinds.find(({ role }) => role === 'run-input');
  if (kind === undefined) return;
  const { root } = useDocumentStore.getState();
  const [x, y] = root.layout[messageNodeId] ?? [0, 0];
  const nodeId = newNodeId(root);
  const around = { x: x + nodeWidth / 2, y: y + below + nodeReach / 2 };
  const at = placeNode(root, { around });
  const title = i18next.t('chatHistoryTitle', { ns: 'workspace' });
  editRoot((flow) => {
    const added = addNode(flow, nodeId, kind, { title, at });
    const typed = setSetting(added, nodeId, 'type', 'json');
    const preset = setSetting(typed, nodeId, 'default', '[]');
    return connect(preset, { from: `${nodeId}.value`, to: port });
  });
}
