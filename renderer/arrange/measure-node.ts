import { nodeReach } from '../document/placement.ts';
import { drawnBox, drawnNode } from '../screen/drawn-nodes.ts';
import type { Measure } from './layout/flow-tree.ts';

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
