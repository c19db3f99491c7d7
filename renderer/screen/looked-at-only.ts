import type { ReactFlowProps } from '@xyflow/react';

/** How a flow behaves that is shown to be looked at: it is moved and zoomed, its nodes are chosen, and nothing is changed. */
export const lookedAtOnly = {
  onlyRenderVisibleElements: true,
  nodesDraggable: false,
  nodesConnectable: false,
  edgesReconnectable: false,
  deleteKeyCode: null,
  minZoom: 0.02,
  maxZoom: 2,
  zoomOnDoubleClick: false,
  proOptions: { hideAttribution: true },
} satisfies ReactFlowProps;
