import type { SourceGraph, SourceNode, SourceWire } from './source-graph.ts';

/** Finds nodes and wires of a source graph. */
export class GraphIndex {
  readonly graph: SourceGraph;
  readonly #nodes = new Map<string, SourceNode>();
  readonly #incoming = new Map<string, SourceWire[]>();
  readonly #outgoing = new Map<string, SourceWire[]>();

  constructor(graph: SourceGraph) {
    this.graph = graph;
    for (const node of graph.nodes) this.#nodes.set(node.id, node);
    for (const wire of graph.wires) {
      push(this.#incoming, wire.to, wire);
      push(this.#outgoing, wire.from, wire);
    }
  }

  node(id: string): SourceNode | undefined {
    return this.#nodes.get(id);
  }

  /** Wires into a node, in the file's order. */
  into(id: string): readonly SourceWire[] {
    return this.#incoming.get(id) ?? [];
  }

  /** Wires out of a node, in the file's order. */
  outOf(id: string): readonly SourceWire[] {
    return this.#outgoing.get(id) ?? [];
  }

  /** The nodes wired to one input of a node. */
  sources(id: string, input: string): readonly SourceNode[] {
    return this.into(id).flatMap((wire) => {
      const node = wire.toPort === input ? this.node(wire.from) : undefined;
      return node === undefined ? [] : [node];
    });
  }

  title(id: string): string {
    return this.node(id)?.title ?? id;
  }
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
