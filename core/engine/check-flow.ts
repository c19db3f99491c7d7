import type { FlowCheck } from '../model/flow-check.ts';
import type { Finding } from '../model/finding.ts';
import { splitEndpoint, type FlowDocument } from '../model/flow-document.ts';
import { parseFlow } from '../model/flow-file.ts';
import type { NodeInfo } from '../model/kind-descriptor.ts';
import type { NodePorts } from '../model/port.ts';
import { validateFlow } from '../model/validate-flow.ts';
import type { KindRegistry } from '../module/kind-registry.ts';

/** Parses and validates a flow file's text: all findings with their places, and how each node looks. Never throws. */
export function checkFlow(text: string, kinds: KindRegistry): FlowCheck {
  const { document, findings, readOnly, locate } = parseFlow(text);
  if (!document) return { findings, nodes: {}, readOnly };
  const semantic: Finding[] = validateFlow(document, kinds).map((finding) => ({
    ...finding,
    place: locate(finding.place),
  }));
  return {
    document,
    findings: [...findings, ...semantic],
    nodes: describeNodes(document, kinds),
    readOnly,
  };
}

function describeNodes(document: FlowDocument, kinds: KindRegistry): Record<string, NodeInfo> {
  const ports = new Map<string, NodePorts>();
  for (const [nodeId, node] of Object.entries(document.nodes)) {
    const kind = kinds.find(node.kind);
    if (kind) ports.set(nodeId, kind.ports(node.settings));
  }
  const tools = countTools(document, ports);
  const nodes: Record<string, NodeInfo> = {};
  for (const [nodeId, nodePorts] of ports) {
    const node = document.nodes[nodeId];
    if (!node) continue;
    nodes[nodeId] = {
      summary: kinds.summarize(node, { toolCount: tools.get(nodeId) ?? 0 }),
      ports: nodePorts,
    };
  }
  return nodes;
}

function countTools(
  document: FlowDocument,
  ports: ReadonlyMap<string, NodePorts>,
): ReadonlyMap<string, number> {
  const tools = new Map<string, number>();
  for (const edge of document.edges) {
    const { nodeId, portId } = splitEndpoint(edge.to);
    const port = ports.get(nodeId)?.inputs.find((candidate) => candidate.id === portId);
    if (port?.type === 'tool') tools.set(nodeId, (tools.get(nodeId) ?? 0) + 1);
  }
  return tools;
}
