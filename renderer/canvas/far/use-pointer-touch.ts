import { useStoreApi } from '@xyflow/react';
import { useCallback, useState } from 'react';
import type { PointerEvent, PointerEventHandler } from 'react';
import { flushSync } from 'react-dom';
import type { Point } from '../../document/flow-edits.ts';

/** The node or the wire under the pointer. */
interface Touched {
  readonly nodeId: string | undefined;
  readonly edgeId: string | undefined;
}

/** What lies under a point or no farther from it than `reach`, px at zoom 1. */
interface TouchedScene {
  nodeAt(point: Point, reach: number): { readonly element: { readonly id: string } } | undefined;
  wireAt?(point: Point, reach: number): { readonly element: { readonly id: string } } | undefined;
}

const untouched: Touched = { nodeId: undefined, edgeId: undefined };

/** How near the pointer must come, px on screen; no farther than a port stands out, px at zoom 1. */
const reach = { node: 4, most: 24, wire: 5, port: 28 } as const;

/** Follows the pointer over a far picture and finds what is under it, before it can be pressed. */
export function usePointerTouch(
  far: boolean,
  scene: TouchedScene,
): { readonly touched: Touched; readonly onPointerMove: PointerEventHandler } {
  const store = useStoreApi();
  const [touched, setTouched] = useState(untouched);
  if (!far && touched !== untouched) setTouched(untouched);
  const onPointerMove = useCallback(
    (event: PointerEvent) => {
      const { connection, domNode, transform } = store.getState();
      const wiring = connection.inProgress;
      // What is pressed stays what it is, except that a wire looks for its other end.
      if (!far || domNode === null || (event.buttons !== 0 && !wiring)) return;
      const isOver = (event.target as Element).closest('.react-flow__renderer') !== null;
      const corner = domNode.getBoundingClientRect();
      const [left, top, zoom] = transform;
      const point = {
        x: (event.clientX - corner.left - left) / zoom,
        y: (event.clientY - corner.top - top) / zoom,
      };
      const nodeReach = wiring ? reach.port / zoom : Math.min(reach.most, reach.node / zoom);
      const nodeId = isOver ? scene.nodeAt(point, nodeReach)?.element.id : undefined;
      const wire = !isOver || wiring || nodeId !== undefined;
      const edgeId = wire ? undefined : scene.wireAt?.(point, reach.wire / zoom)?.element.id;
      setTouched((before) => {
        if (before.nodeId === nodeId && before.edgeId === edgeId) return before;
        return nodeId === undefined && edgeId === undefined ? untouched : { nodeId, edgeId };
      });
    },
    [far, scene, store],
  );
  // The element has to stand before the next event, which may press it.
  return { touched, onPointerMove: (event) => flushSync(() => onPointerMove(event)) };
}
