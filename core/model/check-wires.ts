import type { Finding } from './finding.ts';
import { splitEndpoint, type Endpoint, type FlowDocument, type FlowEdge } from './flow-document.ts';
import type { EdgeRoute, Nesting } from './nesting.ts';
import { refuseConnection, type NodePorts, type Port } from './port.ts';

/** A flow's wires as the checks see them. */
export interface Wiring {
  readonly document: FlowDocument;
  readonly ports: ReadonlyMap<string, NodePorts>;
  readonly nesting: Nesting;
  /** In the order of the document's edges. */
  readonly edges: readonly WiredEdge[];
}

/** An edge with what its ends are. */
export interface WiredEdge {
  readonly edge: FlowEdge;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly route: EdgeRoute;
  /** Absent where the edge ends at no port, or at a node of an unknown kind. */
  readonly fromPort: Port | undefined;
  readonly toPort: Port | undefined;
}

type Report = (side: 'from' | 'to', code: string, message: string, action: string) => void;

/** Wires that end nowhere, stand twice, leave their container, or join what does not fit. */
export function checkEdges(wiring: Wiring): Finding[] {
  const { document, edges } = wiring;
  const findings: Finding[] = [];
  const taken = new Set<string>();
  const seen = new Set<string>();
  for (const [edgeIndex, wired] of edges.entries()) {
    const { edge, route, fromPort: from, toPort: to } = wired;
    const report: Report = (side, code, message, action) => {
      const { nodeId } = wired[side];
      const known = Object.hasOwn(document.nodes, nodeId);
      const place = { path: ['edges', edgeIndex, side], edgeIndex, ...(known ? { nodeId } : {}) };
      findings.push({ severity: 'error', code, message, action, place });
    };
    if (!from) reportEnd(wiring, wired, 'from', report);
    if (!to) reportEnd(wiring, wired, 'to', report);
    if (route.kind === 'leaves' && from && to)
      reportLeaving(document, edge, route.container, report);
    const key = `${edge.from} ${edge.to}`;
    if (seen.has(key)) {
      report(
        'to',
        'duplicate_edge',
        `The wire ${edge.from} → ${edge.to} stands twice.`,
        'Remove one.',
      );
    } else if (to && !to.multiple && taken.has(edge.to)) {
      report(
        'to',
        'input_taken',
        `The input ${edge.to} already has a wire.`,
        'Remove one of the two.',
      );
    }
    seen.add(key);
    taken.add(edge.to);
    const reason = from && to ? refuseConnection(from.type, to.type) : undefined;
    if (reason) report('to', 'type_mismatch', reason, 'Connect a port that fits.');
  }
  return findings;
}

/** The port at an edge's end: an inner one where the edge ends at a container from within. */
export function portAt(
  ports: ReadonlyMap<string, NodePorts>,
  edge: Pick<FlowEdge, 'from' | 'to'>,
  side: 'from' | 'to',
  route: EdgeRoute,
): Port | undefined {
  return portOf(ports, splitEndpoint(edge[side]), side, route);
}

function portOf(
  ports: ReadonlyMap<string, NodePorts>,
  { nodeId, portId }: Endpoint,
  side: 'from' | 'to',
  route: EdgeRoute,
): Port | undefined {
  const list = portsOn(ports.get(nodeId), side, route);
  return list?.find((candidate) => candidate.id === portId);
}

/** An edge with its ends looked up. */
export function wireEdge(
  edge: FlowEdge,
  ports: ReadonlyMap<string, NodePorts>,
  nesting: Nesting,
): WiredEdge {
  const from = splitEndpoint(edge.from);
  const to = splitEndpoint(edge.to);
  const route = nesting.routeBetween(from, to, ports);
  const fromPort = portOf(ports, from, 'from', route);
  return { edge, from, to, route, fromPort, toPort: portOf(ports, to, 'to', route) };
}

function portsOn(
  nodePorts: NodePorts | undefined,
  side: 'from' | 'to',
  route: EdgeRoute,
): readonly Port[] | undefined {
  if (side === 'from')
    return isInside('from', route) ? (nodePorts?.inner?.outputs ?? []) : nodePorts?.outputs;
  return isInside('to', route) ? (nodePorts?.inner?.inputs ?? []) : nodePorts?.inputs;
}

function isInside(side: 'from' | 'to', route: EdgeRoute): boolean {
  if (route.kind === 'through') return true;
  return route.kind === (side === 'from' ? 'entry' : 'result');
}

/** Says why an edge has no port at one end; nothing where the node's kind is unknown. */
function reportEnd(
  { document, ports }: Wiring,
  { route, ...ends }: WiredEdge,
  side: 'from' | 'to',
  report: Report,
): void {
  const { nodeId, portId } = ends[side];
  if (!Object.hasOwn(document.nodes, nodeId)) {
    report(
      side,
      'unknown_node',
      `A wire ends at "${nodeId}", which is not in the flow.`,
      'Remove the wire.',
    );
    return;
  }
  const list = portsOn(ports.get(nodeId), side, route);
  if (!list) return;
  const names = list.map((candidate) => candidate.id).join(', ') || 'none';
  const what = `${side === 'from' ? 'output' : 'input'} "${portId}"`;
  const where = isInside(side, route) ? ' for the nodes in it' : '';
  report(
    side,
    'unknown_port',
    `"${document.nodes[nodeId]?.title}" has no ${what}${where}.`,
    `It has: ${names}.`,
  );
}

function reportLeaving(
  document: FlowDocument,
  edge: FlowEdge,
  container: string,
  report: Report,
): void {
  const { message, action } = describeLeaving(document, edge, container);
  report('from', 'edge_leaves_container', message, action);
}

/** Why no wire may lead out of a container, and what to do instead. */
export function describeLeaving(
  document: FlowDocument,
  edge: Pick<FlowEdge, 'from'>,
  container: string,
): { readonly message: string; readonly action: string } {
  const title = (nodeId: string): string => document.nodes[nodeId]?.title ?? nodeId;
  const inside = title(splitEndpoint(edge.from).nodeId);
  return {
    message: `A wire leads from "${inside}" straight out of "${title(container)}".`,
    action: `End it at "${title(container)}", and go on from its output.`,
  };
}

/** Required inputs without a wire; those of disabled nodes, and of nodes in disabled containers, may lack one. */
export function checkRequired({ document, ports, nesting }: Wiring): Finding[] {
  const wired = new Set(document.edges.map((edge) => edge.to));
  const findings: Finding[] = [];
  const look = (nodeId: string, list: readonly Port[], side: string): void => {
    for (const port of list) {
      if (port.required !== true || wired.has(`${nodeId}.${port.id}`)) continue;
      if (isDisabled(document, nesting, nodeId)) return;
      findings.push({
        severity: 'error',
        code: 'input_missing',
        message: `"${document.nodes[nodeId]?.title}" needs a wire ${side} its input ${port.label}.`,
        action: 'Connect an output to it.',
        place: { path: ['nodes', nodeId], nodeId, portId: port.id },
      });
    }
  };
  for (const [nodeId, { inputs, inner }] of ports) {
    look(nodeId, inputs, 'to');
    if (inner) look(nodeId, inner.inputs, 'from inside to');
  }
  return findings;
}

/** Whether a node, or a container that it lies in, takes no part in runs. */
export function isDisabled(document: FlowDocument, nesting: Nesting, nodeId: string): boolean {
  if (document.nodes[nodeId]?.disabled === true) return true;
  return nesting.ancestorsOf(nodeId).some((id) => document.nodes[id]?.disabled === true);
}
