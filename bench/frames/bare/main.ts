// The page that the frames bench compares with: React Flow's own nodes and wires, nothing else.
import { ReactFlow } from '@xyflow/react';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

interface Drawn {
  readonly nodes: readonly (readonly [id: string, x: number, y: number])[];
  readonly wires: readonly (readonly [from: string, to: string])[];
}

const drawn = (await (await fetch(`./flow.json${location.search}`)).json()) as Drawn;
const onlyVisible = new URLSearchParams(location.search).has('visible');
const size = { width: 240, height: 64 };
const nodes = drawn.nodes.map(([id, x, y]) => ({
  id,
  position: { x, y },
  data: { label: id },
  ...size,
}));
const edges = drawn.wires.map(([source, target]) => ({
  id: `${source}-${target}`,
  source,
  target,
}));
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
createRoot(root).render(
  createElement(ReactFlow, {
    defaultNodes: nodes,
    defaultEdges: edges,
    onlyRenderVisibleElements: onlyVisible,
    minZoom: 0.02,
    fitView: !onlyVisible,
  }),
);
