import { useCallback, useSyncExternalStore } from 'react';
import type { NodeRun } from './node-run.ts';
import { runFeed } from './run-feed.ts';

/** A node in the shown run. Draws again only when that node has changed, at most once per frame. */
export function useNodeRun(nodeId: string): NodeRun {
  const subscribe = useCallback(
    (listener: () => void) => runFeed.subscribeNode(nodeId, listener),
    [nodeId],
  );
  return useSyncExternalStore(subscribe, () => runFeed.nodeRun(nodeId));
}
