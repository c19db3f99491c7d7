import type { FlowDocument } from '../../core/model/flow-document.ts';
import { Nesting } from '../../core/model/nesting.ts';

const nestings = new WeakMap<FlowDocument, Nesting>();

/** Which node of a document lies in which; reckoned once for each document. */
export function nestingOf(document: FlowDocument): Nesting {
  const known = nestings.get(document) ?? new Nesting(document);
  nestings.set(document, known);
  return known;
}

/** All that lies in these nodes, at any depth; not the nodes themselves, unless one lies in another. */
function descendantsOf(document: FlowDocument, nodeIds: Iterable<string>): ReadonlySet<string> {
  const around = new Set(nodeIds);
  const nesting = nestingOf(document);
  const found = new Set<string>();
  for (const [nodeId, { parent }] of Object.entries(document.nodes)) {
    if (parent === undefined) continue;
    if (nesting.ancestorsOf(nodeId).some((ancestor) => around.has(ancestor))) found.add(nodeId);
  }
  return found;
}

/** These nodes with all that lies in them. */
export function familyOf(document: FlowDocument, nodeIds: readonly string[]): ReadonlySet<string> {
  return new Set([...nodeIds, ...descendantsOf(document, nodeIds)]);
}

/** The nodes of which none lies in another one of them. */
export function outermostOf(document: FlowDocument, nodeIds: readonly string[]): readonly string[] {
  const inside = descendantsOf(document, nodeIds);
  return nodeIds.filter((nodeId) => !inside.has(nodeId));
}

/** Puts a node into a container, or, with undefined, out of all; the same node when it is there already. */
export function withParent<Node extends { readonly parent?: string | undefined }>(
  node: Node,
  parent: string | undefined,
): Node {
  if (node.parent === parent) return node;
  const { parent: _before, ...rest } = node;
  return (parent === undefined ? rest : { ...rest, parent }) as Node;
}
