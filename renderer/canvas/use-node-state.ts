import { useCallback, useSyncExternalStore } from 'react';
import { useDocumentStore } from '../document/document-store.ts';
import { runPrefix } from '../document/flow-path.ts';
import type { NodeState } from '../run/node-run.ts';
import { shownNodeRun, subscribeShownNode } from '../run/shown-node-run.ts';

/** A node's state in the shown run; draws again when the state changes, not with every token. */
export function useNodeState(nodeId: string): NodeState {
  const runId = useDocumentStore(runPrefix) + nodeId;
  const subscribe = useCallback(
    (listener: () => void) => subscribeShownNode(runId, listener),
    [runId],
  );
  return useSyncExternalStore(subscribe, () => shownNodeRun(runId).state);
}
