import { ViewportPortal } from '@xyflow/react';
import type { ReactNode } from 'react';
import { useSpliceMark } from './splicing.ts';

/** Lights the wire that would take the node which is dragged over it. */
export function SpliceMark(): ReactNode {
  const curve = useSpliceMark((store) => store.mark?.curve);
  if (curve === undefined) return undefined;
  const { x1, y1, x2, y2, control1, control2 } = curve;
  return (
    <ViewportPortal>
      <svg aria-hidden className="splice-mark">
        <path d={`M${x1},${y1} C${control1},${y1} ${control2},${y2} ${x2},${y2}`} />
      </svg>
    </ViewportPortal>
  );
}
