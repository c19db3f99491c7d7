import type { Point } from '../../document/flow-edits.ts';
import { layOutPart } from './lay-out-part.ts';
import type { LaidOut } from './lay-out-part.ts';
import { bundleNotes } from './bundle-notes.ts';
import { compareReading } from './part.ts';
import type { PartItem, PartWire } from './part.ts';

/** Between parts that no wire joins, px. */
const partGap = 80;
/** Between items without any wire, px. */
const looseGap = 40;

/**
 * Lays out all that lies side by side: wired parts below each other, then what has no wires in rows. Notes stay by the
 * item that they are nearest to. Where there are notes alone nothing moves.
 */
export function layOutLevel(
  items: readonly PartItem[],
  notes: readonly PartItem[],
  wires: readonly PartWire[],
): LaidOut {
  const bundles = bundleNotes(items, notes);
  const shifted = wires.map((wire) => ({
    ...wire,
    fromY: wire.fromY + bundles.shiftOf(wire.from),
    toY: wire.toY + bundles.shiftOf(wire.to),
  }));
  const placed = stackParts(bundles.items, shifted);
  const places = new Map<string, Point>();
  for (const [id, place] of placed.places) bundles.unpack(id, place, places);
  return { ...placed, places };
}

function stackParts(items: readonly PartItem[], wires: readonly PartWire[]): LaidOut {
  const parts = splitParts(items, wires);
  const loose = parts.flatMap((part) => (part.items.length === 1 ? part.items : []));
  const wired = parts.filter((part) => part.items.length > 1);
  const laidOut = wired.map((part) => layOutPart(part.items, part.wires));
  if (loose.length > 0) laidOut.push(layOutRows(loose));
  const places = new Map<string, Point>();
  let [width, height] = [0, 0];
  for (const part of laidOut) {
    const top = height === 0 ? 0 : height + partGap;
    for (const [id, { x, y }] of part.places) places.set(id, { x, y: y + top });
    width = Math.max(width, part.width);
    height = top + part.height;
  }
  return { places, width, height };
}

interface WiredPart {
  readonly items: readonly PartItem[];
  readonly wires: readonly PartWire[];
}

/** What wires join, in reading order of what stands highest in each. */
function splitParts(items: readonly PartItem[], wires: readonly PartWire[]): readonly WiredPart[] {
  const roots = new Map(items.map(({ id }) => [id, id]));
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = roots.get(root); next !== undefined && next !== root; next = roots.get(root)) {
      roots.set(root, roots.get(next) ?? next);
      root = next;
    }
    return root;
  };
  for (const { from, to } of wires) {
    if (roots.has(from) && roots.has(to)) roots.set(rootOf(from), rootOf(to));
  }
  const sorted = items.toSorted(compareReading);
  const members = Map.groupBy(sorted, ({ id }) => rootOf(id));
  const inside = Map.groupBy(wires, ({ from }) => rootOf(from));
  return [...members].map(([root, own]) => ({ items: own, wires: inside.get(root) ?? [] }));
}

/** Rows of about as many items as there are rows. */
function layOutRows(items: readonly PartItem[]): LaidOut {
  const perRow = Math.max(4, Math.ceil(Math.sqrt(items.length)));
  const places = new Map<string, Point>();
  let [width, top] = [0, 0];
  for (let start = 0; start < items.length; start += perRow) {
    const row = items.slice(start, start + perRow);
    let left = 0;
    for (const { id, box } of row) {
      places.set(id, { x: left, y: top });
      width = Math.max(width, left + box.width);
      left += Math.ceil(box.width) + looseGap;
    }
    top += Math.ceil(Math.max(...row.map(({ box }) => box.height))) + looseGap;
  }
  return { places, width, height: top - looseGap };
}
