import { Position } from '@xyflow/react';
import { groupMeasure } from '../document/group-kind.ts';
import { nodeWidth } from '../document/placement.ts';
import type { CanvasNode, CanvasNodeData } from './canvas-elements.ts';
import type { PlacedPort } from './node-shape.ts';
import { noteSize } from '../document/note-kind.ts';

interface NodeParts {
  readonly id: string;
  readonly data: CanvasNodeData;
  readonly type: NonNullable<CanvasNode['type']>;
  readonly x: number;
  readonly y: number;
  readonly selected: boolean;
  /** The container whose corner the place is reckoned from. */
  readonly frame: string | undefined;
  /** Undefined where nobody gave the node a size. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** The height that the node was last drawn with. */
  readonly measured: number | undefined;
  readonly ariaLabel: string;
}

const handlePx = 12;
/** How far React Flow lifts what is selected: a group stays behind its nodes all the same. */
const selectedLift = 1000;

/** A node as React Flow takes it, with its size and ports known before it is ever drawn. */
export function makeCanvasNode(parts: NodeParts): CanvasNode {
  const { id, data, type, x, y, selected, frame, ariaLabel } = parts;
  const size = sizeOf(parts);
  return {
    id,
    type,
    ariaLabel,
    position: { x, y },
    data,
    selected,
    ...(frame === undefined ? {} : { parentId: frame }),
    ...(type === 'flow' ? flowSize(parts, size.width) : size),
    ...(type === 'titled-group' ? { zIndex: selected ? -1 - selectedLift : -1 } : {}),
    measured: size,
    handles: data.shape.ports.map((placed) => ({
      id: placed.handleId,
      type: placed.side === 'input' ? 'target' : 'source',
      position: placed.side === 'input' ? Position.Left : Position.Right,
      x: middleOf(placed, size.width) - handlePx / 2,
      y: placed.y - handlePx / 2,
      width: handlePx,
      height: handlePx,
    })),
  };
}

function sizeOf({ type, data, width, height, measured }: NodeParts): {
  readonly width: number;
  readonly height: number;
} {
  if (type === 'note') {
    return { width: width ?? noteSize.width, height: height ?? noteSize.height };
  }
  if (type === 'titled-group') {
    return { width: width ?? groupMeasure.width, height: height ?? groupMeasure.height };
  }
  const least = data.shape.baseHeight;
  if (type === 'frame') return { width: width ?? nodeWidth, height: Math.max(height ?? 0, least) };
  const wide = width ?? nodeWidth;
  if (data.collapsed) return { width: wide, height: least };
  return { width: wide, height: Math.max(measured ?? 0, height ?? 0, least) };
}

/** A node is as tall as what it shows, and taller where the person made it so. */
function flowSize(
  { data, height = 0 }: NodeParts,
  width: number,
): Pick<CanvasNode, 'width' | 'style'> {
  const isTall = !data.collapsed && height > data.shape.baseHeight;
  return isTall ? { width, style: { minHeight: height } } : { width };
}

/** Outputs stand at the right and inputs at the left; on the inside of a container it is the other way round. */
function middleOf({ side, inset }: PlacedPort, width: number): number {
  if (inset === undefined) return side === 'input' ? 0 : width;
  return side === 'input' ? width - inset : inset;
}
