import { splitEndpoint, type FlowDocument, type FlowNode } from '../../model/flow-document.ts';
import { isFlowDocument } from '../../model/is-flow-document.ts';

/** Ids of the second flow's nodes that stand for other ids of the first's. */
export type RenamedNodes = ReadonlyMap<string, string>;

/**
 * Says which node of one flow is which of the other: those with the same id, and of the others those of one kind whose
 * title nobody else has. Answers the ones whose ids are different, nodes of held flows with the path before their ids.
 */
export function matchNodes(before: FlowDocument, after: FlowDocument): RenamedNodes {
  const renamed = new Map<string, string>();
  matchLevel(before, after, { from: '', to: '' }, renamed);
  return renamed;
}

/** The paths that lead to a level in the second flow and in the first. */
interface Level {
  readonly from: string;
  readonly to: string;
}

function matchLevel(
  before: FlowDocument,
  after: FlowDocument,
  { from, to }: Level,
  renamed: Map<string, string>,
): void {
  const byName = loneNames(before, after);
  const names = loneNames(after, before);
  for (const [id, node] of Object.entries(after.nodes)) {
    const name = nameOf(node);
    const stays = Object.hasOwn(before.nodes, id);
    const other = stays ? id : names.get(name) === id ? byName.get(name) : undefined;
    if (other === undefined) continue;
    if (from + id !== to + other) renamed.set(from + id, to + other);
    const [held, was] = [node.settings['flow'], before.nodes[other]?.settings['flow']];
    if (!isFlowDocument(held) || !isFlowDocument(was)) continue;
    matchLevel(was, held, { from: `${from}${id}/`, to: `${to}${other}/` }, renamed);
  }
}

/** Nodes that stand in one flow only and have a name to themselves, by it. */
function loneNames(flow: FlowDocument, other: FlowDocument): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const shared = new Set<string>();
  for (const [id, node] of Object.entries(flow.nodes)) {
    if (Object.hasOwn(other.nodes, id) || node.title === '') continue;
    const name = nameOf(node);
    if (ids.has(name)) shared.add(name);
    ids.set(name, id);
  }
  for (const name of shared) ids.delete(name);
  return ids;
}

function nameOf({ kind, title }: FlowNode): string {
  return `${kind}\u0000${title}`;
}

/** The flow with its nodes called what they are called in the other one; held flows too. */
export function renameNodes(flow: FlowDocument, renamed: RenamedNodes, within = ''): FlowDocument {
  if (renamed.size === 0) return flow;
  const name = (id: string): string => {
    const path = renamed.get(within + id);
    return path === undefined ? id : path.slice(path.lastIndexOf('/') + 1);
  };
  const end = (endpoint: string): string => {
    const { nodeId, portId } = splitEndpoint(endpoint);
    return `${name(nodeId)}.${portId}`;
  };
  const nodes = Object.entries(flow.nodes).map(([id, node]) => {
    const held = node.settings['flow'];
    const inner = isFlowDocument(held) ? renameNodes(held, renamed, `${within}${id}/`) : undefined;
    const whole = inner === undefined ? node : withFlow(node, inner);
    return [name(id), parented(whole, name)] as const;
  });
  return {
    ...flow,
    nodes: Object.fromEntries(nodes),
    edges: flow.edges.map((edge) => ({ ...edge, from: end(edge.from), to: end(edge.to) })),
    layout: Object.fromEntries(Object.entries(flow.layout).map(([id, at]) => [name(id), at])),
  };
}

function withFlow(node: FlowNode, flow: FlowDocument): FlowNode {
  // A document of JSON is JSON; the type of its loose fields does not say so.
  return { ...node, settings: { ...node.settings, flow } as FlowNode['settings'] };
}

function parented(node: FlowNode, name: (id: string) => string): FlowNode {
  return node.parent === undefined ? node : { ...node, parent: name(node.parent) };
}

/** The node that events name by its path, in the flow or in one that it holds. */
export function findNode(flow: FlowDocument, path: string): FlowNode | undefined {
  if (Object.hasOwn(flow.nodes, path)) return flow.nodes[path];
  const slash = path.indexOf('/');
  if (slash < 0) return undefined;
  const held = findNode(flow, path.slice(0, slash))?.settings['flow'];
  return isFlowDocument(held) ? findNode(held, path.slice(slash + 1)) : undefined;
}
