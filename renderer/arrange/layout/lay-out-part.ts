import type { Point } from '../../document/flow-edits.ts';
import { assignLayers, findMainPath } from './assign-layers.ts';
import { levelColumns } from './level-columns.ts';
import { makeLanes } from './make-lanes.ts';
import { orderColumns } from './order-columns.ts';
import { makePart } from './part.ts';
import type { PartItem, PartWire } from './part.ts';

/** From one column to the next, px. */
const columnGap = 80;

/** Items at their new places, from the corner of the box around them. */
export interface LaidOut {
  readonly places: ReadonlyMap<string, Point>;
  readonly width: number;
  readonly height: number;
}

/**
 * Lays out items that are wired together in columns from left to right: every wire leads to the right, the longest path
 * is straight, and what reads first now does so afterwards where nothing speaks against it.
 */
export function layOutPart(items: readonly PartItem[], wires: readonly PartWire[]): LaidOut {
  const part = makePart(items, wires);
  const layers = assignLayers(part);
  const lanes = makeLanes(part, layers, findMainPath(part));
  const tops = levelColumns(lanes, orderColumns(lanes));
  const lefts = placeColumns(lanes.slots, part.items);
  const top = part.items.reduce((least, _item, at) => Math.min(least, tops[at] ?? 0), Infinity);
  const places = new Map<string, Point>();
  let [width, height] = [0, 0];
  for (const [at, { id, box }] of part.items.entries()) {
    const place = { x: lefts[layers[at] ?? 0] ?? 0, y: Math.round((tops[at] ?? 0) - top) };
    places.set(id, place);
    width = Math.max(width, place.x + box.width);
    height = Math.max(height, place.y + box.height);
  }
  return { places, width, height };
}

function placeColumns(
  slots: readonly { readonly layer: number; readonly item: number | undefined }[],
  items: readonly PartItem[],
): readonly number[] {
  const widths: number[] = [];
  for (const { layer, item } of slots) {
    const width = item === undefined ? 0 : (items[item]?.box.width ?? 0);
    widths[layer] = Math.max(widths[layer] ?? 0, width);
  }
  let left = 0;
  return widths.map((width) => {
    const start = left;
    left += Math.ceil(width) + columnGap;
    return start;
  });
}
