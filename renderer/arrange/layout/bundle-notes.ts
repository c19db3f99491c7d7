import type { Point } from '../../document/flow-edits.ts';
import { boundsOf } from '../../document/align.ts';
import type { Box } from '../../document/frames.ts';
import { compareReading } from './part.ts';
import type { PartItem } from './part.ts';

/** Between a note and what it is by, px: less than any other gap, so that it stays by the same item. */
const noteGap = 16;

/** Items that have grown to hold the notes by them. */
interface Bundles {
  readonly items: readonly PartItem[];
  /** How far the item itself lies below the top of its bundle, px. */
  shiftOf(itemId: string): number;
  /** Adds the places of an item and its notes, given that of their bundle. */
  unpack(itemId: string, place: Point, into: Map<string, Point>): void;
}

/** Puts each note above or below the item that it is nearest to, by way of other notes if need be. */
export function bundleNotes(items: readonly PartItem[], notes: readonly PartItem[]): Bundles {
  if (items.length === 0) return keepNotes(notes);
  const anchors = findAnchors(items, notes);
  const stacks = new Map(
    items.map((item) => [item.id, stackNotes(item, anchors.get(item.id) ?? [])]),
  );
  return {
    items: items.map((item) => {
      const stack = stacks.get(item.id) ?? [];
      const { width, height } = boundsOf(stack.map(({ box }) => box));
      const y = item.box.y - (stack.find(({ id }) => id === item.id)?.box.y ?? 0);
      return { id: item.id, box: { x: item.box.x, y, width, height } };
    }),
    shiftOf: (itemId) => stacks.get(itemId)?.find(({ id }) => id === itemId)?.box.y ?? 0,
    unpack: (itemId, { x, y }, into) => {
      for (const { id, box } of stacks.get(itemId) ?? []) into.set(id, { x, y: y + box.y });
    },
  };
}

/** Notes alone are one thing that stays as it is. */
function keepNotes(notes: readonly PartItem[]): Bundles {
  const box = boundsOf(notes.map((note) => note.box));
  return {
    items: notes.length === 0 ? [] : [{ id: '', box }],
    shiftOf: () => 0,
    unpack: (_id, { x, y }, into) => {
      for (const note of notes) {
        into.set(note.id, { x: x + note.box.x - box.x, y: y + note.box.y - box.y });
      }
    },
  };
}

/** The notes of each item: the nearest note or item takes each, the nearest pair first. */
function findAnchors(
  items: readonly PartItem[],
  notes: readonly PartItem[],
): ReadonlyMap<string, readonly PartItem[]> {
  const found = new Map<string, PartItem[]>();
  const inOrder = items.toSorted(compareReading);
  const open = notes.toSorted(compareReading).map((note) => {
    const nearest = { note, anchor: '', distance: Infinity };
    for (const item of inOrder) takeNearer(nearest, item.id, item.box);
    return nearest;
  });
  while (open.length > 0) {
    let next = 0;
    for (const [at, { distance }] of open.entries()) {
      if (distance < (open[next]?.distance ?? Infinity)) next = at;
    }
    const [taken] = open.splice(next, 1);
    if (taken === undefined) break;
    found.set(taken.anchor, [...(found.get(taken.anchor) ?? []), taken.note]);
    for (const other of open) takeNearer(other, taken.anchor, taken.note.box);
  }
  return found;
}

interface Nearest {
  readonly note: PartItem;
  anchor: string;
  distance: number;
}

function takeNearer(nearest: Nearest, anchor: string, box: Box): void {
  const distance = distanceBetween(nearest.note.box, box);
  if (distance >= nearest.distance) return;
  nearest.distance = distance;
  nearest.anchor = anchor;
}

function distanceBetween(a: Box, b: Box): number {
  const dx = Math.max(0, a.x - b.x - b.width, b.x - a.x - a.width);
  const dy = Math.max(0, a.y - b.y - b.height, b.y - a.y - a.height);
  return Math.hypot(dx, dy);
}

/** An item with the notes above it and those below, from the top of the stack. */
function stackNotes(item: PartItem, notes: readonly PartItem[]): readonly PartItem[] {
  const middleOf = ({ box }: PartItem): number => box.y + box.height / 2;
  const sorted = notes.toSorted(compareReading);
  const above = sorted.filter((note) => middleOf(note) < middleOf(item));
  const below = sorted.filter((note) => !above.includes(note));
  let top = 0;
  return [...above, item, ...below].map((each) => {
    const placed = { id: each.id, box: { ...each.box, x: 0, y: top } };
    top += Math.ceil(each.box.height) + noteGap;
    return placed;
  });
}
