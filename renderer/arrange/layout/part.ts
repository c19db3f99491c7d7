import type { Box } from '../../document/frames.ts';

/** A thing to place: a node, or a frame with all that lies in it. */
export interface PartItem {
  readonly id: string;
  /** Where it stands now, and how large it is. */
  readonly box: Box;
}

/** A wire between two items. */
export interface PartWire {
  readonly from: string;
  readonly to: string;
  /** From the top of the item at each end to the wire's port, px. */
  readonly fromY: number;
  readonly toY: number;
  readonly isTool: boolean;
}

/** A wire by the places of its items in the part's order. */
export interface PartLink {
  readonly from: number;
  readonly to: number;
  readonly fromY: number;
  readonly toY: number;
  readonly isTool: boolean;
}

/** Items with the wires between them, in reading order; of wires in a circle one is left out. */
export interface Part {
  readonly items: readonly PartItem[];
  readonly links: readonly PartLink[];
  /** Links by the item that they leave, and by the one that they reach; in the order of their ports. */
  readonly leaving: readonly (readonly PartLink[])[];
  readonly reaching: readonly (readonly PartLink[])[];
  /** The items so that every link leads from an earlier one to a later one. */
  readonly order: readonly number[];
}

/** From top to bottom, then from left to right: the order in which a person reads items. */
export function compareReading(a: PartItem, b: PartItem): number {
  return a.box.y - b.box.y || a.box.x - b.box.x || (a.id < b.id ? -1 : 1);
}

export function makePart(items: readonly PartItem[], wires: readonly PartWire[]): Part {
  const sorted = items.toSorted(compareReading);
  const places = new Map(sorted.map(({ id }, place) => [id, place]));
  const known = wires
    .flatMap(({ from, to, ...rest }) => {
      const [start, end] = [places.get(from), places.get(to)];
      if (start === undefined || end === undefined || start === end) return [];
      return [{ ...rest, from: start, to: end }];
    })
    .sort((a, b) => a.fromY - b.fromY || a.toY - b.toY || a.from - b.from || a.to - b.to);
  const { links, order } = breakCircles(sorted, known);
  const leaving: PartLink[][] = sorted.map(() => []);
  const reaching: PartLink[][] = sorted.map(() => []);
  for (const link of links) {
    leaving[link.from]?.push(link);
    reaching[link.to]?.push(link);
  }
  return { items: sorted, links, leaving, reaching, order };
}

/** Leaves out the links that lead back to where a walk came from; walks begin where nothing leads to, then at the left. */
function breakCircles(
  items: readonly PartItem[],
  links: readonly PartLink[],
): { readonly links: readonly PartLink[]; readonly order: readonly number[] } {
  const leaving: PartLink[][] = items.map(() => []);
  const reached = new Set(links.map(({ to }) => to));
  for (const link of links) leaving[link.from]?.push(link);
  const starts = items
    .map((item, at) => ({ at, rank: reached.has(at) ? 1 : 0, x: item.box.x }))
    .sort((a, b) => a.rank - b.rank || (a.rank === 1 ? a.x - b.x : 0) || a.at - b.at);
  const state = new Uint8Array(items.length);
  const gone = new Set<PartLink>();
  const finished: number[] = [];
  for (const { at } of starts) {
    if (state[at] !== 0) continue;
    const path = [{ at, next: 0 }];
    state[at] = 1;
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const link = leaving[step.at]?.[step.next];
      step.next += 1;
      if (link === undefined) {
        state[step.at] = 2;
        finished.push(step.at);
        path.pop();
      } else if (state[link.to] === 1) gone.add(link);
      else if (state[link.to] === 0) {
        state[link.to] = 1;
        path.push({ at: link.to, next: 0 });
      }
    }
  }
  return { links: links.filter((link) => !gone.has(link)), order: finished.toReversed() };
}
