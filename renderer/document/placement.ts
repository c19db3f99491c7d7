import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { Point } from './flow-edits.ts';

/** Width of every node, px at zoom 1. */
export const nodeWidth = 240;
/** Height that is kept free for a node: what it takes while it shows live text. */
export const nodeReach = 176;

const gapX = 80;
const gapY = 24;
const gridPx = 20;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A free place for a new node: to the right of the anchor if there is one, else around the wished point;
 * moved down until it covers no other node.
 */
export function placeNode(
  document: FlowDocument,
  wish: {
    readonly beside?: string | undefined;
    readonly around: Point;
    /** Containers that the new node lies in: it may cover them. */
    readonly within?: readonly string[];
  },
): Point {
  const anchor = wish.beside === undefined ? undefined : document.layout[wish.beside];
  const start =
    anchor === undefined
      ? { x: wish.around.x - nodeWidth / 2, y: wish.around.y - nodeReach / 2 }
      : { x: anchor[0] + nodeWidth + gapX, y: anchor[1] };
  return freePlace(document, { x: onGrid(start.x), y: onGrid(start.y) }, wish.within ?? []);
}

/** The nearest place straight below the wish (or on it) that covers no node. */
function freePlace(document: FlowDocument, wish: Point, within: readonly string[]): Point {
  const place = { ...wish };
  const boxes = Object.entries(document.layout)
    .filter(([nodeId]) => document.nodes[nodeId] !== undefined && !within.includes(nodeId))
    .map(([, [x, y, width, height]]) => ({
      x,
      y,
      width: width ?? nodeWidth,
      height: height ?? nodeReach,
    }))
    .sort((a, b) => a.y - b.y);
  for (const box of boxes) {
    if (overlaps(place, box)) place.y = onGrid(box.y + box.height + gapY + gridPx / 2);
  }
  return place;
}

function overlaps(place: Point, box: Point & Size): boolean {
  return (
    place.x < box.x + box.width + gapY &&
    place.x + nodeWidth + gapY > box.x &&
    place.y < box.y + box.height + gapY &&
    place.y + nodeReach + gapY > box.y
  );
}

function onGrid(value: number): number {
  return Math.round(value / gridPx) * gridPx;
}
