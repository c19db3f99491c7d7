import { useEffect, useMemo, useState } from 'react';
import { useDocumentStore } from '../../document/document-store.ts';
import { runPrefix } from '../../document/flow-path.ts';
import { usePassStore } from '../../run/pass-store.ts';
import { runFeed } from '../../run/run-feed.ts';
import { shownNodeRun } from '../../run/shown-node-run.ts';
import { useStallStore } from '../../stalls/stall-store.ts';
import { stallOf } from '../../stalls/use-node-stall.ts';
import type { CanvasEdge, CanvasNode } from '../canvas-elements.ts';
import { FarScene } from './far-scene.ts';

/** The canvas as a scene that far picture and map are drawn from; follows the document and the shown run. */
export function useFarScene(nodes: readonly CanvasNode[], edges: readonly CanvasEdge[]): FarScene {
  const [scene] = useState(() => new FarScene());
  const prefix = useDocumentStore(runPrefix);
  useEffect(() => {
    scene.readStatesBy((nodeId) => shownNodeRun(prefix + nodeId).state);
    const read = (): void => scene.takeStates();
    const tint = (): void => scene.readStallsBy((nodeId) => stallOf(prefix + nodeId));
    tint();
    const stops = [
      runFeed.subscribe(read),
      usePassStore.subscribe(read),
      useStallStore.subscribe(tint),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [scene, prefix]);
  // While drawing, before anything is chosen by where it lies; taking the same twice changes nothing.
  return useMemo(() => {
    scene.take(nodes, edges);
    return scene;
  }, [scene, nodes, edges]);
}
