import type { FlowNode, Placement } from '../model/flow-document.ts';

// Nodes are 240 px wide here, and a container has a column for its own ports on either side.
const nodeWidth = 240;
const nodeHeight = 170;
const column = 110;
const smallest: readonly [number, number] = [520, 220];

function names(entries: readonly (readonly [string, FlowNode])[] | undefined): readonly string[] {
  return (entries ?? []).map(([nodeId]) => nodeId);
}

/** Moves what stood to the right of a container that has grown. */
function makeRoom(
  layout: Record<string, Placement>,
  from: number,
  distance: number,
  staying: ReadonlySet<string>,
): void {
  for (const [nodeId, place] of Object.entries(layout)) {
    if (staying.has(nodeId) || place[0] < from) continue;
    const [x, y, width, height] = place;
    layout[nodeId] =
      width === undefined || height === undefined
        ? [x + distance, y]
        : [x + distance, y, width, height];
  }
}

/** Makes containers large enough for what lies in them, inner ones first, and moves what stands beside them. */
export function fitContainers(
  nodes: Readonly<Record<string, FlowNode>>,
  layout: Readonly<Record<string, Placement>>,
): Record<string, Placement> {
  const fitted: Record<string, Placement> = { ...layout };
  const depthOf = (nodeId: string): number => {
    let depth = 0;
    let parent = nodes[nodeId]?.parent;
    while (parent !== undefined && depth < 100) {
      depth++;
      parent = nodes[parent]?.parent;
    }
    return depth;
  };
  const inside = Map.groupBy(
    Object.entries(nodes).filter(([, { parent }]) => parent !== undefined),
    ([, { parent }]) => parent ?? '',
  );
  const containers = [...inside.keys()].sort((a, b) => depthOf(b) - depthOf(a));
  for (const container of containers) {
    const place = fitted[container];
    if (place === undefined) continue;
    const [x, y, width = smallest[0], height = smallest[1]] = place;
    let right = x + width;
    let bottom = y + height;
    for (const [nodeId] of inside.get(container) ?? []) {
      const [left = x, top = y, childWidth = nodeWidth, childHeight = nodeHeight] =
        fitted[nodeId] ?? [];
      right = Math.max(right, left + childWidth + column);
      bottom = Math.max(bottom, top + childHeight + 20);
    }
    fitted[container] = [x, y, right - x, bottom - y];
    const before = x + width;
    if (right > before)
      makeRoom(
        fitted,
        before,
        right - before,
        new Set([container, ...names(inside.get(container))]),
      );
  }
  return fitted;
}
