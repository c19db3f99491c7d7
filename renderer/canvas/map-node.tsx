import type { MiniMapNodeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import { useNodeState } from './use-node-state.ts';

/** A node on the minimap, in the colour of its state. */
export function MapNode({
  id,
  x,
  y,
  width,
  height,
  selected,
  className,
}: MiniMapNodeProps): ReactNode {
  const state = useNodeState(id);
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={height}
      rx={16}
      data-state={state}
      data-selected={selected}
      className={`map-node ${className}`}
    />
  );
}
