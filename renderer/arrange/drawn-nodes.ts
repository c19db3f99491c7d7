import type { CanvasNode } from '../canvas/canvas-elements.ts';
import { useDocumentStore } from '../document/document-store.ts';
import type { Box } from '../document/frames.ts';
import { nodeReach, nodeWidth } from '../document/placement.ts';
import type { Measure } from './layout/flow-tree.ts';

let drawn: readonly CanvasNode[] = [];
let byId: ReadonlyMap<string, CanvasNode> | undefined;

/** Called by the canvas whenever nodes on it change: what is arranged is arranged by their sizes. */
export function noteDrawnNodes(nodes: readonly CanvasNode[]): void {
  drawn = nodes;
  byId = undefined;
}

/** A node as the canvas draws it; undefined for one that it has not seen yet. */
export function drawnNode(nodeId: string): CanvasNode | undefined {
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

/** From a node's top left corner to one of its ports, px at zoom 1; undefined when it has no such port. */
export function portSpot(
  nodeId: string,
  side: 'input' | 'output',
  handleId: string,
): { readonly x: number; readonly y: number } | undefined {
  const type = side === 'input' ? 'target' : 'source';
  const handle = drawnNode(nodeId)?.handles?.find(
    (known) => known.type === type && known.id === handleId,
  );
  if (handle === undefined) return undefined;
  const { x, y, width = 0, height = 0 } = handle;
  return { x: x + width / 2, y: y + height / 2 };
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
