import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { splitEndpoint } from '../../../core/model/flow-document.ts';
import { nestingOf } from '../../document/families.ts';
import { boxOf } from '../../document/frames.ts';
import type { Box, IsContainer } from '../../document/frames.ts';
import { groupBox, groupsAround, isGroup } from '../../document/group-kind.ts';
import { isNote } from '../../document/note-kind.ts';

/** What is known of a node as it is drawn. */
export interface Measure {
  readonly width: number;
  readonly height: number;
  /** What a container needs for its ports, however little lies in it. */
  readonly leastHeight: number;
  /** A port on its outside, and how far below the node's top it is; undefined when there is no such port. */
  port(
    side: 'input' | 'output',
    portId: string,
  ): { readonly y: number; readonly isTool: boolean } | undefined;
}

/** A flow, and all that its layout depends on besides. */
export interface LayoutSource {
  readonly document: FlowDocument;
  readonly isContainer: IsContainer;
  measure(nodeId: string): Measure;
}

/** A node with what is laid out inside it: a container's nodes, or those that stand on a group. */
export interface TreeNode {
  readonly id: string;
  readonly kind: 'node' | 'note' | 'group' | 'container';
  /** Where it stands now. */
  readonly box: Box;
  readonly children: readonly TreeNode[];
}

/** Which nodes lie side by side in each container, `''` being none. */
export function collectLevels({
  document,
  isContainer,
}: Pick<LayoutSource, 'document' | 'isContainer'>): ReadonlyMap<string, readonly string[]> {
  const nesting = nestingOf(document);
  return Map.groupBy(Object.keys(document.nodes), (nodeId) => {
    const parent = nesting.parentOf(nodeId);
    return parent !== undefined && isContainer(parent) ? parent : '';
  });
}

/** The nodes that lie side by side, as a tree. */
export function growTree(
  source: LayoutSource,
  nodeIds: readonly string[],
  levels = collectLevels(source),
): readonly TreeNode[] {
  const { document } = source;
  const groups = new Map<string, Box>();
  const others = new Map<string, Box>();
  for (const nodeId of nodeIds) {
    if (isGroup(document.nodes[nodeId])) groups.set(nodeId, groupBox(document, nodeId));
    else others.set(nodeId, boxNow(source, nodeId));
  }
  const around = groupsAround(groups, others);
  const members = Map.groupBy(nodeIds, (nodeId) => around.get(nodeId) ?? '');
  const grow = (nodeId: string): TreeNode => {
    const box = groups.get(nodeId) ?? others.get(nodeId) ?? boxNow(source, nodeId);
    const held = (members.get(nodeId) ?? []).map(grow);
    // An empty group is no more than a large note.
    if (groups.has(nodeId))
      return { id: nodeId, kind: held.length === 0 ? 'note' : 'group', box, children: held };
    if (source.isContainer(nodeId)) {
      const children = growTree(source, levels.get(nodeId) ?? [], levels);
      return { id: nodeId, kind: 'container', box, children };
    }
    const node = document.nodes[nodeId];
    const kind = node !== undefined && isNote(node) ? 'note' : 'node';
    return { id: nodeId, kind, box, children: [] };
  };
  return (members.get('') ?? []).map(grow);
}

function boxNow({ document, isContainer, measure }: LayoutSource, nodeId: string): Box {
  // What a frame goes around may have moved since it was drawn.
  if (isContainer(nodeId)) return boxOf(document, nodeId, isContainer);
  const [x, y] = document.layout[nodeId] ?? [0, 0];
  const { width, height } = measure(nodeId);
  return { x, y, width: Math.ceil(width), height: Math.ceil(height) };
}

/** A wire between two things that lie side by side, and the nodes whose ports it joins. */
export interface LevelWire {
  readonly from: string;
  readonly to: string;
  readonly source: string;
  readonly sourcePort: string;
  readonly target: string;
  readonly targetPort: string;
}

/** What is around each node of a tree, outermost first, and the node itself. */
export function collectPaths(tree: readonly TreeNode[]): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>();
  const walk = (nodes: readonly TreeNode[], above: readonly string[]): void => {
    for (const { id, children } of nodes) {
      const path = [...above, id];
      paths.set(id, path);
      walk(children, path);
    }
  };
  walk(tree, []);
  return paths;
}

/** The wires of each level, by what is around it (`''`: nothing); those into a container from itself belong to none. */
export function collectWires(
  { document }: Pick<LayoutSource, 'document'>,
  paths: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly LevelWire[]> {
  const wires = new Map<string, LevelWire[]>();
  for (const edge of document.edges) {
    const { nodeId: source, portId: sourcePort } = splitEndpoint(edge.from);
    const { nodeId: target, portId: targetPort } = splitEndpoint(edge.to);
    const [a, b] = [paths.get(source), paths.get(target)];
    if (a === undefined || b === undefined) continue;
    let depth = 0;
    while (depth < a.length && a[depth] === b[depth]) depth += 1;
    const [from, to] = [a[depth], b[depth]];
    if (from === undefined || to === undefined) continue;
    const level = a[depth - 1] ?? '';
    const list = wires.get(level) ?? [];
    list.push({ from, to, source, sourcePort, target, targetPort });
    wires.set(level, list);
  }
  return wires;
}
