import type { Finding } from './finding.ts';
import { splitEndpoint, type FlowDocument, type FlowEdge } from './flow-document.ts';
import type { EdgeRoute, Nesting } from './nesting.ts';
import { refuseConnection, type NodePorts, type Port } from './port.ts';

/** A flow's wires as the checks see them. */
export interface Wiring {
  readonly document: FlowDocument;
  readonly ports: ReadonlyMap<string, NodePorts>;
  readonly nesting: Nesting;
  /** How each edge runs, in the order of the edges. */
  readonly routes: readonly EdgeRoute[];
}

type Report = (side: 'from' | 'to', code: string, message: string, action: string) => void;

/** Wires that end nowhere, stand twice, leave their container, or join what does not fit. */
export function checkEdges(wiring: Wiring): Finding[] {
  const { document, routes } = wiring;
  const findings: Finding[] = [];
  const taken = new Set<string>();
  const seen = new Set<string>();
  for (const [edgeIndex, edge] of document.edges.entries()) {
    const report: Report = (side, code, message, action) => {
      const nodeId = splitEndpoint(edge[side]).nodeId;
      const known = Object.hasOwn(document.nodes, nodeId);
      const place = { path: ['edges', edgeIndex, side], edgeIndex, ...(known ? { nodeId } : {}) };
      findings.push({ severity: 'error', code, message, action, place });
    };
    const route = routes[edgeIndex] ?? { kind: 'plain' };
    const from = findEnd(wiring, edge, 'from', route, report);
    const to = findEnd(wiring, edge, 'to', route, report);
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
  const { nodeId, portId } = splitEndpoint(edge[side]);
  const list = portsOn(ports.get(nodeId), side, route);
  return list?.find((candidate) => candidate.id === portId);
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

function findEnd(
  { document, ports }: Wiring,
  edge: FlowEdge,
  side: 'from' | 'to',
  route: EdgeRoute,
  report: Report,
): Port | undefined {
  const { nodeId, portId } = splitEndpoint(edge[side]);
  if (!Object.hasOwn(document.nodes, nodeId)) {
    report(
      side,
      'unknown_node',
      `A wire ends at "${nodeId}", which is not in the flow.`,
      'Remove the wire.',
    );
    return undefined;
  }
  const list = portsOn(ports.get(nodeId), side, route);
  const port = list?.find((candidate) => candidate.id === portId);
  if (list && !port) {
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
  return port;
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
  for (const [nodeId, nodePorts] of ports) {
    const node = document.nodes[nodeId];
    if (!node || isDisabled(document, nesting, nodeId)) continue;
    const report = (port: Port, side: string): void => {
      if (port.required !== true || wired.has(`${nodeId}.${port.id}`)) return;
      findings.push({
        severity: 'error',
        code: 'input_missing',
        message: `"${node.title}" needs a wire ${side} its input ${port.label}.`,
        action: 'Connect an output to it.',
        place: { path: ['nodes', nodeId], nodeId },
      });
    };
    for (const port of nodePorts.inputs) report(port, 'to');
    for (const port of nodePorts.inner?.inputs ?? []) report(port, 'from inside to');
  }
  return findings;
}

function isDisabled(document: FlowDocument, nesting: Nesting, nodeId: string): boolean {
  if (document.nodes[nodeId]?.disabled === true) return true;
  return nesting.ancestorsOf(nodeId).some((id) => document.nodes[id]?.disabled === true);
}
