import { portAt } from './check-wires.ts';
import { splitEndpoint, type FlowDocument } from './flow-document.ts';
import type { Nesting } from './nesting.ts';
import type { NodePorts } from './port.ts';

/** What the engine's check tells of the flow's nodes, and how the new node shall be called. */
export interface ExtractOptions {
  readonly ports: ReadonlyMap<string, NodePorts>;
  /** Whether a run's input enters, or its result leaves, at nodes of this kind. */
  isFlowEnd(kind: string): boolean;
  /** The id of the new node; the document must not have it yet. */
  readonly nodeId: string;
  readonly title: string;
}

/** Why nodes cannot become a flow of their own, as a plain sentence; undefined when they can. */
export function refuseExtraction(
  document: FlowDocument,
  nesting: Nesting,
  moved: ReadonlySet<string>,
  parents: ReadonlySet<string | undefined>,
  { ports, isFlowEnd }: ExtractOptions,
): string | undefined {
  if (moved.size === 0) return 'Select the nodes that shall become a flow of their own.';
  if (parents.size > 1) return 'Nodes of different containers cannot become one flow.';
  for (const nodeId of moved) {
    const node = document.nodes[nodeId];
    if (node && isFlowEnd(node.kind))
      return `"${node.title}" is an end of this flow; leave it out of the selection.`;
  }
  for (const edge of document.edges) {
    if (isMoved(moved, edge.from) === isMoved(moved, edge.to)) continue;
    if (portAt(ports, edge, 'to', nesting.routeOf(edge, ports))?.type !== 'tool') continue;
    const tool = document.nodes[splitEndpoint(edge.from).nodeId]?.title;
    return `The tool "${tool}" and the node that calls it must stay together.`;
  }
  const between = findNodeBetween(document, nesting, moved);
  return between === undefined
    ? undefined
    : `"${document.nodes[between]?.title}" lies between the selected nodes; select it too.`;
}

/** A node outside that is reached from the selection and leads back into it: the two would wait for each other. */
function findNodeBetween(
  document: FlowDocument,
  nesting: Nesting,
  moved: ReadonlySet<string>,
): string | undefined {
  const around = new Set(
    [...moved].flatMap((nodeId) => nesting.ancestorsOf(nodeId)).filter((id) => !moved.has(id)),
  );
  const targets = new Map<string, string[]>();
  for (const edge of document.edges) {
    const from = splitEndpoint(edge.from).nodeId;
    const to = splitEndpoint(edge.to).nodeId;
    if (around.has(from) || around.has(to)) continue;
    // A container waits for what the nodes in it take from outside.
    const waiting = [to, ...nesting.ancestorsOf(to)].filter((id) => !around.has(id));
    targets.set(from, [...(targets.get(from) ?? []), ...waiting]);
  }
  const first = new Map<string, string>();
  const todo: [nodeId: string, firstOutside: string | undefined][] = [...moved].map((nodeId) => [
    nodeId,
    undefined,
  ]);
  for (let next = todo.pop(); next; next = todo.pop()) {
    const [nodeId, outside] = next;
    for (const target of targets.get(nodeId) ?? []) {
      if (moved.has(target)) {
        if (outside !== undefined) return outside;
      } else if (!first.has(target)) {
        first.set(target, outside ?? target);
        todo.push([target, outside ?? target]);
      }
    }
  }
  return undefined;
}

/** Whether an edge's end is at one of the nodes. */
export function isMoved(moved: ReadonlySet<string>, end: string): boolean {
  return moved.has(splitEndpoint(end).nodeId);
}
