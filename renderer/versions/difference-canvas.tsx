import {
  Background,
  BackgroundVariant,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import type { NodeChange } from '@xyflow/react';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngineStore } from '../engine/engine-store.ts';
import type { ComparedLevel } from './difference-at.ts';
import { DifferenceEdgeView } from './difference-edge-view.tsx';
import { DifferenceNodeView } from './difference-node-view.tsx';
import { goToDifference } from './difference-store.ts';
import { drawDifference, type DifferenceEdge, type DifferenceNode } from './draw-difference.ts';

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

/** What screen readers say of nodes and wires. */
function useNames(): {
  node(node: DifferenceNode): string;
  edge(edge: DifferenceEdge, titles: ReadonlyMap<string, string>): string;
} {
  const { t } = useTranslation('versions');
  const { t: tCanvas } = useTranslation('canvas');
  return useMemo(
    () => ({
      node: ({ data: { mark, title } }) =>
        mark === 'same' || mark === 'ghost'
          ? title
          : t('markedNode', { title, word: t(`change_${mark}`) }),
      edge: ({ source, target, data }, titles) => {
        const mark = data?.mark ?? 'same';
        if (mark === 'move') {
          return t('markedNode', { title: titles.get(target) ?? target, word: t('change_moved') });
        }
        const ends = { from: titles.get(source) ?? source, to: titles.get(target) ?? target };
        const title = tCanvas('edgeName', ends);
        return mark === 'same' ? title : t('markedNode', { title, word: t(`change_${mark}`) });
      },
    }),
    [t, tCanvas],
  );
}

function Drawing({ level, path, chosen }: DifferenceCanvasProps): ReactNode {
  const { t } = useTranslation('versions');
  const kinds = useEngineStore((store) => store.kinds);
  const { nodes, edges } = useMemo(() => {
    const containers = new Set(kinds.filter((kind) => kind.isContainer).map(({ kind }) => kind));
    return drawDifference(level, (kind) => containers.has(kind), chosen);
  }, [level, kinds, chosen]);
  const names = useNames();
  const named = useMemo(
    () => nodes.map((node) => ({ ...node, ariaLabel: names.node(node) })),
    [nodes, names],
  );
  const wires = useMemo(() => {
    const titles = new Map(nodes.map(({ id, data }) => [id, data.title]));
    return edges.map((edge) => ({ ...edge, ariaLabel: names.edge(edge, titles) }));
  }, [nodes, edges, names]);
  const flow = useReactFlow();
  const chosenHere = useRef<string>(undefined);
  useEffect(() => {
    // What was chosen on the drawing is in sight already.
    if (chosen === undefined || chosenHere.current === chosen) return;
    chosenHere.current = undefined;
    const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120;
    void flow.fitView({
      nodes: [{ id: chosen }],
      maxZoom: 1,
      minZoom: 0.5,
      duration,
      padding: 0.4,
    });
  }, [flow, chosen]);
  const choose = (changes: readonly NodeChange[]): void => {
    const change = changes.find((one) => one.type === 'select' && one.selected);
    if (change?.type !== 'select') return;
    chosenHere.current = change.id;
    goToDifference(path, change.id);
  };
  return (
    <ReactFlow
      nodes={named}
      edges={wires}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      fitView
      fitViewOptions={fitOptions}
      onNodesChange={choose}
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
