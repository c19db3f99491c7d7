import { useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import type { MouseEvent } from 'react';
import { useDocumentStore } from '../document/document-store.ts';
import { openNodeSearch } from '../screen/node-search-store.ts';

/** Opens the search for a module where empty ground of the canvas, or of a container on it, is clicked twice. */
export function useDoubleClickSearch(): (event: MouseEvent) => void {
  const flow = useReactFlow();
  return useCallback(
    ({ target, clientX, clientY }) => {
      if (useDocumentStore.getState().readOnly || !isGround(target as Element)) return;
      const screen = { x: clientX, y: clientY };
      openNodeSearch({ screen, place: flow.screenToFlowPosition(screen) });
    },
    [flow],
  );
}

function isGround(target: Element): boolean {
  if (target.classList.contains('react-flow__pane')) return true;
  const isInFrame = target.closest('.react-flow__node-frame') !== null;
  return isInFrame && target.closest('.frame-header, button, input, .react-flow__handle') === null;
}
