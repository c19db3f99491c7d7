import { assertNever } from '../../core/shared/assert-never.ts';
import type { Point } from './flow-edits.ts';
import type { Box } from './frames.ts';

/** The edge or middle that nodes are lined up by. */
export const alignments = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const;

export type Alignment = (typeof alignments)[number];

/** The direction in which the gaps between nodes become equal. */
export type Axis = 'horizontal' | 'vertical';

/** Places that change; the others are left out. */
export type Places = Readonly<Record<string, Point>>;

/** Lines boxes up by an edge, or by the middle, of the box around all of them. */
export function alignBoxes(boxes: ReadonlyMap<string, Box>, alignment: Alignment): Places {
  const around = boundsOf([...boxes.values()]);
  return movesOf(boxes, (box) => {
    switch (alignment) {
      case 'left':
        return { x: around.x, y: box.y };
      case 'center':
        return { x: around.x + (around.width - box.width) / 2, y: box.y };
      case 'right':
        return { x: around.x + around.width - box.width, y: box.y };
      case 'top':
        return { x: box.x, y: around.y };
      case 'middle':
        return { x: box.x, y: around.y + (around.height - box.height) / 2 };
      case 'bottom':
        return { x: box.x, y: around.y + around.height - box.height };
      default:
        return assertNever(alignment, 'alignment');
    }
  });
}

/**
 * Makes the gaps between boxes equal, in the order in which their middles stand; the outermost two stay. Boxes that do
 * not fit between them overlap by the same amount. Fewer than three stay as they are.
 */
export function distributeBoxes(boxes: ReadonlyMap<string, Box>, axis: Axis): Places {
  if (boxes.size < 3) return {};
  const [at, length] =
    axis === 'horizontal' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const sorted = [...boxes].sort(
    ([idA, a], [idB, b]) => a[at] + a[length] / 2 - b[at] - b[length] / 2 || (idA < idB ? -1 : 1),
  );
  const [, first] = sorted[0] ?? noBox;
  const [, last] = sorted.at(-1) ?? noBox;
  const taken = sorted.reduce((sum, [, box]) => sum + box[length], 0);
  const gap = (last[at] + last[length] - first[at] - taken) / (boxes.size - 1);
  const starts = new Map<string, number>();
  let next = first[at];
  for (const [nodeId, box] of sorted) {
    starts.set(nodeId, next);
    next += box[length] + gap;
  }
  return movesOf(boxes, (box, nodeId) => ({ x: box.x, y: box.y, [at]: starts.get(nodeId) ?? 0 }));
}

const noBox: readonly [string, Box] = ['', { x: 0, y: 0, width: 0, height: 0 }];

/** The smallest box around boxes; empty, at the corner of the canvas, around none. */
export function boundsOf(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function movesOf(
  boxes: ReadonlyMap<string, Box>,
  placeOf: (box: Box, nodeId: string) => Point,
): Places {
  const places: Record<string, Point> = {};
  for (const [nodeId, box] of boxes) {
    const { x, y } = placeOf(box, nodeId);
    const place = { x: Math.round(x), y: Math.round(y) };
    if (place.x !== box.x || place.y !== box.y) places[nodeId] = place;
  }
  return places;
}
