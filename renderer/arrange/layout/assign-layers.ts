import type { Part, PartLink } from './part.ts';

/**
 * The column of each item: right of everything that leads to it. What nothing leads to, or what feeds more than it
 * takes, stands as near to its targets as it can.
 */
export function assignLayers({ items, leaving, reaching, order }: Part): readonly number[] {
  const layers = items.map(() => 0);
  for (const at of order) {
    for (const { from } of reaching[at] ?? []) {
      layers[at] = Math.max(layers[at] ?? 0, (layers[from] ?? 0) + 1);
    }
  }
  for (const at of order.toReversed()) {
    const out = leaving[at] ?? [];
    const taken = reaching[at]?.length ?? 0;
    if (out.length === 0 || (taken > 0 && out.length <= taken)) continue;
    layers[at] = Math.min(...out.map(({ to }) => layers[to] ?? 0)) - 1;
  }
  const first = Math.min(...layers);
  return layers.map((layer) => layer - first);
}

/**
 * The longest way through the part, tools left out: what should be a straight line. Of equally long ones the one that
 * reads first.
 */
export function findMainPath({ items, links, leaving, order }: Part): ReadonlySet<PartLink> {
  const hasData = links.some(({ isTool }) => !isTool);
  const counts = items.map(() => 0);
  const next: (PartLink | undefined)[] = items.map(() => undefined);
  for (const at of order.toReversed()) {
    for (const link of leaving[at] ?? []) {
      if (hasData && link.isTool) continue;
      const length = (counts[link.to] ?? 0) + 1;
      if (length <= (counts[at] ?? 0)) continue;
      counts[at] = length;
      next[at] = link;
    }
  }
  const path = new Set<PartLink>();
  let start = 0;
  for (const at of items.keys()) if ((counts[at] ?? 0) > (counts[start] ?? 0)) start = at;
  for (let link = next[start]; link !== undefined; link = next[link.to]) path.add(link);
  return path;
}
