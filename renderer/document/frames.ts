import type { FlowDocument, Placement } from '../../core/model/flow-document.ts';
import { nestingOf, withParent } from './families.ts';
import type { Point } from './flow-edits.ts';
import { nodeReach, nodeWidth } from './placement.ts';

/** Measures of a container's frame, px at zoom 1. */
export const frameMeasure = {
  header: 36,
  /** Width of the strips at the left and right that hold the ports. */
  rail: 92,
  /** Room between what lies in the frame and its edges. */
  padding: 24,
  /** Where nothing lies in it and nobody resized it. */
  width: 560,
  height: 264,
} as const;

/** A place with a size, px at zoom 1. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Whether a node holds others. */
export type IsContainer = (nodeId: string) => boolean;

/** The nodes that lie right in each container. */
export function childrenByParent(document: FlowDocument): ReadonlyMap<string, readonly string[]> {
  const nesting = nestingOf(document);
  const children = new Map<string, string[]>();
  for (const [nodeId, node] of Object.entries(document.nodes)) {
    if (node.parent === undefined) continue;
    const parent = nesting.parentOf(nodeId);
    if (parent === undefined) continue;
    const list = children.get(parent);
    if (list) list.push(nodeId);
    else children.set(parent, [nodeId]);
  }
  return children;
}

/** Where a node stands and how large it is; a frame without a size of its own goes around what lies in it. */
export function boxOf(
  document: FlowDocument,
  nodeId: string,
  isContainer: IsContainer,
  children = childrenByParent(document),
): Box {
  const [x, y, width, height] = document.layout[nodeId] ?? [0, 0];
  if (width !== undefined && height !== undefined) return { x, y, width, height };
  if (!isContainer(nodeId)) return { x, y, width: nodeWidth, height: nodeReach };
  return { x, y, ...roomNeeded(document, nodeId, isContainer, children, frameMeasure) };
}

/** The least size of a frame that shows all that lies in it, and is no smaller than `least`. */
function roomNeeded(
  document: FlowDocument,
  frameId: string,
  isContainer: IsContainer,
  children: ReadonlyMap<string, readonly string[]>,
  least: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  const [x, y] = document.layout[frameId] ?? [0, 0];
  let { width, height } = least;
  for (const childId of children.get(frameId) ?? []) {
    const box = boxOf(document, childId, isContainer, children);
    width = Math.max(width, box.x + box.width + frameMeasure.rail + frameMeasure.padding - x);
    height = Math.max(height, box.y + box.height + frameMeasure.padding - y);
  }
  return { width: Math.ceil(width), height: Math.ceil(height) };
}

/** The innermost container whose frame has the point in it. */
export function containerAt(
  document: FlowDocument,
  isContainer: IsContainer,
  point: Point,
): string | undefined {
  return containersOf(document, isContainer)(point);
}

/** As `containerAt`, but for those in `without`, for many points of one document: its frames are measured once. */
export function containersOf(
  document: FlowDocument,
  isContainer: IsContainer,
): (point: Point, without?: ReadonlySet<string>) => string | undefined {
  const nesting = nestingOf(document);
  const children = childrenByParent(document);
  const frames = Object.keys(document.nodes)
    .filter(isContainer)
    .map((nodeId) => ({
      nodeId,
      level: nesting.ancestorsOf(nodeId).length,
      box: boxOf(document, nodeId, isContainer, children),
    }));
  return (point, without) => {
    let best: (typeof frames)[number] | undefined;
    for (const frame of frames) {
      if (best !== undefined && frame.level <= best.level) continue;
      if (without?.has(frame.nodeId) !== true && holds(frame.box, point)) best = frame;
    }
    return best?.nodeId;
  };
}

function holds(box: Box, { x, y }: Point): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/** Puts nodes into a container (undefined: out of all); what moves into a frame stays clear of its ports and title. */
export function putInto(
  document: FlowDocument,
  parents: ReadonlyMap<string, string | undefined>,
  isContainer: IsContainer,
): FlowDocument {
  const nodes = { ...document.nodes };
  let changed = false;
  for (const [nodeId, parent] of parents) {
    const node = nodes[nodeId];
    if (node === undefined || node.parent === parent) continue;
    nodes[nodeId] = withParent(node, parent);
    changed = true;
  }
  const placed = changed ? { ...document, nodes } : document;
  return makeRoom(placed, [...parents.keys()], isContainer);
}

/** Moves nodes clear of their frame's title and ports, and lets the frames around them grow to hold them. */
export function makeRoom(
  document: FlowDocument,
  nodeIds: readonly string[],
  isContainer: IsContainer,
): FlowDocument {
  const nesting = nestingOf(document);
  const layout: Record<string, Placement> = { ...document.layout };
  const grown = { ...document, layout };
  const children = childrenByParent(document);
  const frameIds = new Set<string>();
  let changed = false;
  for (const nodeId of nodeIds) {
    for (const [level, frameId] of nesting.ancestorsOf(nodeId).entries()) {
      if (!isContainer(frameId)) break;
      if (level === 0) changed = keepClear(layout, nodeId, frameId, children) || changed;
      frameIds.add(frameId);
    }
  }
  // A frame grows once all that lies in it has grown and stands where it stays.
  const depthOf = (frameId: string): number => nesting.ancestorsOf(frameId).length;
  for (const frameId of [...frameIds].sort((a, b) => depthOf(b) - depthOf(a))) {
    changed = grow(grown, layout, frameId, isContainer, children) || changed;
  }
  return changed ? grown : document;
}

function keepClear(
  layout: Record<string, Placement>,
  nodeId: string,
  frameId: string,
  children: ReadonlyMap<string, readonly string[]>,
): boolean {
  const [left, top] = layout[frameId] ?? [0, 0];
  const [x, y, width, height] = layout[nodeId] ?? [0, 0];
  const clearX = Math.max(x, left + frameMeasure.rail + frameMeasure.padding / 2);
  const clearY = Math.max(y, top + frameMeasure.header + frameMeasure.padding / 2);
  if (clearX === x && clearY === y) return false;
  shiftInside(layout, nodeId, { x: clearX - x, y: clearY - y }, children);
  layout[nodeId] =
    width === undefined || height === undefined
      ? [clearX, clearY]
      : [clearX, clearY, width, height];
  return true;
}

function shiftInside(
  layout: Record<string, Placement>,
  nodeId: string,
  by: Point,
  children: ReadonlyMap<string, readonly string[]>,
): void {
  for (const childId of children.get(nodeId) ?? []) {
    layout[childId] = shift(layout[childId], by);
    shiftInside(layout, childId, by, children);
  }
}

/** The same placement, elsewhere. */
export function shift(placement: Placement | undefined, by: Point): Placement {
  const [x, y, width, height] = placement ?? [0, 0];
  const [left, top] = [Math.round(x + by.x), Math.round(y + by.y)];
  return width === undefined || height === undefined ? [left, top] : [left, top, width, height];
}

function grow(
  document: FlowDocument,
  layout: Record<string, Placement>,
  frameId: string,
  isContainer: IsContainer,
  children: ReadonlyMap<string, readonly string[]>,
): boolean {
  const [x, y, width, height] = layout[frameId] ?? [0, 0];
  // Without a size of its own the frame goes around its nodes anyway.
  if (width === undefined || height === undefined) return false;
  const needed = roomNeeded(document, frameId, isContainer, children, { width, height });
  if (needed.width === width && needed.height === height) return false;
  layout[frameId] = [x, y, needed.width, needed.height];
  return true;
}

/** Gives a node a size of its own; a frame stays large enough for what lies in it. */
export function resizeNode(
  document: FlowDocument,
  nodeId: string,
  size: { readonly width: number; readonly height: number },
  isContainer: IsContainer,
): FlowDocument {
  const [x, y, oldWidth, oldHeight] = document.layout[nodeId] ?? [0, 0];
  const { width, height } = isContainer(nodeId)
    ? roomNeeded(document, nodeId, isContainer, childrenByParent(document), size)
    : size;
  const [wide, high] = [Math.round(width), Math.round(height)];
  if (wide === oldWidth && high === oldHeight) return document;
  const layout = { ...document.layout, [nodeId]: [x, y, wide, high] as Placement };
  const resized = { ...document, layout };
  return makeRoom(resized, [nodeId], isContainer);
}
