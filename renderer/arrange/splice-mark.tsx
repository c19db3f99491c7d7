import { ViewportPortal } from '@xyflow/react';
import type { ReactNode } from 'react';
import { useSpliceMark } from './splicing.ts';

/** Lights the wire that would take the node which is dragged over it, or that keys are about to draw. */
export function SpliceMark(): ReactNode {
  const mark = useSpliceMark((store) => store.mark);
  if (mark === undefined) return undefined;
  const { curve, box } = mark;
  const { x1, y1, x2, y2, control1, control2 } = curve;
  return (
    <ViewportPortal>
      <svg aria-hidden className="splice-mark">
        {box === undefined ? undefined : (
          <rect
            x={box.x - 5}
            y={box.y - 5}
            width={box.width + 10}
            height={box.height + 10}
            rx={14}
          />
        )}
        <path d={`M${x1},${y1} C${control1},${y1} ${control2},${y2} ${x2},${y2}`} />
      </svg>
    </ViewportPortal>
  );
}
