import type { GraphIndex } from './graph-index.ts';
import type { NodeMapping } from './node-mapping.ts';
import type { NodeNames } from './node-names.ts';
import type { DraftEdge } from './wire-store.ts';

/**
 * Placeholders that only serve others, such as a memory or a loader of documents, and that nothing in the flow uses:
 * their ids. Running into them would fail a run for nothing.
 */
export function findUnused(
  mappings: Iterable<NodeMapping>,
  edges: readonly DraftEdge[],
  names: NodeNames,
  index: GraphIndex,
): ReadonlySet<string> {
  const helpers = new Set<string>();
  for (const mapping of mappings) {
    const serves = index.outOf(mapping.node.id).some(({ role }) => role !== 'order');
    const nodeId = names.mainId(mapping);
    if (mapping.outcome === 'placeholder' && serves && nodeId !== undefined) helpers.add(nodeId);
  }
  const sources = Map.groupBy(edges, ({ to }) => to.nodeId);
  const unused = new Set(helpers);
  const open = [...sources.keys()].filter((nodeId) => !helpers.has(nodeId));
  for (let nodeId = open.pop(); nodeId !== undefined; nodeId = open.pop()) {
    for (const { from } of sources.get(nodeId) ?? []) {
      if (unused.delete(from.nodeId)) open.push(from.nodeId);
    }
  }
  return unused;
}
