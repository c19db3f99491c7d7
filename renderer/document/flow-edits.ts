import type {
  FlowDocument,
  FlowEdge,
  FlowNode,
  Placement,
} from '../../core/model/flow-document.ts';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { familyOf, nestingOf, withParent } from './families.ts';
import { shift } from './frames.ts';
import { freeTitle, titlesIn } from './free-titles.ts';

/** A place on the canvas, px at zoom 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Nodes with the edges between them, cut loose from their flow: what the clipboard holds. */
export interface FlowFragment {
  readonly nodes: Readonly<Record<string, FlowNode>>;
  readonly edges: readonly FlowEdge[];
  readonly layout: Readonly<Record<string, Placement>>;
  /** Wires that led to the nodes from outside: they are drawn again only where that is asked for. */
  readonly incoming?: readonly FlowEdge[];
}

/** A changed document and the nodes that came into it. */
export interface Inserted {
  readonly document: FlowDocument;
  readonly nodeIds: readonly string[];
  /** The new id of each node of the fragment. */
  readonly newIds: ReadonlyMap<string, string>;
}

/** An id that the document does not have yet: opaque, short, without a meaning. */
export function newNodeId(document: FlowDocument): string {
  for (;;) {
    const id = `n${crypto.randomUUID().replaceAll('-', '').slice(0, 8)}`;
    if (document.nodes[id] === undefined) return id;
  }
}

/** Adds a node of a kind with its default settings. */
export function addNode(
  document: FlowDocument,
  nodeId: string,
  kind: KindDescriptor,
  options: {
    readonly title: string;
    readonly at: Point;
    /** The container that it lies in. */
    readonly parent?: string | undefined;
  },
): FlowDocument {
  const node: FlowNode = {
    kind: kind.kind,
    kindVersion: kind.version,
    title: freeTitle(document, options.title),
    settings: structuredClone(kind.defaultSettings) as FlowNode['settings'],
  };
  return {
    ...document,
    nodes: { ...document.nodes, [nodeId]: withParent(node, options.parent) },
    layout: { ...document.layout, [nodeId]: [Math.round(options.at.x), Math.round(options.at.y)] },
  };
}

/**
 * Puts nodes elsewhere; their sizes stay, and what lies in them moves along unless it has a place of its own in
 * `places`. The same document when nothing moved.
 */
export function moveNodes(
  document: FlowDocument,
  places: Readonly<Record<string, Point>>,
): FlowDocument {
  const layout = { ...document.layout };
  const shifts = new Map<string, Point>();
  for (const [nodeId, { x, y }] of Object.entries(places)) {
    const [left, top] = document.layout[nodeId] ?? [0, 0];
    const by = { x: Math.round(x) - left, y: Math.round(y) - top };
    const isPlaced = document.layout[nodeId] !== undefined;
    if (document.nodes[nodeId] === undefined || (isPlaced && by.x === 0 && by.y === 0)) continue;
    shifts.set(nodeId, by);
    layout[nodeId] = shift(document.layout[nodeId], by);
  }
  if (shifts.size === 0) return document;
  for (const [nodeId, { parent }] of Object.entries(document.nodes)) {
    if (parent === undefined || places[nodeId] !== undefined) continue;
    const around = nestingOf(document).ancestorsOf(nodeId);
    const mover = around.find((ancestor) => places[ancestor] !== undefined);
    const by = mover === undefined ? undefined : shifts.get(mover);
    if (by !== undefined) layout[nodeId] = shift(document.layout[nodeId], by);
  }
  return { ...document, layout };
}

/** Removes nodes with what lies in them and all their wires, and further wires; `edges` are written "from->to". */
export function deleteElements(
  document: FlowDocument,
  gone: { readonly nodeIds: readonly string[]; readonly edgeIds: readonly string[] },
): FlowDocument {
  const nodeIds = familyOf(document, gone.nodeIds);
  const edgeIds = new Set(gone.edgeIds);
  const keep = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([id]) => !nodeIds.has(id)));
  return {
    ...document,
    nodes: keep(document.nodes),
    layout: keep(document.layout),
    edges: document.edges.filter(
      (edge) =>
        !edgeIds.has(edgeId(edge)) &&
        !nodeIds.has(splitEndpoint(edge.from).nodeId) &&
        !nodeIds.has(splitEndpoint(edge.to).nodeId),
    ),
  };
}

/** The name of an edge on the canvas; ends are unique in a flow, so they make it. */
export function edgeId(edge: Pick<FlowEdge, 'from' | 'to'>): string {
  return `${edge.from}->${edge.to}`;
}

/** Adds a wire in place of those in `instead` (ids). */
export function connect(
  document: FlowDocument,
  wire: { readonly from: string; readonly to: string },
  instead: readonly string[] = [],
): FlowDocument {
  const gone = new Set(instead);
  const kept = document.edges.filter((edge) => !gone.has(edgeId(edge)));
  return { ...document, edges: [...kept, { from: wire.from, to: wire.to }] };
}

/** Changes one node; the same document where it is not there. */
export function changeNode(
  document: FlowDocument,
  nodeId: string,
  change: (node: FlowNode) => FlowNode,
): FlowDocument {
  const node = document.nodes[nodeId];
  if (node === undefined) return document;
  return { ...document, nodes: { ...document.nodes, [nodeId]: change(node) } };
}

export function renameNode(document: FlowDocument, nodeId: string, title: string): FlowDocument {
  if (document.nodes[nodeId]?.title === title) return document;
  return changeNode(document, nodeId, (node) => ({ ...node, title }));
}

/** Switches nodes off or on; an enabled node carries no mark of it. */
export function disableNodes(
  document: FlowDocument,
  nodeIds: readonly string[],
  disabled: boolean,
): FlowDocument {
  const nodes = { ...document.nodes };
  let changed = false;
  for (const nodeId of nodeIds) {
    const before = nodes[nodeId];
    if (before === undefined || (before.disabled ?? false) === disabled) continue;
    const { disabled: _before, ...node } = before;
    nodes[nodeId] = disabled ? { ...node, disabled } : node;
    changed = true;
  }
  return changed ? { ...document, nodes } : document;
}

export function setSetting(
  document: FlowDocument,
  nodeId: string,
  key: string,
  value: JsonValue,
): FlowDocument {
  if (document.nodes[nodeId]?.settings[key] === value) return document;
  return changeNode(document, nodeId, (node) => ({
    ...node,
    settings: { ...node.settings, [key]: value } as FlowNode['settings'],
  }));
}

/** The named nodes with what lies in them, the wires between them, and those that lead to them. */
export function copyNodes(document: FlowDocument, nodeIds: readonly string[]): FlowFragment {
  const wanted = familyOf(document, nodeIds);
  const pick = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([id]) => wanted.has(id)));
  const reaching = document.edges.filter(({ to }) => wanted.has(splitEndpoint(to).nodeId));
  const startsInside = ({ from }: FlowEdge): boolean => wanted.has(splitEndpoint(from).nodeId);
  const incoming = reaching.filter((edge) => !startsInside(edge));
  return {
    nodes: pick(document.nodes),
    layout: pick(document.layout),
    edges: reaching.filter(startsInside),
    ...(incoming.length === 0 ? {} : { incoming }),
  };
}

/**
 * Adds copies of the fragment's nodes under new ids and free titles, moved by `offset`. What lay in a container that is
 * not in the fragment goes into the same one of this document where `mayHold` says so, else into none.
 */
export function insertFragment(
  document: FlowDocument,
  fragment: FlowFragment,
  offset: Point,
  mayHold: (nodeId: string) => boolean = () => false,
): Inserted {
  const newIds = new Map<string, string>();
  const freeTitleFor = titlesIn(document);
  const nodes = { ...document.nodes };
  const layout = { ...document.layout };
  const grown = { ...document, nodes, layout };
  for (const [oldId, node] of Object.entries(fragment.nodes)) {
    const nodeId = newNodeId(grown);
    const placed = Object.hasOwn(fragment.layout, oldId) ? fragment.layout[oldId] : undefined;
    const [x, y, width, height] = placed ?? [0, 0];
    const [left, top] = [x + offset.x, y + offset.y];
    newIds.set(oldId, nodeId);
    nodes[nodeId] = { ...structuredClone(node), title: freeTitleFor(node.title) };
    layout[nodeId] =
      width === undefined || height === undefined ? [left, top] : [left, top, width, height];
  }
  for (const nodeId of newIds.values()) {
    const node = nodes[nodeId];
    if (node?.parent === undefined) continue;
    const kept = mayHold(node.parent) ? node.parent : undefined;
    nodes[nodeId] = withParent(node, newIds.get(node.parent) ?? kept);
  }
  const rename = (end: string): string => {
    const { nodeId, portId } = splitEndpoint(end);
    return `${newIds.get(nodeId) ?? nodeId}.${portId}`;
  };
  const edges = fragment.edges.map((edge) => ({
    ...edge,
    from: rename(edge.from),
    to: rename(edge.to),
  }));
  return {
    document: { ...grown, edges: [...document.edges, ...edges] },
    nodeIds: [...newIds.values()],
    newIds,
  };
}
