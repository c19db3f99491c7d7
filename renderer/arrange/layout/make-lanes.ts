import type { Part, PartLink } from './part.ts';

/** A place in a column: an item, or where a long wire passes by. */
interface Slot {
  readonly layer: number;
  /** The item's place in its part; undefined for a wire that passes. */
  readonly item: number | undefined;
  readonly height: number;
  /** How far down it reads now, px. */
  readonly hint: number;
}

/** A piece of a wire, from a column to the next one. */
interface Segment {
  readonly from: number;
  readonly to: number;
  /** From the top of the slot at each end, px. */
  readonly fromY: number;
  readonly toY: number;
  /** How much it matters that it is level. */
  readonly weight: number;
}

/** A part whose wires all lead from one column to the next. */
export interface Lanes {
  readonly slots: readonly Slot[];
  readonly segments: readonly Segment[];
  /** The slots of each column, from top to bottom. */
  readonly columns: readonly (readonly number[])[];
}

/** With more places of passing wires than this, the longest wires pass behind what lies on their way. */
const mostPassing = 12_000;
const longestThen = 6;

/** A passing wire reads as high as a node whose first port it would be, px. */
const lineHint = 50;

const weights = { main: 1_000_000, passing: 8, data: 2, tool: 1 } as const;

/** Gives each item and each wire that passes a column its slot; the columns read as the items stand now. */
export function makeLanes(
  { items, links }: Part,
  layers: readonly number[],
  mainPath: ReadonlySet<PartLink>,
): Lanes {
  const slots: Slot[] = items.map(({ box }, item) => ({
    layer: layers[item] ?? 0,
    item,
    height: box.height,
    hint: box.y,
  }));
  const segments: Segment[] = [];
  const spanOf = ({ from, to }: PartLink): number => (layers[to] ?? 0) - (layers[from] ?? 0);
  const passing = links.reduce((sum, link) => sum + spanOf(link) - 1, 0);
  for (const link of links) {
    const span = spanOf(link);
    if (passing > mostPassing && span > longestThen) continue;
    const weight = weightOf(link, mainPath.has(link));
    const start = (items[link.from]?.box.y ?? 0) + link.fromY;
    const end = (items[link.to]?.box.y ?? 0) + link.toY;
    let [from, fromY] = [link.from, link.fromY];
    for (let step = 1; step < span; step += 1) {
      const hint = start + ((end - start) * step) / span - lineHint;
      const layer = (layers[link.from] ?? 0) + step;
      const to = slots.push({ layer, item: undefined, height: 0, hint }) - 1;
      segments.push({ from, to, fromY, toY: 0, weight: Math.max(weight, weights.passing) });
      [from, fromY] = [to, 0];
    }
    segments.push({ from, to: link.to, fromY, toY: link.toY, weight });
  }
  return { slots, segments, columns: readColumns(slots) };
}

function weightOf(link: PartLink, isMain: boolean): number {
  if (isMain) return weights.main;
  return link.isTool ? weights.tool : weights.data;
}

function readColumns(slots: readonly Slot[]): readonly (readonly number[])[] {
  const columns: number[][] = [];
  for (const [at, { layer }] of slots.entries()) (columns[layer] ??= []).push(at);
  for (const column of columns) {
    // Slots are made in reading order, which stays among those that stand equally high.
    column.sort((a, b) => (slots[a]?.hint ?? 0) - (slots[b]?.hint ?? 0) || a - b);
  }
  return columns;
}
