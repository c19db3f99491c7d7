import type { Edge, Node } from '@xyflow/react';
import type { KindCategory } from '../../core/model/kind-descriptor.ts';
import type { Port } from '../../core/model/port.ts';
import { curveBetween } from '../document/wire-curve.ts';
import type { WireCurve } from '../document/wire-curve.ts';
import { useDocumentStore } from '../document/document-store.ts';
import type { Point } from '../document/flow-edits.ts';
import type { Box } from '../document/frames.ts';
import { nodeReach, nodeWidth } from '../document/placement.ts';

/** What is asked of a node on the canvas: its size, its ports' places, and how it looks. */
type DrawnNode = Pick<Node, 'id' | 'type' | 'measured' | 'handles'> & {
  readonly data: {
    readonly kind?: { readonly category: KindCategory } | undefined;
    readonly shape: { readonly baseHeight: number; readonly ports: readonly DrawnPort[] };
  };
};

interface DrawnPort {
  readonly port: Port;
  readonly side: 'input' | 'output';
  readonly handleId: string;
  /** The port's middle, px from the node's top. */
  readonly y: number;
}

type DrawnEdge = Pick<Edge, 'id' | 'source' | 'sourceHandle' | 'target' | 'targetHandle'>;

let drawn: readonly DrawnNode[] = [];
let drawnEdges: readonly DrawnEdge[] = [];
let byId: ReadonlyMap<string, DrawnNode> | undefined;

/** Called by the canvas whenever something on it changes: what is arranged is arranged by the sizes of nodes. */
export function noteDrawn(nodes: readonly DrawnNode[], edges: readonly DrawnEdge[]): void {
  drawn = nodes;
  drawnEdges = edges;
  byId = undefined;
}

/** A node as the canvas draws it; undefined for one that it has not seen yet. */
export function drawnNode(nodeId: string): DrawnNode | undefined {
  byId ??= new Map(drawn.map((node) => [node.id, node]));
  return byId.get(nodeId);
}

/** Where a node of the open flow stands on the canvas, and how large it is drawn. */
export function drawnBox(nodeId: string): Box {
  const [x, y, wide, high] = useDocumentStore.getState().document.layout[nodeId] ?? [0, 0];
  const { measured } = drawnNode(nodeId) ?? {};
  const width = measured?.width ?? wide ?? nodeWidth;
  const height = measured?.height ?? high ?? nodeReach;
  return { x, y, width, height };
}

/** The place of a port on the canvas, px at zoom 1; undefined when the node has no such port. */
export function portSpot(
  nodeId: string,
  side: 'input' | 'output',
  handleId: string | null | undefined,
): Point | undefined {
  const type = side === 'input' ? 'target' : 'source';
  const handle = drawnNode(nodeId)?.handles?.find(
    (known) => known.type === type && known.id === handleId,
  );
  if (handle === undefined) return undefined;
  const { x, y, width = 0, height = 0 } = handle;
  const [left, top] = useDocumentStore.getState().document.layout[nodeId] ?? [0, 0];
  return { x: left + x + width / 2, y: top + y + height / 2 };
}

/** Every wire's curve, by its id. */
export function wireCurves(): ReadonlyMap<string, WireCurve> {
  const curves = new Map<string, WireCurve>();
  for (const edge of drawnEdges) {
    const curve = curveOf(edge);
    if (curve !== undefined) curves.set(edge.id, curve);
  }
  return curves;
}

/** The curve of one wire; undefined for one that is not drawn. */
export function wireCurve(edgeId: string): WireCurve | undefined {
  const edge = drawnEdges.find(({ id }) => id === edgeId);
  return edge && curveOf(edge);
}

function curveOf({ source, sourceHandle, target, targetHandle }: DrawnEdge): WireCurve | undefined {
  const from = portSpot(source, 'output', sourceHandle);
  const to = portSpot(target, 'input', targetHandle);
  return from && to && curveBetween(from, to);
}
