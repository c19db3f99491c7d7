import type { FlowDocument, Placement } from '../../core/model/flow-document.ts';
import { nodeWidth } from './placement.ts';

/** Height of a node's title bar, px at zoom 1: a node that is no taller is collapsed to it. */
export const titleBarHeight = 36;

/** A height that leaves a node as tall as what it shows. */
const ownHeight = 60;

/** Whether a node shows its title bar only. The file says so by the node's height: there is no other mark. */
export function isCollapsed(placement: Placement | undefined): boolean {
  return placement?.[3] !== undefined && placement[3] <= titleBarHeight;
}

/** Collapses nodes, or opens them when all are collapsed; their widths stay. */
export function toggleCollapsed(document: FlowDocument, nodeIds: readonly string[]): FlowDocument {
  const collapses = nodeIds.some((nodeId) => !isCollapsed(document.layout[nodeId]));
  const layout = { ...document.layout };
  for (const nodeId of nodeIds) {
    const [x, y, width = nodeWidth] = layout[nodeId] ?? [0, 0];
    if (collapses) layout[nodeId] = [x, y, width, titleBarHeight];
    else layout[nodeId] = width === nodeWidth ? [x, y] : [x, y, width, ownHeight];
  }
  return nodeIds.length === 0 ? document : { ...document, layout };
}
