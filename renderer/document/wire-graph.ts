import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument, FlowEdge } from '../../core/model/flow-document.ts';
import type { NodePorts } from '../../core/model/port.ts';
import { nestingOf } from './families.ts';
import { edgeId } from './flow-edits.ts';

/** The ends of a wire, there or wanted. */
export type Ends = Pick<FlowEdge, 'from' | 'to'>;

/** Wires that a new one is judged by. */
export interface Wires {
  /** The wires that end in a port, written "node.port". */
  wiresTo(end: string): readonly FlowEdge[];
  /** Whether nodes would wait for each other with this wire and without those. */
  closesCircle(wire: Ends, without: readonly FlowEdge[]): boolean;
}

/** A wire as a wait: the node that waits, for whichever wire. */
interface Wait {
  readonly edge: FlowEdge;
  readonly target: string;
}

const noPorts: ReadonlyMap<string, NodePorts> = new Map();
const none: readonly FlowEdge[] = [];

/** The wires of one document, found by where they end, and who waits for whom: many wires are judged by it in a row. */
export class WireGraph implements Wires {
  readonly #document: FlowDocument;
  readonly #byEnd: ReadonlyMap<string, readonly FlowEdge[]>;
  #waits: ReadonlyMap<string, readonly Wait[]> | undefined;
  /** The nodes that wait for a node, by that node and the wires that were left out. */
  readonly #reached = new Map<string, ReadonlySet<string>>();

  constructor(document: FlowDocument) {
    this.#document = document;
    this.#byEnd = Map.groupBy(document.edges, (edge) => edge.to);
  }

  wiresTo(end: string): readonly FlowEdge[] {
    return this.#byEnd.get(end) ?? none;
  }

  closesCircle(wire: Ends, without: readonly FlowEdge[]): boolean {
    const wanted = waitOf(this.#document, wire);
    return wanted !== undefined && this.#reachedFrom(wanted[1], without).has(wanted[0]);
  }

  #reachedFrom(start: string, without: readonly FlowEdge[]): ReadonlySet<string> {
    const key = [start, ...without.map((edge) => edgeId(edge))].join('\n');
    const known = this.#reached.get(key);
    if (known !== undefined) return known;
    this.#waits ??= this.#collectWaits();
    const left = new Set(without);
    const reached = new Set([start]);
    const open = [start];
    for (let nodeId = open.pop(); nodeId !== undefined; nodeId = open.pop()) {
      for (const { edge, target } of this.#waits.get(nodeId) ?? []) {
        if (reached.has(target) || left.has(edge)) continue;
        reached.add(target);
        open.push(target);
      }
    }
    this.#reached.set(key, reached);
    return reached;
  }

  #collectWaits(): ReadonlyMap<string, readonly Wait[]> {
    const waits = new Map<string, Wait[]>();
    for (const edge of this.#document.edges) {
      const wait = waitOf(this.#document, edge);
      if (wait === undefined) continue;
      const [from, target] = wait;
      const list = waits.get(from);
      if (list) list.push({ edge, target });
      else waits.set(from, [{ edge, target }]);
    }
    return waits;
  }
}

/** Who waits for whom by a wire: a container waits for what its nodes take from outside, not for them. */
export function waitOf(
  document: FlowDocument,
  edge: Ends,
): readonly [from: string, waiter: string] | undefined {
  const route = nestingOf(document).routeOf(edge, noPorts);
  const from = splitEndpoint(edge.from).nodeId;
  const to = splitEndpoint(edge.to).nodeId;
  if (route.kind === 'plain') return from === to ? undefined : [from, to];
  return route.kind === 'capture' ? [from, route.into[0] ?? to] : undefined;
}

const graphs = new WeakMap<FlowDocument, WireGraph>();

/** The wires of a document; reckoned once for each. */
export function graphOf(document: FlowDocument): WireGraph {
  const known = graphs.get(document) ?? new WireGraph(document);
  graphs.set(document, known);
  return known;
}
