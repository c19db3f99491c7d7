import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { Box } from '../document/frames.ts';

export type WalkDirection = 'right' | 'left' | 'up' | 'down';

/**
 * The node that lies in a direction: right and left along the wires, up and down among those that share a wire's other
 * end, else the nearest there. Without a start the node that reads first; undefined where there is none.
 */
export function findNextNode(
  document: FlowDocument,
  from: string | undefined,
  direction: WalkDirection,
  boxOf: (nodeId: string) => Box,
): string | undefined {
  const nodeIds = Object.keys(document.nodes);
  if (from === undefined) return sortByPlace(nodeIds, boxOf)[0];
  const { sources, targets } = collectNeighbours(document);
  if (direction === 'right') return sortByPlace(targets(from), boxOf)[0];
  if (direction === 'left') return sortByPlace(sources(from), boxOf)[0];
  const siblings = [...sources(from).flatMap(targets), ...targets(from).flatMap(sources)];
  return (
    nearestBeside(from, siblings, direction, boxOf) ??
    nearestBeside(from, nodeIds, direction, boxOf)
  );
}

function collectNeighbours({ edges }: FlowDocument): {
  readonly sources: (nodeId: string) => readonly string[];
  readonly targets: (nodeId: string) => readonly string[];
} {
  const ends = edges.map(({ from, to }) => ({
    source: splitEndpoint(from).nodeId,
    target: splitEndpoint(to).nodeId,
  }));
  const bySource = Map.groupBy(ends, ({ source }) => source);
  const byTarget = Map.groupBy(ends, ({ target }) => target);
  return {
    sources: (nodeId) => (byTarget.get(nodeId) ?? []).map(({ source }) => source),
    targets: (nodeId) => (bySource.get(nodeId) ?? []).map(({ target }) => target),
  };
}

function sortByPlace(
  nodeIds: readonly string[],
  boxOf: (nodeId: string) => Box,
): readonly string[] {
  return nodeIds.toSorted((a, b) => {
    const [boxA, boxB] = [boxOf(a), boxOf(b)];
    return boxA.y - boxB.y || boxA.x - boxB.x || (a < b ? -1 : 1);
  });
}

/** Above or below; a node that stands far to the side counts as further away. */
function nearestBeside(
  from: string,
  nodeIds: readonly string[],
  direction: 'up' | 'down',
  boxOf: (nodeId: string) => Box,
): string | undefined {
  const start = boxOf(from);
  let best: string | undefined;
  let least = Infinity;
  for (const nodeId of nodeIds) {
    const box = boxOf(nodeId);
    const down = direction === 'down' ? box.y - start.y : start.y - box.y;
    if (nodeId === from || down <= 0) continue;
    const distance = down + 2 * Math.abs(box.x - start.x);
    if (distance >= least) continue;
    least = distance;
    best = nodeId;
  }
  return best;
}
