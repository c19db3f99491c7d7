import { useCallback, useSyncExternalStore } from 'react';
import { useDocumentStore } from '../document/document-store.ts';
import { runPrefix } from '../document/flow-path.ts';
import type { NodeRun } from './node-run.ts';
import { shownNodeRun, subscribeShownNode } from './shown-node-run.ts';

/**
 * A node of the flow on the canvas, in the shown run: over all passes, or in the picked one. Draws again only when that
 * node has changed, at most once per frame.
 */
export function useNodeRun(nodeId: string): NodeRun {
  const runId = useDocumentStore(runPrefix) + nodeId;
  const subscribe = useCallback(
    (listener: () => void) => subscribeShownNode(runId, listener),
    [runId],
  );
  return useSyncExternalStore(subscribe, () => shownNodeRun(runId));
}
