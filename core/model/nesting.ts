import { splitEndpoint, type Endpoint, type FlowDocument, type FlowEdge } from './flow-document.ts';
import type { NodePorts } from './port.ts';

/** How an edge runs through the containers of a flow. */
export type EdgeRoute =
  /** Between two nodes that lie side by side. */
  | { readonly kind: 'plain' }
  /** From outside into a container: it waits for the value, and the target reads it in every pass. */
  | { readonly kind: 'capture'; readonly into: readonly string[] }
  /** From a container to a node in it; `into`: the containers between the two. */
  | { readonly kind: 'entry'; readonly into: readonly string[] }
  /** From a node to the container that it lies in. */
  | { readonly kind: 'result' }
  /** From a container to itself, inside: in and out again. */
  | { readonly kind: 'through' }
  /** Out of a container to somewhere else, which no edge may do. */
  | { readonly kind: 'leaves'; readonly container: string };

const plain: EdgeRoute = { kind: 'plain' };
const noAncestors: readonly string[] = [];

/** Which node lies in which container. Parents that are missing or form a ring count as none. */
export class Nesting {
  readonly #document: FlowDocument;
  readonly #ancestors = new Map<string, readonly string[]>();
  /** Whether no node lies in another, as in most flows. */
  readonly #isFlat: boolean;

  constructor(document: FlowDocument) {
    this.#document = document;
    this.#isFlat = Object.values(document.nodes).every(({ parent }) => parent === undefined);
  }

  /** The containers around a node, innermost first. */
  ancestorsOf(nodeId: string): readonly string[] {
    if (this.#isFlat) return noAncestors;
    const { nodes } = this.#document;
    if (!Object.hasOwn(nodes, nodeId) || nodes[nodeId]?.parent === undefined) return noAncestors;
    const known = this.#ancestors.get(nodeId) ?? this.#climb(nodeId);
    this.#ancestors.set(nodeId, known);
    return known;
  }

  /** The container that a node lies in; undefined at the top. */
  parentOf(nodeId: string): string | undefined {
    return this.ancestorsOf(nodeId)[0];
  }

  /** Whether the node lies in itself, by way of other nodes or none. */
  isInRing(nodeId: string): boolean {
    const { nodes } = this.#document;
    const seen = new Set<string>();
    let parent = nodes[nodeId]?.parent;
    while (parent !== undefined && Object.hasOwn(nodes, parent) && !seen.has(parent)) {
      if (parent === nodeId) return true;
      seen.add(parent);
      parent = nodes[parent]?.parent;
    }
    return false;
  }

  /** Says how an edge runs; `ports` tell the inner ends of containers. */
  routeOf(edge: Pick<FlowEdge, 'from' | 'to'>, ports: ReadonlyMap<string, NodePorts>): EdgeRoute {
    return this.routeBetween(splitEndpoint(edge.from), splitEndpoint(edge.to), ports);
  }

  /** As `routeOf`, for an edge that has been split. */
  routeBetween(from: Endpoint, to: Endpoint, ports: ReadonlyMap<string, NodePorts>): EdgeRoute {
    if (from.nodeId === to.nodeId) {
      const inner = ports.get(from.nodeId)?.inner;
      const isThrough =
        inner?.outputs.some(({ id }) => id === from.portId) &&
        inner.inputs.some(({ id }) => id === to.portId);
      return isThrough ? { kind: 'through' } : plain;
    }
    const sources = this.ancestorsOf(from.nodeId);
    const targets = this.ancestorsOf(to.nodeId);
    if (sources.length === 0 && targets.length === 0) return plain;
    const above = targets.indexOf(from.nodeId);
    if (above >= 0) return { kind: 'entry', into: targets.slice(0, above).toReversed() };
    const [parent] = sources;
    if (parent === undefined) return { kind: 'capture', into: targets.toReversed() };
    if (parent === to.nodeId) return { kind: 'result' };
    const shared = targets.indexOf(parent);
    if (shared < 0) return { kind: 'leaves', container: parent };
    return shared === 0 ? plain : { kind: 'capture', into: targets.slice(0, shared).toReversed() };
  }

  #climb(nodeId: string): readonly string[] {
    const { nodes } = this.#document;
    const ancestors: string[] = [];
    const seen = new Set([nodeId]);
    let parent = nodes[nodeId]?.parent;
    while (parent !== undefined && Object.hasOwn(nodes, parent)) {
      if (seen.has(parent)) return noAncestors;
      seen.add(parent);
      ancestors.push(parent);
      parent = nodes[parent]?.parent;
    }
    return ancestors;
  }
}
