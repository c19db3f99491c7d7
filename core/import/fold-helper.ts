import type { GraphIndex } from './graph-index.ts';
import type { NodeMapping } from './node-mapping.ts';
import type { SourceWire } from './source-graph.ts';

/** Whether a node has readers, and all are of these types. */
export function isReadOnlyBy(
  mapping: NodeMapping,
  index: GraphIndex,
  isReader: (type: string, wire: SourceWire) => boolean,
): boolean {
  const wires = index.outOf(mapping.node.id);
  return wires.length > 0 && wires.every((wire) => isReader(index.node(wire.to)?.type ?? '', wire));
}

/** Lets a node live on in the settings of the nodes that read it. */
export function foldIntoReaders(mapping: NodeMapping, index: GraphIndex): void {
  const readers = index.outOf(mapping.node.id).map(({ to }) => index.title(to));
  mapping.becomeSetting([...new Set(readers)].join(', '));
}
