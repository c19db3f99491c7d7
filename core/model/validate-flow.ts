import type { JsonObject } from '../shared/json.ts';
import type { Finding } from './finding.ts';
import { checkEdges, checkRequired, wireEdge, type Wiring } from './check-wires.ts';
import { findCycles } from './find-cycles.ts';
import { findEqualTitles } from './find-equal-titles.ts';
import { findLooseNodes } from './find-loose-nodes.ts';
import type { FlowDocument } from './flow-document.ts';
import { Nesting } from './nesting.ts';
import type { NodePorts } from './port.ts';

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
  /** Whether other nodes may name a node of this kind as their parent. */
  readonly isContainer: boolean;
  /** Whether a run's input enters, or its result leaves, at nodes of this kind. */
  readonly isFlowEnd: boolean;
  /** Whether a node may do something beyond giving its outputs, such as writing a file. */
  readonly hasEffects: boolean;
  ports(settings: JsonObject): NodePorts;
  check(settings: JsonObject): readonly SettingsIssue[];
}

/** The kinds that validation knows. */
export interface KindChecks {
  find(kind: string): KindCheck | undefined;
  ids(): readonly string[];
}

/** The ports of all nodes of known kinds, by node id. */
export function portsOfNodes(
  document: FlowDocument,
  kinds: KindChecks,
): ReadonlyMap<string, NodePorts> {
  const ports = new Map<string, NodePorts>();
  for (const [nodeId, node] of Object.entries(document.nodes)) {
    const nodePorts = kinds.find(node.kind)?.ports(node.settings);
    if (nodePorts) ports.set(nodeId, nodePorts);
  }
  return ports;
}

/** What all checks of wires look at, made once. */
export function readWiring(document: FlowDocument, ports: ReadonlyMap<string, NodePorts>): Wiring {
  const nesting = new Nesting(document);
  const edges = document.edges.map((edge) => wireEdge(edge, ports, nesting));
  return { document, ports, nesting, edges };
}

/** Everything that is wrong, or may be, with a document of the right shape; all findings together, in file order. */
export function validateFlow(
  document: FlowDocument,
  kinds: KindChecks,
  wiring = readWiring(document, portsOfNodes(document, kinds)),
): Finding[] {
  const findings: Finding[] = [];
  for (const [nodeId, node] of Object.entries(document.nodes)) {
    const kind = kinds.find(node.kind);
    if (kind) checkNode(nodeId, node, kind, findings);
    else findings.push(unknownKind(nodeId, node.kind, kinds.ids()));
    if (node.parent !== undefined)
      findings.push(...checkParent(wiring, nodeId, node.parent, kinds));
  }
  return findings.concat(
    checkEdges(wiring),
    checkRequired(wiring),
    findCycles(wiring),
    findEqualTitles(wiring, kinds),
    findLooseNodes(wiring, kinds),
  );
}

/** Containers run within each other's calls, and the stack of calls is not endless. */
const deepestNesting = 64;

function checkParent(
  { document, nesting }: Wiring,
  nodeId: string,
  parentId: string,
  kinds: KindChecks,
): readonly Finding[] {
  const node = document.nodes[nodeId];
  const title = node?.title ?? nodeId;
  const report = (code: string, message: string, action: string): readonly Finding[] => [
    {
      severity: 'error',
      code,
      message,
      action,
      place: { path: ['nodes', nodeId, 'parent'], nodeId },
    },
  ];
  const parent = Object.hasOwn(document.nodes, parentId) ? document.nodes[parentId] : undefined;
  if (!parent) {
    return report(
      'unknown_parent',
      `"${title}" lies inside "${parentId}", which is not in the flow.`,
      'Remove the parent, or add the container.',
    );
  }
  const kind = kinds.find(parent.kind);
  if (kind && !kind.isContainer) {
    return report(
      'not_a_container',
      `"${title}" lies inside "${parent.title}", which holds no other nodes.`,
      'Remove the parent, or choose a container.',
    );
  }
  if (nesting.isInRing(nodeId)) {
    return report(
      'parent_ring',
      `"${title}" lies inside itself, by way of "${parent.title}".`,
      'Remove one of the parents.',
    );
  }
  if (nesting.ancestorsOf(nodeId).length > deepestNesting) {
    return report(
      'nested_too_deep',
      `"${title}" lies in more than ${deepestNesting} containers.`,
      'Move the inner ones into a flow of their own, and run that with a Sub-flow.',
    );
  }
  if (node && kinds.find(node.kind)?.isFlowEnd === true) {
    return report(
      'end_in_container',
      `"${title}" is an end of the flow and cannot lie inside "${parent.title}".`,
      'Move it out, and wire it to the container.',
    );
  }
  return [];
}

function checkNode(
  nodeId: string,
  node: FlowDocument['nodes'][string],
  kind: KindCheck,
  findings: Finding[],
): void {
  if (node.kindVersion > kind.version) {
    findings.push({
      severity: 'error',
      code: 'newer_kind_version',
      message: `"${node.title}" was made with a newer ${kind.title} (version ${node.kindVersion}, here ${kind.version}).`,
      action: 'Update Millrace to run this flow.',
      place: { path: ['nodes', nodeId, 'kindVersion'], nodeId },
    });
  }
  for (const { path, ...issue } of kind.check(node.settings)) {
    findings.push({
      ...issue,
      message: `"${node.title}": ${issue.message}`,
      place: { path: ['nodes', nodeId, 'settings', ...path], nodeId },
    });
  }
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
