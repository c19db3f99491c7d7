import {
  Background,
  BackgroundVariant,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import type { NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lookedAtOnly } from '../../screen/looked-at-only.ts';
import { useEngineStore } from '../../engine/engine-store.ts';
import { DifferenceEdgeView } from './difference-edge-view.tsx';
import { DifferenceNodeView } from './difference-node-view.tsx';
import { goToDifference } from '../../versions/difference-store.ts';
import type { DifferenceCanvasProps } from '../../versions/difference-view.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FarLayer } from '../far/far-layer.tsx';
import { FarName } from '../far/far-name.tsx';
import { useDetailLevel } from '../far/use-detail-level.ts';
import { useFarDifference } from './use-far-difference.ts';
import { drawDifference, type DifferenceEdge, type DifferenceNode } from './draw-difference.ts';

const nodeTypes = { difference: DifferenceNodeView };
const edgeTypes = { difference: DifferenceEdgeView };
// What is drawn as part of the picture is in sight, too.
const fitOptions = { padding: 0.12, maxZoom: 1, includeHiddenNodes: true };

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

/** The union of both flows as React Flow takes it; the same objects until a flow changes or another node is chosen. */
function useDrawing({ level, chosen }: DifferenceCanvasProps): {
  readonly nodes: readonly DifferenceNode[];
  readonly edges: readonly DifferenceEdge[];
} {
  const kinds = useEngineStore((store) => store.kinds);
  const names = useNames();
  const { nodes, edges } = useMemo(() => {
    const containers = new Set(kinds.filter((kind) => kind.isContainer).map(({ kind }) => kind));
    const drawn = drawDifference(level, (kind) => containers.has(kind));
    const named = drawn.nodes.map((node) => ({ ...node, ariaLabel: names.node(node) }));
    return { nodes: named, edges: drawn.edges };
  }, [level, kinds, names]);
  const marked = useMemo(
    () => nodes.map((node) => (node.id === chosen ? { ...node, selected: true } : node)),
    [nodes, chosen],
  );
  return { nodes: marked, edges };
}

/** Wires with what screen readers say of them; from far, where the picture shows them, none. */
function useNamedWires(
  { nodes, edges }: ReturnType<typeof useDrawing>,
  isFar: boolean,
): DifferenceEdge[] {
  const names = useNames();
  return useMemo(() => {
    if (isFar) return [];
    const titles = new Map(nodes.map(({ id, data }) => [id, data.title]));
    return edges.map((edge) => ({ ...edge, ariaLabel: names.edge(edge, titles) }));
  }, [nodes, edges, names, isFar]);
}

/** Brings a node into sight that was chosen elsewhere. Returns what to call before one is chosen on the drawing. */
function useInSight(chosen: string | undefined): (nodeId: string) => void {
  const flow = useReactFlow();
  const chosenHere = useRef<string>(undefined);
  useEffect(() => {
    // What was chosen on the drawing is in sight already.
    if (chosen === undefined || chosenHere.current === chosen) return;
    chosenHere.current = undefined;
    const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120;
    void flow.fitView({
      nodes: [{ id: chosen }],
      includeHiddenNodes: true,
      maxZoom: 1,
      minZoom: 0.5,
      duration,
      padding: 0.4,
    });
  }, [flow, chosen]);
  return useCallback((nodeId) => (chosenHere.current = nodeId), []);
}

function Drawing(props: DifferenceCanvasProps): ReactNode {
  const { path, chosen } = props;
  const { t } = useTranslation('versions');
  const drawing = useDrawing(props);
  const level = useDetailLevel(drawing.nodes.length);
  const isFar = level === 'far';
  const wires = useNamedWires(drawing, isFar);
  const { shown, picture, name, onPointerMove } = useFarDifference(drawing, isFar, chosen);
  const noteChosenHere = useInSight(chosen);
  const choose = (changes: readonly NodeChange[]): void => {
    const change = changes.find((one) => one.type === 'select' && one.selected);
    if (change?.type !== 'select') return;
    noteChosenHere(change.id);
    goToDifference(path, change.id);
  };
  return (
    <div
      className={classNames('h-full', isFar && 'canvas-far canvas-picture')}
      onPointerMove={onPointerMove}
    >
      <ReactFlow
        nodes={shown}
        edges={wires}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        fitView
        fitViewOptions={fitOptions}
        onNodesChange={choose}
        {...lookedAtOnly}
        ariaLabelConfig={{ 'node.a11yDescription.default': t('nodeHelp') }}
      >
        {isFar ? (
          <FarLayer picture={picture} nodes={drawing.nodes.length} wires={drawing.edges.length} />
        ) : (
          <Background
            variant={BackgroundVariant.Dots}
            gap={20}
            size={1.5}
            color="var(--canvas-dot)"
          />
        )}
        {name === undefined ? undefined : <FarName {...name} />}
      </ReactFlow>
    </div>
  );
}
