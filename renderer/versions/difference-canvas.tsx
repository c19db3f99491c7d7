import {
  Background,
  BackgroundVariant,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngineStore } from '../engine/engine-store.ts';
import type { ComparedLevel } from './difference-at.ts';
import { DifferenceEdgeView } from './difference-edge-view.tsx';
import { DifferenceNodeView } from './difference-node-view.tsx';
import { goToDifference } from './difference-store.ts';
import { drawDifference } from './draw-difference.ts';

const nodeTypes = { difference: DifferenceNodeView };
const edgeTypes = { difference: DifferenceEdgeView };
const fitOptions = { padding: 0.12, maxZoom: 1 };

interface DifferenceCanvasProps {
  readonly level: ComparedLevel;
  readonly path: readonly string[];
  readonly chosen: string | undefined;
}

/** Both flows in one drawing, to look at only. */
export function DifferenceCanvas(props: DifferenceCanvasProps): ReactNode {
  return (
    // Another flow is another drawing, seen from where all of it can be seen.
    <ReactFlowProvider key={props.path.join('/')}>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function Drawing({ level, path, chosen }: DifferenceCanvasProps): ReactNode {
  const { t } = useTranslation('versions');
  const kinds = useEngineStore((store) => store.kinds);
  const { nodes, edges } = useMemo(() => {
    const containers = new Set(kinds.filter((kind) => kind.isContainer).map(({ kind }) => kind));
    return drawDifference(level, (kind) => containers.has(kind), chosen);
  }, [level, kinds, chosen]);
  const named = useMemo(
    () =>
      nodes.map((node) => {
        const { mark, title } = node.data;
        const word = mark === 'same' || mark === 'ghost' ? '' : t(`change_${mark}`);
        return { ...node, ariaLabel: word === '' ? title : t('markedNode', { title, word }) };
      }),
    [nodes, t],
  );
  const flow = useReactFlow();
  useEffect(() => {
    if (chosen === undefined) return;
    const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120;
    void flow.fitView({
      nodes: [{ id: chosen }],
      maxZoom: 1,
      minZoom: 0.5,
      duration,
      padding: 0.4,
    });
  }, [flow, chosen]);
  return (
    <ReactFlow
      nodes={named}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      fitView
      fitViewOptions={fitOptions}
      onNodeClick={(_event, node) => goToDifference(path, node.id)}
      onlyRenderVisibleElements
      nodesDraggable={false}
      nodesConnectable={false}
      edgesReconnectable={false}
      deleteKeyCode={null}
      minZoom={0.02}
      maxZoom={2}
      zoomOnDoubleClick={false}
      proOptions={{ hideAttribution: true }}
      ariaLabelConfig={{ 'node.a11yDescription.default': t('nodeHelp') }}
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} color="var(--canvas-dot)" />
    </ReactFlow>
  );
}
