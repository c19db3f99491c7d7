import { Position, type Edge, type Node } from '@xyflow/react';
import {
  splitEndpoint,
  type FlowDocument,
  type Placement,
} from '../../../core/model/flow-document.ts';
import type { ValueChange } from '../../../core/model/flow-difference.ts';
import { edgeId } from '../../document/flow-edits.ts';
import { boxOf, childrenByParent } from '../../document/frames.ts';
import { nodeWidth } from '../../document/placement.ts';
import type { ComparedLevel } from '../../versions/difference-at.ts';

export type DifferenceMark = 'same' | 'added' | 'removed' | 'changed' | 'moved' | 'ghost';

/** What is drawn of a node of either flow. */
interface DifferenceNodeData extends Record<string, unknown> {
  readonly mark: DifferenceMark;
  readonly title: string;
  readonly kind: string;
  readonly values: readonly ValueChange[];
  /** The flow that it holds is different too. */
  readonly isHeldChanged: boolean;
  readonly isFrame: boolean;
}

export type DifferenceNode = Node<DifferenceNodeData, 'difference'>;
export type DifferenceEdge = Edge<
  { readonly mark: 'same' | 'added' | 'removed' | 'move' },
  'difference'
>;

/** Lines of settings that a node names; the list has all of them. */
export const mostValues = 3;
/** How far below a node's top its wires start and end, px at zoom 1. */
export const wireHeight = 18;
const headHeight = 60;
const valueHeight = 20;

interface Drawing {
  readonly nodes: DifferenceNode[];
  readonly edges: DifferenceEdge[];
}

/** Both flows in one drawing: what went away stands where it stood, and what was moved points from there to here. */
export function drawDifference(
  level: ComparedLevel,
  isContainer: (kind: string) => boolean,
): Drawing {
  const union = uniteFlows(level.before, level.after);
  const data = describeNodes(level, union, isContainer);
  const children = childrenByParent(union);
  const isFrame = (nodeId: string): boolean => data.get(nodeId)?.isFrame === true;
  const nodes = [...data].map(([id, each]) => {
    const [x, y, width = nodeWidth, height = headHeight] = union.layout[id] ?? [0, 0];
    const holds = isContainer(each.kind) ? boxOf(union, id, isFrame, children) : undefined;
    const lines = Math.min(each.values.length, mostValues + 1) + (each.isHeldChanged ? 1 : 0);
    const plain = { width: nodeWidth, height: headHeight + lines * valueHeight };
    const size = holds ?? (each.isFrame ? { width, height } : plain);
    return makeNode(id, each, { x, y }, size);
  });
  const ghosts = level.difference.moved.flatMap(({ nodeId, title, from, to }) =>
    from === undefined || to === undefined ? [] : [makeGhost(nodeId, title, from)],
  );
  const frames = nodes.filter((node) => node.data.isFrame);
  const others = nodes.filter((node) => !node.data.isFrame);
  return {
    nodes: [...frames, ...ghosts, ...others],
    edges: [...drawEdges(level, union), ...ghosts.map(drawMove)],
  };
}

function uniteFlows(before: FlowDocument, after: FlowDocument): FlowDocument {
  return {
    ...after,
    nodes: { ...before.nodes, ...after.nodes },
    layout: { ...before.layout, ...after.layout },
  };
}

function describeNodes(
  { difference }: ComparedLevel,
  union: FlowDocument,
  isContainer: (kind: string) => boolean,
): ReadonlyMap<string, DifferenceNodeData> {
  const added = new Set(difference.added.map(({ nodeId }) => nodeId));
  const removed = new Set(difference.removed.map(({ nodeId }) => nodeId));
  const moved = new Set(difference.moved.map(({ nodeId }) => nodeId));
  const changed = new Map(difference.changed.map((node) => [node.nodeId, node]));
  const entries = Object.entries(union.nodes).map(([id, node]) => {
    const change = changed.get(id);
    const stays = change === undefined ? (moved.has(id) ? 'moved' : 'same') : 'changed';
    const mark: DifferenceMark = added.has(id) ? 'added' : removed.has(id) ? 'removed' : stays;
    const data: DifferenceNodeData = {
      mark,
      title: node.title || id,
      kind: node.kind,
      values: change?.values ?? [],
      isHeldChanged: change?.held !== undefined,
      isFrame: isContainer(node.kind) || union.layout[id]?.length === 4,
    };
    return [id, data] as const;
  });
  return new Map(entries);
}

function makeNode(
  id: string,
  data: DifferenceNodeData,
  position: { readonly x: number; readonly y: number },
  { width, height }: { readonly width: number; readonly height: number },
): DifferenceNode {
  return {
    id,
    type: 'difference',
    position,
    data,
    width,
    height,
    measured: { width, height },
    // Known beforehand, nothing of a large flow has to be drawn to be measured.
    handles: [
      { type: 'target', position: Position.Left, x: 0, y: wireHeight, width: 1, height: 1 },
      {
        type: 'source',
        position: Position.Right,
        x: width - 1,
        y: wireHeight,
        width: 1,
        height: 1,
      },
    ],
    ...(data.isFrame ? { zIndex: -1 } : {}),
  };
}

function makeGhost(
  nodeId: string,
  title: string,
  [x, y, width, height]: Placement,
): DifferenceNode {
  const data: DifferenceNodeData = {
    mark: 'ghost',
    title: title || nodeId,
    kind: '',
    values: [],
    isHeldChanged: false,
    isFrame: false,
  };
  const size = { width: width ?? nodeWidth, height: height ?? headHeight };
  const node = makeNode(`${ghostPrefix}${nodeId}`, data, { x, y }, size);
  return { ...node, focusable: false, selectable: false };
}

// No id of a node holds a space.
const ghostPrefix = 'ghost of ';

function drawMove({ id }: DifferenceNode): DifferenceEdge {
  const target = id.slice(ghostPrefix.length);
  return {
    id: `move ${target}`,
    type: 'difference',
    source: id,
    target,
    data: { mark: 'move' },
    focusable: false,
  };
}

function drawEdges({ after, difference }: ComparedLevel, union: FlowDocument): DifferenceEdge[] {
  const added = new Set(difference.addedEdges.map(({ edge }) => edge));
  const wires = [
    ...after.edges.map((edge) => ({ edge, mark: added.has(edge) ? 'added' : 'same' }) as const),
    ...difference.removedEdges.map(({ edge }) => ({ edge, mark: 'removed' }) as const),
  ];
  const drawn = wires.map(({ edge, mark }): DifferenceEdge => {
    const [from, to] = [splitEndpoint(edge.from), splitEndpoint(edge.to)];
    const id = `${mark} ${edgeId(edge)}`;
    const ends = { source: from.nodeId, target: to.nodeId };
    return { id, type: 'difference', ...ends, data: { mark }, focusable: false };
  });
  const isThere = (nodeId: string): boolean => union.nodes[nodeId] !== undefined;
  const whole = drawn.filter(({ source, target }) => isThere(source) && isThere(target));
  return [...new Map(whole.map((edge) => [edge.id, edge])).values()];
}
