import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument, FlowEdge } from '../../core/model/flow-document.ts';
import { WaitOrder } from './wait-order.ts';
import { edgeId } from './flow-edits.ts';
import { waitOf } from './wire-graph.ts';
import type { Ends, Wires } from './wire-graph.ts';

/**
 * A document's wires while many are drawn and taken away one after the other: each change costs what hangs on it, not
 * what hangs on the whole flow. The nodes stay as they are.
 */
export class WireDraft implements Wires {
  readonly #document: FlowDocument;
  /** In the order in which the document lists them, new ones last. */
  readonly #edges = new Set<FlowEdge>();
  readonly #byEnd = new Map<string, Set<FlowEdge>>();
  readonly #byNode = new Map<string, Set<FlowEdge>>();
  readonly #order: WaitOrder;

  constructor(document: FlowDocument) {
    this.#document = document;
    for (const edge of document.edges) this.#note(edge);
    this.#order = new WaitOrder(Object.keys(document.nodes), (nodeId) => this.#waitersOf(nodeId));
  }

  /** The wires as they stand now. */
  get edges(): FlowEdge[] {
    return [...this.#edges];
  }

  wiresTo(end: string): readonly FlowEdge[] {
    return [...(this.#byEnd.get(end) ?? [])];
  }

  /** The wires that start at a node's outputs. */
  wiresFrom(nodeId: string): readonly FlowEdge[] {
    return this.#wiresAt(nodeId).filter(({ from }) => splitEndpoint(from).nodeId === nodeId);
  }

  closesCircle(wire: Ends, without: readonly FlowEdge[]): boolean {
    const wanted = waitOf(this.#document, wire);
    if (wanted === undefined) return false;
    const left = new Set(without);
    return this.#order.leads(wanted[1], wanted[0], (edge) => left.has(edge));
  }

  /** Takes a node's wires away. */
  cutOff(nodeId: string): void {
    for (const edge of this.#wiresAt(nodeId)) this.#drop(edge);
  }

  /** Draws a wire in place of those in `instead` (ids), which end where it ends. */
  connect({ from, to }: Ends, instead: readonly string[]): void {
    for (const edge of this.wiresTo(to)) if (instead.includes(edgeId(edge))) this.#drop(edge);
    const edge = { from, to };
    this.#note(edge);
    const wait = waitOf(this.#document, edge);
    if (wait !== undefined) this.#order.noteWait(wait[0], wait[1]);
  }

  #wiresAt(nodeId: string): readonly FlowEdge[] {
    return [...(this.#byNode.get(nodeId) ?? [])];
  }

  #note(edge: FlowEdge): void {
    this.#edges.add(edge);
    addTo(this.#byEnd, edge.to, edge);
    for (const nodeId of this.#nodesOf(edge)) addTo(this.#byNode, nodeId, edge);
  }

  #drop(edge: FlowEdge): void {
    this.#edges.delete(edge);
    this.#byEnd.get(edge.to)?.delete(edge);
    for (const nodeId of this.#nodesOf(edge)) this.#byNode.get(nodeId)?.delete(edge);
  }

  /** The nodes at the wire's ends. */
  #nodesOf({ from, to }: FlowEdge): readonly string[] {
    return [splitEndpoint(from).nodeId, splitEndpoint(to).nodeId];
  }

  *#waitersOf(nodeId: string): Generator<readonly [waiter: string, edge: FlowEdge]> {
    for (const edge of this.#byNode.get(nodeId) ?? []) {
      const wait = waitOf(this.#document, edge);
      if (wait?.[0] === nodeId) yield [wait[1], edge];
    }
  }
}

function addTo(sets: Map<string, Set<FlowEdge>>, key: string, edge: FlowEdge): void {
  const known = sets.get(key);
  if (known) known.add(edge);
  else sets.set(key, new Set([edge]));
}
