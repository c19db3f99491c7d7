import type { FlowDocument, Placement } from '../../../core/model/flow-document.ts';
import type { Point } from '../../document/flow-edits.ts';
import { frameMeasure } from '../../document/frames.ts';
import { nodeReach } from '../../document/placement.ts';
import { groupMeasure } from '../../document/group-kind.ts';
import { collectPaths, collectWires, growTree } from './flow-tree.ts';
import type { LayoutSource, LevelWire, TreeNode } from './flow-tree.ts';
import { layOutLevel } from './lay-out-level.ts';
import type { LaidOut } from './lay-out-part.ts';
import type { PartItem, PartWire } from './part.ts';

/** How often a layout is laid out again until nothing moves any more. */
const mostRounds = 12;

/**
 * Lays out the nodes that lie side by side in one container (or in none), with all that lies in them; the corner of the
 * box around them stays. Laid out again, nothing moves: of layouts that lead to each other always the same one is taken.
 */
export function layOutNodes(source: LayoutSource, nodeIds: readonly string[]): FlowDocument {
  const seen: FlowDocument[] = [];
  const texts: string[] = [];
  let { document } = source;
  for (let round = 0; round < mostRounds; round += 1) {
    document = layOutOnce({ ...source, document }, nodeIds);
    const text = JSON.stringify(document.layout);
    const first = texts.indexOf(text);
    if (first >= 0) {
      const circle = texts.slice(first);
      const least = circle.reduce((a, b) => (a < b ? a : b), text);
      return seen[texts.indexOf(least)] ?? document;
    }
    seen.push(document);
    texts.push(text);
  }
  return document;
}

/** A tree node that has been laid out on the inside. */
interface Packed {
  readonly item: PartItem;
  readonly inner: LaidOut | undefined;
  /** From its corner to that of what lies in it. */
  readonly inset: Point;
}

function layOutOnce(source: LayoutSource, nodeIds: readonly string[]): FlowDocument {
  const tree = growTree(source, nodeIds);
  if (tree.length === 0) return source.document;
  const paths = collectPaths(tree);
  const packed = new Map<string, Packed>();
  const wires = collectWires(source, paths);
  const laidOut = packLevel(source, tree, '', { wires, paths, packed });
  const layout: Record<string, Placement> = { ...source.document.layout };
  const place = ({ id, kind, children }: TreeNode, at: Point): void => {
    const [, , width, height] = source.document.layout[id] ?? [0, 0];
    const pack = packed.get(id);
    const fits = children.length > 0 && kind === 'container';
    const grown = kind === 'group' ? pack?.item.box : undefined;
    if (grown !== undefined) layout[id] = [at.x, at.y, grown.width, grown.height];
    else if (fits || width === undefined || height === undefined) layout[id] = [at.x, at.y];
    else layout[id] = [at.x, at.y, width, height];
    const { inset, inner } = pack ?? { inset: at, inner: undefined };
    for (const child of children) {
      const { x, y } = inner?.places.get(child.id) ?? { x: 0, y: 0 };
      place(child, { x: at.x + inset.x + x, y: at.y + inset.y + y });
    }
  };
  const left = Math.round(Math.min(...tree.map(({ box }) => box.x)));
  const top = Math.round(Math.min(...tree.map(({ box }) => box.y)));
  for (const node of tree) {
    const { x, y } = laidOut.places.get(node.id) ?? { x: 0, y: 0 };
    place(node, { x: left + x, y: top + y });
  }
  return { ...source.document, layout };
}

interface Packing {
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly wires: ReadonlyMap<string, readonly LevelWire[]>;
  readonly packed: Map<string, Packed>;
}

function packLevel(
  source: LayoutSource,
  nodes: readonly TreeNode[],
  level: string,
  packing: Packing,
): LaidOut {
  const items: PartItem[] = [];
  const notes: PartItem[] = [];
  for (const node of nodes) {
    const pack = packNode(source, node, packing);
    packing.packed.set(node.id, pack);
    (node.kind === 'note' ? notes : items).push(pack.item);
  }
  const wires = (packing.wires.get(level) ?? []).map((wire) => toPartWire(source, wire, packing));
  return layOutLevel(items, notes, wires);
}

function packNode(source: LayoutSource, node: TreeNode, packing: Packing): Packed {
  const { id, kind, box, children } = node;
  if (children.length === 0) return { item: { id, box }, inner: undefined, inset: noInset };
  const inner = packLevel(source, children, id, packing);
  if (kind === 'group') {
    const { header, padding } = groupMeasure;
    const width = inner.width + 2 * padding;
    const height = header + inner.height + 2 * padding;
    const inset = { x: padding, y: header + padding };
    return { item: { id, box: { ...box, width, height } }, inner, inset };
  }
  const { rail, header, padding } = frameMeasure;
  const inset = { x: rail + padding, y: header + padding };
  // As tall as the frame is drawn: it keeps room for what its nodes will say.
  const bottom = children.reduce((least, child) => {
    const reach = child.kind === 'node' ? nodeReach : 0;
    const y = inner.places.get(child.id)?.y ?? 0;
    return Math.max(least, y + Math.max(reach, packing.packed.get(child.id)?.item.box.height ?? 0));
  }, 0);
  const width = Math.max(frameMeasure.width, Math.ceil(inner.width) + 2 * inset.x);
  const { leastHeight } = source.measure(id);
  const height = Math.max(frameMeasure.height, leastHeight, inset.y + bottom + padding);
  return { item: { id, box: { ...box, width, height } }, inner, inset };
}

const noInset: Point = { x: 0, y: 0 };

/** Where a port is that nobody knows (yet). */
const unknownPort = { y: 50, isTool: false };

function toPartWire(source: LayoutSource, wire: LevelWire, packing: Packing): PartWire {
  const { from, to, source: start, target } = wire;
  const fromPort = source.measure(start).port('output', wire.sourcePort) ?? unknownPort;
  const toPort = source.measure(target).port('input', wire.targetPort) ?? unknownPort;
  return {
    from,
    to,
    fromY: depthIn(from, start, packing) + fromPort.y,
    toY: depthIn(to, target, packing) + toPort.y,
    isTool: fromPort.isTool,
  };
}

/** From the top of a frame to that of a node somewhere in it, px. */
function depthIn(frameId: string, nodeId: string, { paths, packed }: Packing): number {
  const path = paths.get(nodeId) ?? [];
  let depth = 0;
  for (let at = path.indexOf(frameId); at + 1 < path.length; at += 1) {
    const { inner, inset } = packed.get(path[at] ?? '') ?? { inner: undefined, inset: noInset };
    depth += inset.y + (inner?.places.get(path[at + 1] ?? '')?.y ?? 0);
  }
  return depth;
}
