import { stringifySorted, type JsonObject } from '../shared/json.ts';
import { compareObjects, isSameValue } from './compare-values.ts';
import type { FlowDocument, FlowEdge, FlowNode, Placement } from './flow-document.ts';
import { splitEndpoint } from './flow-document.ts';
import {
  isSame,
  type ChangedNode,
  type FlowDifference,
  type LoneEdge,
  type LoneNode,
  type MovedNode,
} from './flow-difference.ts';
import { isFlowDocument } from './is-flow-document.ts';

/** What leads from one flow to another: nodes by their ids, settings by their places, flows within flows as deep as they go. */
export function compareFlows(before: FlowDocument, after: FlowDocument): FlowDifference {
  const changed = compareNodes(before, after);
  const edges = compareEdges(before, after);
  const { nodes: _nodes, edges: _edges, layout: _layout, ...was } = before;
  const { nodes: _newNodes, edges: _newEdges, layout: _newLayout, ...is } = after;
  return {
    flow: compareObjects(was as JsonObject, is as JsonObject),
    added: nodesOnlyIn(after, before),
    removed: nodesOnlyIn(before, after),
    changed,
    moved: compareLayouts(before, after, new Set(changed.map(({ nodeId }) => nodeId))),
    ...edges,
  };
}

function nodesOnlyIn(flow: FlowDocument, other: FlowDocument): readonly LoneNode[] {
  return Object.entries(flow.nodes)
    .filter(([nodeId]) => nodeAt(other, nodeId) === undefined)
    .map(([nodeId, node]) => {
      const place = placeAt(flow, nodeId);
      return { nodeId, node, ...(place === undefined ? {} : { place }) };
    });
}

function compareNodes(before: FlowDocument, after: FlowDocument): readonly ChangedNode[] {
  return Object.entries(after.nodes).flatMap(([nodeId, node]) => {
    const old = nodeAt(before, nodeId);
    // One object on both sides is the usual case in the editor: nothing in it need be looked at.
    if (old === undefined || old === node) return [];
    const held = compareHeld(old, node);
    const values = compareObjects(withoutHeld(old, held), withoutHeld(node, held));
    const isHeldSame = held === undefined || isSame(held);
    if (values.length === 0 && isHeldSame) return [];
    const { title, kind } = node;
    return [{ nodeId, title, kind, values, ...(isHeldSame ? {} : { held }) }];
  });
}

/** Undefined unless the node holds a flow on both sides. */
function compareHeld(before: FlowNode, after: FlowNode): FlowDifference | undefined {
  const [was, is] = [before.settings['flow'], after.settings['flow']];
  if (!isFlowDocument(was) || !isFlowDocument(is)) return undefined;
  return compareFlows(was, is);
}

function withoutHeld(node: FlowNode, held: FlowDifference | undefined): JsonObject {
  if (held === undefined) return node as JsonObject;
  const { flow: _flow, ...settings } = node.settings;
  return { ...node, settings };
}

function compareLayouts(
  before: FlowDocument,
  after: FlowDocument,
  changed: ReadonlySet<string>,
): readonly MovedNode[] {
  return Object.entries(after.nodes).flatMap(([nodeId, { title }]) => {
    if (nodeAt(before, nodeId) === undefined) return [];
    const [from, to] = [placeAt(before, nodeId), placeAt(after, nodeId)];
    if (isSameValue(from, to)) return [];
    return [{ nodeId, title, from, to, only: !changed.has(nodeId) }];
  });
}

type EdgeDifference = Pick<FlowDifference, 'addedEdges' | 'removedEdges' | 'reordered'>;

function compareEdges(before: FlowDocument, after: FlowDocument): EdgeDifference {
  if (before.edges === after.edges) return { addedEdges: [], removedEdges: [], reordered: false };
  const added = edgesOnlyIn(after.edges, before.edges);
  const removed = edgesOnlyIn(before.edges, after.edges);
  const gone = new Set(removed);
  const expected = [...before.edges.filter((edge) => !gone.has(edge)), ...added].map(edgeText);
  return {
    addedEdges: added.map((edge) => nameEdge(edge, after, before)),
    removedEdges: removed.map((edge) => nameEdge(edge, before, after)),
    reordered: expected.some((text, at) => text !== edgeText(after.edges[at])),
  };
}

/** Two wires may be alike to the letter: as many of them are left over as one side has more. */
function edgesOnlyIn(edges: readonly FlowEdge[], others: readonly FlowEdge[]): readonly FlowEdge[] {
  const left = new Map<string, number>();
  for (const other of others) {
    const text = edgeText(other);
    left.set(text, (left.get(text) ?? 0) + 1);
  }
  return edges.filter((edge) => {
    const text = edgeText(edge);
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

function edgeText(edge: FlowEdge | undefined): string {
  return stringifySorted(edge, 0);
}

function nameEdge(edge: FlowEdge, flow: FlowDocument, other: FlowDocument): LoneEdge {
  const name = (end: string): string => {
    const { nodeId, portId } = splitEndpoint(end);
    const title = nodeAt(flow, nodeId)?.title ?? nodeAt(other, nodeId)?.title;
    return `${title === undefined || title === '' ? nodeId : title}.${portId}`;
  };
  return { edge, name: `${name(edge.from)} → ${name(edge.to)}` };
}

function nodeAt(flow: FlowDocument, nodeId: string): FlowNode | undefined {
  return Object.hasOwn(flow.nodes, nodeId) ? flow.nodes[nodeId] : undefined;
}

function placeAt(flow: FlowDocument, nodeId: string): Placement | undefined {
  return Object.hasOwn(flow.layout, nodeId) ? flow.layout[nodeId] : undefined;
}
