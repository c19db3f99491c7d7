import { useStore, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { useCanvasStore } from '../../screen/canvas-store.ts';
import type { FarScene } from './far-scene.ts';

let isBoxing = false;

/** Whether a box is being drawn over a large flow: then the scene says what it holds, not React Flow, which sees few nodes. */
export function isFarBoxing(): boolean {
  return isBoxing;
}

/** Selects what a box drawn over a large flow holds, as React Flow does in a small one; whether one is being drawn. */
export function useFarSelection(large: boolean, scene: FarScene): boolean {
  const store = useStoreApi();
  const active = useStore((state) => large && state.userSelectionActive);
  useEffect(() => {
    if (!large) return;
    const stop = store.subscribe((now, before) => {
      const ended = isBoxing && !now.userSelectionActive;
      isBoxing = now.userSelectionActive;
      const rect = now.userSelectionRect;
      if (isBoxing && rect !== null && rect !== before.userSelectionRect) {
        const [left, top, zoom] = now.transform;
        selectIn(scene, {
          x: (rect.x - left) / zoom,
          y: (rect.y - top) / zoom,
          width: rect.width / zoom,
          height: rect.height / zoom,
        });
      }
      // React Flow settles this itself right afterwards, from the few nodes that it saw in the box.
      if (ended) queueMicrotask(() => store.setState({ nodesSelectionActive: isAnySelected() }));
    });
    return () => {
      stop();
      isBoxing = false;
    };
  }, [large, scene, store]);
  return active;
}

function isAnySelected(): boolean {
  return useCanvasStore.getState().nodeIds.size > 0;
}

function selectIn(scene: FarScene, box: Parameters<FarScene['nodesIn']>[0]): void {
  const nodeIds = new Set(scene.nodesIn(box).map((node) => node.element.id));
  const before = useCanvasStore.getState().nodeIds;
  if (nodeIds.size === before.size && [...nodeIds].every((nodeId) => before.has(nodeId))) return;
  const edgeIds = scene.wiresOf(nodeIds).map((wire) => wire.element.id);
  useCanvasStore.setState({ nodeIds, edgeIds: new Set(edgeIds) });
}
