import type { FlowDocument } from '../../core/model/flow-document.ts';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { NodePorts } from '../../core/model/port.ts';
import { refuseStay } from './connection-rules.ts';
import type { Refusal } from './connection-rules.ts';
import { familyOf, nestingOf } from './families.ts';
import { boxOf, childrenByParent, containersOf, makeRoom, putInto } from './frames.ts';
import type { IsContainer } from './frames.ts';
import { moveNodes } from './flow-edits.ts';
import type { Point } from './flow-edits.ts';

/** Why nodes cannot move into or out of a container. */
export type MoveRefusal =
  | Refusal
  /** An end of the flow lies in no container. */
  | { readonly reason: 'flow-end'; readonly title: string; readonly container: string };

/** What nodes' kinds say of them. */
export interface NodeTraits {
  readonly isContainer: IsContainer;
  /** Whether the engine feeds or reads the node at a run's ends. */
  isFlowEnd(nodeId: string): boolean;
  portsOf(nodeId: string): NodePorts | undefined;
}

/** A document after nodes were let go, or why they went back. */
export type MoveResult =
  | { readonly document: FlowDocument; readonly refusal?: undefined }
  | { readonly refusal: MoveRefusal };

/** From the top of a node to the point that says which container it is in, px. */
export const gripHeight = 40;

/** Which container each node would lie in at these places. */
export function findParents(
  document: FlowDocument,
  places: Readonly<Record<string, Point>>,
  { isContainer }: Pick<NodeTraits, 'isContainer'>,
): ReadonlyMap<string, string | undefined> {
  const parents = new Map<string, string | undefined>();
  const children = childrenByParent(document);
  const containerOver = containersOf(document, isContainer);
  for (const [nodeId, { x, y }] of Object.entries(places)) {
    const { width } = boxOf(document, nodeId, isContainer, children);
    const grip = { x: x + width / 2, y: y + gripHeight };
    const family = children.has(nodeId) ? familyOf(document, [nodeId]) : new Set([nodeId]);
    parents.set(nodeId, containerOver(grip, family));
  }
  return parents;
}

/** Lets dragged nodes go: they land in the container that they stand over, unless a wire of theirs forbids it. */
export function dropNodes(
  document: FlowDocument,
  places: Readonly<Record<string, Point>>,
  traits: NodeTraits,
): MoveResult {
  const moved = moveNodes(document, places);
  const parents = findParents(document, places, traits);
  return changeParents(moved, parents, traits);
}

/** Puts nodes into containers (undefined: out of all), as if they had been dragged there. */
export function changeParents(
  document: FlowDocument,
  parents: ReadonlyMap<string, string | undefined>,
  traits: NodeTraits,
): MoveResult {
  const nesting = nestingOf(document);
  const leaving = [...parents].filter(([nodeId, parent]) => nesting.parentOf(nodeId) !== parent);
  if (leaving.length === 0)
    return { document: makeRoom(document, [...parents.keys()], traits.isContainer) };
  for (const [nodeId, parent] of leaving) {
    if (parent === undefined || !traits.isFlowEnd(nodeId)) continue;
    const titleOf = (id: string): string => document.nodes[id]?.title ?? id;
    return { refusal: { reason: 'flow-end', title: titleOf(nodeId), container: titleOf(parent) } };
  }
  const next = putInto(document, parents, traits.isContainer);
  const refusal = findBrokenWire(
    document,
    next,
    leaving.map(([nodeId]) => nodeId),
    traits,
  );
  return refusal === undefined ? { document: next } : { refusal };
}

/** A wire that was right before and would not be any more. */
function findBrokenWire(
  before: FlowDocument,
  after: FlowDocument,
  nodeIds: readonly string[],
  { portsOf }: NodeTraits,
): Refusal | undefined {
  const family = familyOf(before, nodeIds);
  for (const edge of after.edges) {
    const touches =
      family.has(splitEndpoint(edge.from).nodeId) || family.has(splitEndpoint(edge.to).nodeId);
    if (!touches || refuseStay(before, portsOf, edge) !== undefined) continue;
    const refusal = refuseStay(after, portsOf, edge);
    if (refusal === undefined) continue;
    return refusal.reason === 'no-port' ? insideOnly(before, edge.from, edge.to) : refusal;
  }
  return undefined;
}

/** The port was there from one side of a frame only: names the container whose port it is. */
function insideOnly(document: FlowDocument, from: string, to: string): Refusal {
  const source = splitEndpoint(from).nodeId;
  const target = splitEndpoint(to).nodeId;
  const nesting = nestingOf(document);
  const isEntry = nesting.ancestorsOf(target).includes(source);
  const isResult = nesting.parentOf(source) === target;
  const container = isEntry ? source : isResult ? target : undefined;
  if (container === undefined) return { reason: 'no-port' };
  return { reason: 'only-inside', container: document.nodes[container]?.title ?? container };
}
