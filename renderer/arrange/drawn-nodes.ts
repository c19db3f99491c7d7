import type { CanvasEdge, CanvasNode } from '../canvas/canvas-elements.ts';
import { curveBetween } from '../canvas/far/wire-curve.ts';
import type { WireCurve } from '../canvas/far/wire-curve.ts';
import { useDocumentStore } from '../document/document-store.ts';
import type { Point } from '../document/flow-edits.ts';
import type { Box } from '../document/frames.ts';
import { nodeReach, nodeWidth } from '../document/placement.ts';
import type { Measure } from './layout/flow-tree.ts';

let drawn: readonly CanvasNode[] = [];
let drawnEdges: readonly CanvasEdge[] = [];
let byId: ReadonlyMap<string, CanvasNode> | undefined;

/** Called by the canvas whenever something on it changes: what is arranged is arranged by the sizes of nodes. */
export function noteDrawn(nodes: readonly CanvasNode[], edges: readonly CanvasEdge[]): void {
  drawn = nodes;
  drawnEdges = edges;
  byId = undefined;
}

/** A node as the canvas draws it; undefined for one that it has not seen yet. */
function drawnNode(nodeId: string): CanvasNode | undefined {
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

function curveOf({
  source,
  sourceHandle,
  target,
  targetHandle,
}: CanvasEdge): WireCurve | undefined {
  const from = portSpot(source, 'output', sourceHandle);
  const to = portSpot(target, 'input', targetHandle);
  return from && to && curveBetween(from, to);
}

/** What a layout needs to know of a node; models and agents keep room for what they will say. */
export function measureNode(nodeId: string): Measure {
  const node = drawnNode(nodeId);
  const { width, height } = drawnBox(nodeId);
  const category = node?.data.kind?.category;
  const speaks = node?.type === 'flow' && (category === 'models' || category === 'agents');
  return {
    width,
    height: speaks ? Math.max(height, nodeReach) : height,
    leastHeight: node?.data.shape.baseHeight ?? 0,
    port: (side, portId) => {
      const placed = node?.data.shape.ports.find(
        (port) => port.side === side && port.handleId === portId,
      );
      return placed && { y: placed.y, isTool: placed.port.type === 'tool' };
    },
  };
}
