import type { Wiring } from '../model/check-wires.ts';
import type { FlowCheck } from '../model/flow-check.ts';
import type { Finding } from '../model/finding.ts';
import type { FlowDocument } from '../model/flow-document.ts';
import { parseFlow } from '../model/flow-file.ts';
import type { NodeInfo } from '../model/kind-descriptor.ts';
import { portsOfNodes, readWiring, validateFlow } from '../model/validate-flow.ts';
import type { KindRegistry } from '../module/kind-registry.ts';

/** A flow's text as the engine reads it. */
export interface ReadFlow {
  /** Absent when the text is no flow at all; the findings say why. */
  readonly document?: FlowDocument;
  /** How the document is wired. */
  readonly wiring?: Wiring;
  readonly findings: readonly Finding[];
  readonly readOnly: boolean;
}

/** Parses and validates a flow file's text: all findings with their places. Never throws. */
export function readFlow(text: string, kinds: KindRegistry): ReadFlow {
  const { document, findings, readOnly, locate } = parseFlow(text);
  if (!document) return { findings, readOnly };
  const wiring = readWiring(document, portsOfNodes(document, kinds));
  const semantic = validateFlow(document, kinds, wiring).map((finding) => ({
    ...finding,
    place: locate(finding.place),
  }));
  return { document, wiring, findings: [...findings, ...semantic], readOnly };
}

/** As `readFlow`, with how each node looks. */
export function checkFlow(text: string, kinds: KindRegistry): FlowCheck {
  return describeFlow(readFlow(text, kinds), kinds);
}

/** What people are told of a flow that has been read. */
export function describeFlow(
  { document, wiring, findings, readOnly }: ReadFlow,
  kinds: KindRegistry,
): FlowCheck {
  if (!document || !wiring) return { findings, nodes: {}, readOnly };
  return { document, findings, nodes: describeNodes(wiring, kinds), readOnly };
}

function describeNodes(wiring: Wiring, kinds: KindRegistry): Record<string, NodeInfo> {
  const { document, ports } = wiring;
  const tools = countTools(wiring);
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

function countTools({ edges }: Wiring): ReadonlyMap<string, number> {
  const tools = new Map<string, number>();
  for (const { to, toPort } of edges)
    if (toPort?.type === 'tool') tools.set(to.nodeId, (tools.get(to.nodeId) ?? 0) + 1);
  return tools;
}
