import type { Finding } from '../../core/model/finding.ts';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { FlowDocument, FlowEdge } from '../../core/model/flow-document.ts';
import type { NodePorts } from '../../core/model/port.ts';
import { nestingOf } from '../document/families.ts';
import { isGroup } from '../document/group-kind.ts';
import { innerHandle } from '../document/handle-ids.ts';
import type { WiredPorts } from './node-shape.ts';

/** The handles that a wire is drawn between. */
export interface WireHandles {
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
  readonly targetHandle: string;
}

/** Where each wire starts and ends on the canvas: at a container from outside, or from within. */
export function handlesOf(
  document: FlowDocument,
  edge: FlowEdge,
  ports: ReadonlyMap<string, NodePorts>,
): WireHandles {
  const from = splitEndpoint(edge.from);
  const to = splitEndpoint(edge.to);
  const { kind } = nestingOf(document).routeOf(edge, ports);
  const startsInside = kind === 'entry' || kind === 'through';
  const endsInside = kind === 'result' || kind === 'through';
  return {
    source: from.nodeId,
    sourceHandle: startsInside ? innerHandle(from.portId) : from.portId,
    target: to.nodeId,
    targetHandle: endsInside ? innerHandle(to.portId) : to.portId,
  };
}

/** The handles of each node that wires end in. */
export function collectWiredPorts(wires: readonly WireHandles[]): ReadonlyMap<string, WiredPorts> {
  const wired = new Map<string, { inputs: Set<string>; outputs: Set<string> }>();
  const at = (nodeId: string): { inputs: Set<string>; outputs: Set<string> } => {
    const known = wired.get(nodeId) ?? { inputs: new Set<string>(), outputs: new Set<string>() };
    wired.set(nodeId, known);
    return known;
  };
  for (const { source, sourceHandle, target, targetHandle } of wires) {
    at(source).outputs.add(sourceHandle);
    at(target).inputs.add(targetHandle);
  }
  return wired;
}

/** How many findings there are at each node. */
export function countProblems(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const problems = new Map<string, number>();
  for (const { place } of findings) {
    if (place.nodeId === undefined) continue;
    problems.set(place.nodeId, (problems.get(place.nodeId) ?? 0) + 1);
  }
  return problems;
}

/** Whether two lists hold the very same things. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
}

/**
 * The nodes so that each container comes before what lies in it, and containers before all that lies beside them;
 * groups come next: they stand behind nodes.
 */
export function sortByDepth(
  document: FlowDocument,
  isFrame: (nodeId: string) => boolean,
): readonly string[] {
  const nodeIds = Object.keys(document.nodes);
  const nesting = nestingOf(document);
  const frames = nodeIds.filter((nodeId) => isFrame(nodeId));
  const groups = nodeIds.filter((nodeId) => !isFrame(nodeId) && isGroup(document.nodes[nodeId]));
  if (frames.length + groups.length === 0) return nodeIds;
  frames.sort((a, b) => nesting.ancestorsOf(a).length - nesting.ancestorsOf(b).length);
  const first = new Set([...frames, ...groups]);
  return [...first, ...nodeIds.filter((nodeId) => !first.has(nodeId))];
}
