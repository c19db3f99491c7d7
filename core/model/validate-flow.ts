import type { JsonObject } from '../shared/json.ts';
import type { Finding } from './finding.ts';
import { splitEndpoint, type FlowDocument, type FlowEdge } from './flow-document.ts';
import { refuseConnection, type NodePorts, type Port } from './port.ts';

/** One thing that is wrong with a node's settings; `path` starts inside the settings. */
export interface SettingsIssue {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly action?: string;
  readonly path: readonly (string | number)[];
}

/** What validation asks about one kind. */
export interface KindCheck {
  readonly version: number;
  readonly title: string;
  ports(settings: JsonObject): NodePorts;
  check(settings: JsonObject): readonly SettingsIssue[];
}

/** The kinds that validation knows. */
export interface KindChecks {
  find(kind: string): KindCheck | undefined;
  ids(): readonly string[];
}

/** Everything that is wrong, or may be, with a document of the right shape; all findings together, in file order. */
export function validateFlow(document: FlowDocument, kinds: KindChecks): Finding[] {
  const ports = new Map<string, NodePorts>();
  const findings: Finding[] = [];
  for (const [nodeId, node] of Object.entries(document.nodes)) {
    const kind = kinds.find(node.kind);
    if (kind) {
      ports.set(nodeId, kind.ports(node.settings));
      findings.push(...checkNode(nodeId, node, kind));
    } else {
      findings.push(unknownKind(nodeId, node.kind, kinds.ids()));
    }
    if (node.parent !== undefined && !Object.hasOwn(document.nodes, node.parent)) {
      findings.push({
        severity: 'error',
        code: 'unknown_parent',
        message: `"${node.title}" lies inside "${node.parent}", which is not in the flow.`,
        action: 'Remove the parent or add the container.',
        place: { path: ['nodes', nodeId, 'parent'], nodeId },
      });
    }
  }
  findings.push(
    ...checkEdges(document, ports),
    ...checkRequired(document, ports),
    ...findCycles(document, ports),
  );
  return findings;
}

function checkNode(
  nodeId: string,
  node: FlowDocument['nodes'][string],
  kind: KindCheck,
): Finding[] {
  const findings: Finding[] = kind.check(node.settings).map(({ path, ...issue }) => ({
    ...issue,
    message: `"${node.title}": ${issue.message}`,
    place: { path: ['nodes', nodeId, 'settings', ...path], nodeId },
  }));
  if (node.kindVersion > kind.version) {
    findings.unshift({
      severity: 'error',
      code: 'newer_kind_version',
      message: `"${node.title}" was made with a newer ${kind.title} (version ${node.kindVersion}, here ${kind.version}).`,
      action: 'Update Millrace to run this flow.',
      place: { path: ['nodes', nodeId, 'kindVersion'], nodeId },
    });
  }
  return findings;
}

function unknownKind(nodeId: string, kind: string, known: readonly string[]): Finding {
  return {
    severity: 'error',
    code: 'unknown_kind',
    message: `There is no module kind "${kind}".`,
    action: `Known kinds: ${known.join(', ')}. The node and its wires are kept.`,
    place: { path: ['nodes', nodeId, 'kind'], nodeId },
  };
}

function checkEdges(document: FlowDocument, ports: ReadonlyMap<string, NodePorts>): Finding[] {
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

function checkRequired(document: FlowDocument, ports: ReadonlyMap<string, NodePorts>): Finding[] {
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
function findCycles(document: FlowDocument, ports: ReadonlyMap<string, NodePorts>): Finding[] {
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
