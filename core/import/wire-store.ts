import type { ImportNote } from './import-notes.ts';
import type { End } from './port-finder.ts';
import type { SourceWire } from './source-graph.ts';

/** A wire of the file, without its role. */
export type Origin = Omit<SourceWire, 'role'>;

/** A wire of the flow, with what it came from. */
export interface DraftEdge {
  readonly from: End;
  readonly to: End;
  /** It may be part of a circle: it carries a tool, or runs between a container and what lies in it. */
  readonly isFree: boolean;
  readonly origin: Origin;
}

/** A wire of the file that the flow does not have, and why. */
export interface LostWire extends Origin {
  readonly note: ImportNote;
}

/** The wires of a flow while it is put together, found by either end. */
export class WireStore {
  readonly #edges = new Set<DraftEdge>();
  // By node, also ones that were taken back: a set tells them apart at once, a list would be searched.
  readonly #into = new Map<string, DraftEdge[]>();
  readonly #outOf = new Map<string, DraftEdge[]>();

  add(edge: DraftEdge): void {
    this.#edges.add(edge);
    push(this.#into, edge.to.nodeId, edge);
    push(this.#outOf, edge.from.nodeId, edge);
  }

  remove(edge: DraftEdge): void {
    this.#edges.delete(edge);
  }

  list(): readonly DraftEdge[] {
    return [...this.#edges];
  }

  into(nodeId: string): readonly DraftEdge[] {
    return (this.#into.get(nodeId) ?? []).filter((edge) => this.#edges.has(edge));
  }

  outOf(nodeId: string): readonly DraftEdge[] {
    return (this.#outOf.get(nodeId) ?? []).filter((edge) => this.#edges.has(edge));
  }
}

function push(map: Map<string, DraftEdge[]>, nodeId: string, edge: DraftEdge): void {
  const known = map.get(nodeId);
  if (known === undefined) map.set(nodeId, [edge]);
  else known.push(edge);
}
