import { portAt } from './check-wires.ts';
import {
  flowFormat,
  flowFormatVersion,
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  type Placement,
} from './flow-document.ts';
import { Nesting } from './nesting.ts';
import { isMoved, refuseExtraction, type ExtractOptions } from './refuse-extraction.ts';
import type { NodePorts, Port } from './port.ts';

/** The changed document, or a plain sentence that says why the nodes cannot become a flow of their own. */
export type Extraction = { readonly document: FlowDocument } | { readonly refusal: string };

/** The kind of the node that runs the extracted flow. */
const subFlowKind = 'sub-flow';
const endSpacing = 120;
const endDistance = 320;

/**
 * Makes a sub-flow of a selection: moves the nodes, with all that lies in them, into a flow that one new node holds.
 * Each value that comes in becomes an input of that flow, each that goes out an output.
 */
export function extractSubFlow(
  document: FlowDocument,
  selection: readonly string[],
  options: ExtractOptions,
): Extraction {
  const nesting = new Nesting(document);
  const moved = new Set(selection.filter((nodeId) => Object.hasOwn(document.nodes, nodeId)));
  for (const nodeId of Object.keys(document.nodes))
    if (nesting.ancestorsOf(nodeId).some((ancestor) => moved.has(ancestor))) moved.add(nodeId);
  const parents = new Set(
    [...moved]
      .map((nodeId) => nesting.parentOf(nodeId))
      .filter((parent) => parent === undefined || !moved.has(parent)),
  );
  const refusal = refuseExtraction(document, nesting, moved, parents, options);
  if (refusal !== undefined) return { refusal };
  const parent = [...parents][0];
  const wires = sortWires(document, nesting, moved, options.ports);
  const inner = buildInner(document, moved, parent, wires, options.title);
  return { document: buildOuter(document, moved, parent, wires, inner, options) };
}

/** A value that crosses the border, with the end that stands for it inside. */
interface Crossing {
  readonly endId: string;
  /** The output that it comes from. */
  readonly from: string;
  /** The inputs that it goes to. */
  readonly to: string[];
  readonly port: Port | undefined;
}

interface SortedWires {
  readonly inside: readonly FlowEdge[];
  readonly outside: readonly FlowEdge[];
  readonly incoming: readonly Crossing[];
  readonly outgoing: readonly Crossing[];
}

function sortWires(
  document: FlowDocument,
  nesting: Nesting,
  moved: ReadonlySet<string>,
  ports: ReadonlyMap<string, NodePorts>,
): SortedWires {
  const inside: FlowEdge[] = [];
  const outside: FlowEdge[] = [];
  const incoming = new Map<string, Crossing>();
  const outgoing = new Map<string, Crossing>();
  const freeId = (stem: string, known: ReadonlyMap<string, Crossing>): string => {
    for (let number = known.size + 1; ; number++)
      if (!moved.has(`${stem}${number}`)) return `${stem}${number}`;
  };
  for (const edge of document.edges) {
    const comes = isMoved(moved, edge.from);
    const goes = isMoved(moved, edge.to);
    if (comes && goes) inside.push(edge);
    else if (!comes && !goes) outside.push(edge);
    else {
      const crossings = goes ? incoming : outgoing;
      const port = portAt(ports, edge, goes ? 'to' : 'from', nesting.routeOf(edge, ports));
      const endId = freeId(goes ? 'in' : 'out', crossings);
      const crossing = crossings.get(edge.from) ?? { endId, from: edge.from, to: [], port };
      crossings.set(edge.from, crossing);
      crossing.to.push(edge.to);
    }
  }
  return { inside, outside, incoming: [...incoming.values()], outgoing: [...outgoing.values()] };
}

function buildInner(
  document: FlowDocument,
  moved: ReadonlySet<string>,
  parent: string | undefined,
  { inside, incoming, outgoing }: SortedWires,
  title: string,
): FlowDocument {
  const places = [...moved].flatMap((nodeId) => {
    const place = document.layout[nodeId];
    return place ? [[nodeId, place] as const] : [];
  });
  const right = places.reduce((most, [, [x]]) => Math.max(most, x), 0) + endDistance;
  const [left, top] = corner(places.map(([, place]) => place));
  const layout: Record<string, Placement> = Object.fromEntries(places);
  const nodes: Record<string, FlowNode> = {};
  for (const nodeId of moved) {
    const node = document.nodes[nodeId];
    if (!node) continue;
    const { parent: own, ...rest } = node;
    nodes[nodeId] = own === parent ? rest : node;
  }
  for (const [index, { endId, port }] of incoming.entries()) {
    nodes[endId] = flowEnd('input', port?.label ?? endId, { type: 'any' });
    layout[endId] = [left - endDistance, top + index * endSpacing];
  }
  for (const [index, { endId, port }] of outgoing.entries()) {
    nodes[endId] = flowEnd('output', port?.label ?? endId, {});
    layout[endId] = [right, top + index * endSpacing];
  }
  return {
    format: flowFormat,
    formatVersion: flowFormatVersion,
    id: crypto.randomUUID(),
    name: title,
    description: '',
    nodes,
    edges: [
      ...inside,
      ...incoming.flatMap(({ endId, to }) =>
        to.map((end) => ({ from: `${endId}.value`, to: end })),
      ),
      ...outgoing.map(({ endId, from }) => ({ from, to: `${endId}.value` })),
    ],
    layout,
  };
}

function buildOuter(
  document: FlowDocument,
  moved: ReadonlySet<string>,
  parent: string | undefined,
  { outside, incoming, outgoing }: SortedWires,
  inner: FlowDocument,
  { nodeId, title }: ExtractOptions,
): FlowDocument {
  const keep = <Value>(all: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(all).filter(([id]) => !moved.has(id)));
  const node: FlowNode = {
    kind: subFlowKind,
    kindVersion: 1,
    title,
    settings: { flow: inner as FlowNode['settings'][string] },
    ...(parent === undefined ? {} : { parent }),
  };
  const places = [...moved].flatMap((id) => {
    const place = document.layout[id];
    return place ? [place] : [];
  });
  const layout = keep(document.layout);
  if (places.length > 0) layout[nodeId] = corner(places);
  return {
    ...document,
    nodes: { ...keep(document.nodes), [nodeId]: node },
    edges: [
      ...outside,
      ...incoming.map(({ endId, from }) => ({ from, to: `${nodeId}.${endId}` })),
      ...outgoing.flatMap(({ endId, to }) =>
        to.map((end) => ({ from: `${nodeId}.${endId}`, to: end })),
      ),
    ],
    layout,
  };
}

function flowEnd(kind: string, title: string, settings: FlowNode['settings']): FlowNode {
  return { kind, kindVersion: 1, title, settings };
}

/** The left upper corner of places; the canvas's origin when there are none. */
function corner(places: readonly Placement[]): [x: number, y: number] {
  const [first] = places;
  if (first === undefined) return [0, 0];
  let [left, top] = first;
  for (const [x, y] of places) {
    left = Math.min(left, x);
    top = Math.min(top, y);
  }
  return [left, top];
}
