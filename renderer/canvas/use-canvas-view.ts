import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { nodeReach, nodeWidth } from '../document/placement.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { setCanvasView } from './canvas-view.ts';

const fitOptions = { padding: 0.12, maxZoom: 1 } as const;
const durationMs = 120;

function moveTime(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : durationMs;
}

/** Lets the window steer the view, and shows the whole of every flow that is opened. */
export function useCanvasView(): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const opened = useDocumentStore((state) => state.opened);

  useEffect(() => {
    const middle = () => {
      const { width, height, transform } = store.getState();
      const [x, y, zoom] = transform;
      return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom };
    };
    setCanvasView({
      fit: () => void flow.fitView({ ...fitOptions, duration: moveTime() }),
      resetZoom: () => void flow.zoomTo(1, { duration: moveTime() }),
      middle,
      reveal: (nodeId) => {
        const { width, height, transform } = store.getState();
        const place = useDocumentStore.getState().document.layout[nodeId];
        if (place === undefined) return;
        const [left, top, zoom] = transform;
        const [x, y] = [place[0] * zoom + left, place[1] * zoom + top];
        const inSight =
          x >= 0 && y >= 0 && x + nodeWidth * zoom <= width && y + nodeReach * zoom <= height;
        if (inSight) return;
        void flow.setCenter(place[0] + nodeWidth / 2, place[1] + nodeReach / 2, {
          zoom,
          duration: moveTime(),
        });
      },
    });
    return () => setCanvasView(undefined);
  }, [flow, store]);

  const shown = useRef<number>(undefined);
  useEffect(() => {
    if (shown.current === opened) return;
    shown.current = opened;
    const empty = Object.keys(useDocumentStore.getState().document.nodes).length === 0;
    if (empty) void flow.setViewport({ x: 0, y: 0, zoom: 1 });
    else void flow.fitView(fitOptions);
  }, [flow, opened]);
}
