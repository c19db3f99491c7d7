import type { Finding } from './finding.ts';
import { splitEndpoint, type FlowDocument, type FlowEdge } from './flow-document.ts';
import { refuseConnection, type NodePorts, type Port } from './port.ts';

/** Wires that end nowhere, stand twice, or join what does not fit. */
export function checkEdges(
  document: FlowDocument,
  ports: ReadonlyMap<string, NodePorts>,
): Finding[] {
  const findings: Finding[] = [];
  const taken = new Set<string>();
  const seen = new Set<string>();
  for (const [edgeIndex, edge] of document.edges.entries()) {
    const report = (side: 'from' | 'to', code: string, message: string, action: string): void => {
      const nodeId = splitEndpoint(edge[side]).nodeId;
      const known = Object.hasOwn(document.nodes, nodeId);
      const place = { path: ['edges', edgeIndex, side], edgeIndex, ...(known ? { nodeId } : {}) };
      findings.push({ severity: 'error', code, message, action, place });
    };
    const from = findEnd(document, ports, edge, 'from', report);
    const to = findEnd(document, ports, edge, 'to', report);
    const key = `${edge.from} ${edge.to}`;
    if (seen.has(key))
      report(
        'to',
        'duplicate_edge',
        `The wire ${edge.from} → ${edge.to} stands twice.`,
        'Remove one.',
      );
    else if (to && !to.multiple && taken.has(edge.to)) {
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

type Report = (side: 'from' | 'to', code: string, message: string, action: string) => void;

function findEnd(
  document: FlowDocument,
  ports: ReadonlyMap<string, NodePorts>,
  edge: FlowEdge,
  side: 'from' | 'to',
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
  const nodePorts = ports.get(nodeId);
  if (!nodePorts) return undefined;
  const list = side === 'from' ? nodePorts.outputs : nodePorts.inputs;
  const port = list.find((candidate) => candidate.id === portId);
  if (!port) {
    const names = list.map((candidate) => candidate.id).join(', ') || 'none';
    const what = side === 'from' ? 'output' : 'input';
    report(
      side,
      'unknown_port',
      `"${document.nodes[nodeId]?.title}" has no ${what} "${portId}".`,
      `It has: ${names}.`,
    );
  }
  return port;
}

/** Required inputs without a wire. */
export function checkRequired(
  document: FlowDocument,
  ports: ReadonlyMap<string, NodePorts>,
): Finding[] {
  const wired = new Set(document.edges.map((edge) => edge.to));
  const findings: Finding[] = [];
  for (const [nodeId, nodePorts] of ports) {
    if (document.nodes[nodeId]?.disabled) continue;
    for (const port of nodePorts.inputs) {
      if (!port.required || wired.has(`${nodeId}.${port.id}`)) continue;
      findings.push({
        severity: 'error',
        code: 'input_missing',
        message: `"${document.nodes[nodeId]?.title}" needs a wire to its input ${port.label}.`,
        action: 'Connect an output to it.',
        place: { path: ['nodes', nodeId], nodeId },
      });
    }
  }
  return findings;
}

/** One finding per cycle of data wires; tools may be shared in any shape. */
export function findCycles(
  document: FlowDocument,
  ports: ReadonlyMap<string, NodePorts>,
): Finding[] {
  const targets = new Map<string, string[]>();
  const incoming = new Map<string, number>();
  for (const nodeId of Object.keys(document.nodes)) incoming.set(nodeId, 0);
  for (const edge of document.edges) {
    const from = splitEndpoint(edge.from);
    const to = splitEndpoint(edge.to);
    const port = ports.get(to.nodeId)?.inputs.find((candidate) => candidate.id === to.portId);
    if (port?.type === 'tool' || !incoming.has(from.nodeId) || !incoming.has(to.nodeId)) continue;
    const reached = targets.get(from.nodeId);
    if (reached) reached.push(to.nodeId);
    else targets.set(from.nodeId, [to.nodeId]);
    incoming.set(to.nodeId, (incoming.get(to.nodeId) ?? 0) + 1);
  }
  const ready = [...incoming].filter(([, count]) => count === 0).map(([nodeId]) => nodeId);
  for (let nodeId = ready.pop(); nodeId !== undefined; nodeId = ready.pop()) {
    incoming.delete(nodeId);
    for (const target of targets.get(nodeId) ?? []) {
      const count = (incoming.get(target) ?? 0) - 1;
      incoming.set(target, count);
      if (count === 0) ready.push(target);
    }
  }
  return describeCycles(document, incoming, targets);
}

function describeCycles(
  document: FlowDocument,
  stuck: ReadonlyMap<string, number>,
  targets: ReadonlyMap<string, readonly string[]>,
): Finding[] {
  const findings: Finding[] = [];
  const told = new Set<string>();
  for (const start of stuck.keys()) {
    const trail: string[] = [];
    let nodeId: string | undefined = start;
    while (nodeId !== undefined && !told.has(nodeId)) {
      told.add(nodeId);
      trail.push(nodeId);
      nodeId = targets.get(nodeId)?.find((target) => stuck.has(target));
    }
    const from = nodeId === undefined ? -1 : trail.indexOf(nodeId);
    if (from < 0) continue;
    const cycle = trail.slice(from);
    const names = [...cycle, cycle[0] ?? '']
      .map((id) => document.nodes[id]?.title ?? id)
      .join(' → ');
    findings.push({
      severity: 'error',
      code: 'cycle',
      message: `These nodes wait for each other: ${names}.`,
      action: 'Remove one of the wires.',
      place: {
        path: ['nodes', cycle[0] ?? ''],
        ...(cycle[0] === undefined ? {} : { nodeId: cycle[0] }),
      },
    });
  }
  return findings;
}
