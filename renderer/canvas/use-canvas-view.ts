import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import type { OnMoveEnd } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { nodeReach, nodeWidth } from '../document/placement.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { setCanvasView } from '../screen/canvas-view.ts';

const fitOptions = {
  padding: { x: '36px', top: '40px', bottom: '64px' },
  maxZoom: 1,
  // Far away most nodes are drawn, not elements.
  includeHiddenNodes: true,
} as const;
const durationMs = 120;

/** What is brought into sight keeps this from the canvas's edges. */
const edgePx = 24;

/** How far to move a stretch so that it lies inside the room; where it is too long its start stays in sight. */
function shiftInto(start: number, length: number, room: number, margin: number): number {
  const last = Math.max(margin, room - margin - length);
  return Math.min(Math.max(start, margin), last) - start;
}

/** From here on a node's words can be read. */
const readableZoom = 0.6;

function moveTime(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : durationMs;
}

/**
 * Lets the window steer the view, and shows the whole of every flow that is opened; also when the canvas
 * changes its size, until the person moves the view. The answer takes React Flow's `onMoveEnd`.
 */
export function useCanvasView(): OnMoveEnd {
  const flow = useReactFlow();
  const store = useStoreApi();
  const opened = useDocumentStore((state) =>
    [state.opened, state.past?.runId, ...state.path].join('/'),
  );
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const steered = useRef(false);

  useEffect(() => {
    const middle = () => {
      const { width, height, transform } = store.getState();
      const [x, y, zoom] = transform;
      return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom };
    };
    const reveal = (nodeId: string, coveredPx = 0): void => {
      const { width: full, height, transform } = store.getState();
      const width = full - coveredPx;
      const place = useDocumentStore.getState().document.layout[nodeId];
      if (place === undefined) return;
      const [left, top, zoom] = transform;
      const x = left + shiftInto(place[0] * zoom + left, nodeWidth * zoom, width, edgePx);
      const y = top + shiftInto(place[1] * zoom + top, nodeReach * zoom, height, edgePx);
      if (x === left && y === top) return;
      steered.current = true;
      void flow.setViewport({ x, y, zoom }, { duration: moveTime() });
    };
    setCanvasView({
      fit: () => {
        steered.current = false;
        void flow.fitView({ ...fitOptions, duration: moveTime() });
      },
      zoomBy: (direction) => {
        steered.current = true;
        const options = { duration: moveTime() };
        void (direction === 'in' ? flow.zoomIn(options) : flow.zoomOut(options));
      },
      resetZoom: () => {
        steered.current = true;
        void flow.zoomTo(1, { duration: moveTime() });
      },
      middle,
      inSight: () => {
        const { width, height, transform } = store.getState();
        const [x, y, zoom] = transform;
        return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      },
      zoom: () => store.getState().transform[2],
      toWindow: (place) => flow.flowToScreenPosition(place),
      fromWindow: (place) => flow.screenToFlowPosition(place),
      reveal: (nodeId) => reveal(nodeId),
      approach: (nodeId, coveredPx = 0) => {
        const { width, height, transform } = store.getState();
        const place = useDocumentStore.getState().document.layout[nodeId];
        if (place === undefined) return;
        if (transform[2] >= readableZoom) return reveal(nodeId, coveredPx);
        steered.current = true;
        const x = (width - coveredPx) / 2 - (place[0] + nodeWidth / 2);
        const y = height / 2 - (place[1] + nodeReach / 2);
        void flow.setViewport({ x, y, zoom: 1 }, { duration: moveTime() });
      },
    });
    return () => setCanvasView(undefined);
  }, [flow, store]);

  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (shown.current === opened) return;
    shown.current = opened;
    steered.current = false;
    const empty = Object.keys(useDocumentStore.getState().document.nodes).length === 0;
    if (empty) void flow.setViewport({ x: 0, y: 0, zoom: 1 });
    else void flow.fitView(fitOptions);
  }, [flow, opened]);

  useEffect(() => {
    if (steered.current || width === 0 || height === 0) return;
    if (Object.keys(useDocumentStore.getState().document.nodes).length > 0) {
      void flow.fitView(fitOptions);
    }
  }, [flow, width, height]);

  return useCallback((event) => {
    // Moves without an event are the program's own.
    if (event !== null) steered.current = true;
  }, []);
}
