import { useCallback, useSyncExternalStore } from 'react';
import type { NodeState } from '../run/node-run.ts';
import { runFeed } from '../run/run-feed.ts';

/** A node's state in the shown run; draws again when the state changes, not with every token. */
export function useNodeState(nodeId: string): NodeState {
  const subscribe = useCallback(
    (listener: () => void) => runFeed.subscribeNode(nodeId, listener),
    [nodeId],
  );
  return useSyncExternalStore(subscribe, () => runFeed.nodeRun(nodeId).state);
}
