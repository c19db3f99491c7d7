import { useDocumentStore } from '../document/document-store.ts';
import { runPrefix } from '../document/flow-path.ts';
import type { NodeRun } from './node-run.ts';
import { usePassStore, isEverything } from './pass-store.ts';
import type { ChosenPasses } from './pass-store.ts';
import { pictureOfPass } from './picture-pass.ts';
import { runFeed } from './run-feed.ts';

interface Picture {
  readonly whole: NodeRun;
  readonly chosen: ChosenPasses;
  readonly shown: NodeRun;
}

const pictures = new Map<string, Picture>();

/** How events name a node of the flow that is on the canvas: with the path of the sub-flows that were entered. */
export function runIdOf(nodeId: string): string {
  return runPrefix(useDocumentStore.getState()) + nodeId;
}

/** A node of the run as the person wants to see it: over all passes, or in the picked one. The same object until it changes. */
export function shownNodeRun(runId: string): NodeRun {
  const whole = runFeed.nodeRun(runId);
  const { chosen } = usePassStore.getState();
  if (isEverything(chosen)) {
    if (pictures.size > 0) pictures.clear();
    return whole;
  }
  const known = pictures.get(runId);
  if (known?.whole === whole && known.chosen === chosen) return known.shown;
  const node = runFeed.view.nodes.get(runId);
  const shown = (node && pictureOfPass(runFeed.view, node, chosen)) ?? whole;
  pictures.set(runId, { whole, chosen, shown });
  return shown;
}

/** Called when the node has changed, or another pass was picked. Returns the way to stop. */
export function subscribeShownNode(runId: string, listener: () => void): () => void {
  const stopFeed = runFeed.subscribeNode(runId, listener);
  const stopPasses = usePassStore.subscribe(listener);
  return () => {
    stopFeed();
    stopPasses();
  };
}
