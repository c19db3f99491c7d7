import {
  Background,
  BackgroundVariant,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import type { NodeChange } from '@xyflow/react';
import { CornerLeftUp, Workflow } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lookedAtOnly } from '../screen/looked-at-only.ts';
import type { RunComparison } from '../../core/contracts/comparison/run-comparison.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { followPath } from '../document/flow-path.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { Button } from '../ui/button.tsx';
import { CompareLegend } from './compare-marks.tsx';
import { ComparedNodeView } from './compared-node-view.tsx';
import { drawComparison, type DrawnNode } from './draw-comparison.ts';
import { writeRatio } from './compare-figures.ts';

const nodeTypes = { compared: ComparedNodeView };
const fitOptions = { padding: 0.14, maxZoom: 1 };

interface CompareCanvasProps {
  readonly comparison: RunComparison;
  readonly flows: { readonly a: FlowDocument; readonly b: FlowDocument };
  /** The chosen node, with the sub-flows that it lies in. */
  readonly nodeId: string | undefined;
  readonly onChoose: (row: number) => void;
}

/** The flows of both runs as one drawing, to look at only: each node says what became of it. */
export function CompareCanvas(props: CompareCanvasProps): ReactNode {
  const { t } = useTranslation('compare');
  const { flows, nodeId } = props;
  const [chosen, setChosen] = useState({ nodeId, path: pathTo(flows, nodeId) });
  // Whoever chooses a step of a sub-flow wants to see it there.
  if (chosen.nodeId !== nodeId) setChosen({ nodeId, path: pathTo(flows, nodeId) });
  const { path } = chosen;
  const enter = (to: readonly string[]): void => setChosen({ nodeId, path: to });
  return (
    <section aria-label={t('drawing')} className="relative min-h-0 min-w-0 grow bg-canvas">
      <ReactFlowProvider key={path.join('/')}>
        <Drawing {...props} path={path} onEnter={(id) => enter([...path, id])} />
      </ReactFlowProvider>
      {path.length === 0 ? undefined : (
        <Button
          icon={<CornerLeftUp size={14} />}
          className="absolute top-2 left-2"
          onClick={() => enter(path.slice(0, -1))}
        >
          {t('leaveSubFlow')}
        </Button>
      )}
      <CompareLegend />
    </section>
  );
}

/** The nodes around a node whose flows are held, outermost first. */
function pathTo(flows: CompareCanvasProps['flows'], nodeId: string | undefined): readonly string[] {
  const path = nodeId?.split('/').slice(0, -1) ?? [];
  const reached = [flows.a, flows.b].map((flow) => followPath(flow, path).path);
  return reached.find((one) => one.length === path.length) ?? [];
}

interface DrawingProps extends CompareCanvasProps {
  readonly path: readonly string[];
  readonly onEnter: (nodeId: string) => void;
}

function Drawing(props: DrawingProps): ReactNode {
  const { comparison, flows, nodeId, onChoose, path, onEnter } = props;
  const { t } = useTranslation('compare');
  const { t: tCanvas } = useTranslation('canvas');
  const kinds = useEngineStore((store) => store.kinds);
  const { nodes, edges } = useMemo(() => {
    const containers = new Set(kinds.filter((kind) => kind.isContainer).map(({ kind }) => kind));
    const [was, is] = [followPath(flows.a, path), followPath(flows.b, path)];
    const [a, b] = [was, is].map((one) => (one.path.length === path.length ? one.flow : undefined));
    const prefix = path.length === 0 ? '' : `${path.join('/')}/`;
    const byId = new Map(comparison.nodes.map((node) => [node.nodeId, node]));
    const either = { a: a ?? b ?? flows.a, b: b ?? a ?? flows.b, prefix, nodes: byId };
    return drawComparison(either, (kind) => containers.has(kind));
  }, [kinds, flows, path, comparison]);
  const own = nodeId?.split('/').at(-1);
  const named = useMemo(
    () =>
      nodes.map((node) => ({ ...node, selected: node.id === own, ariaLabel: nameNode(node, t) })),
    [nodes, own, t],
  );
  const wires = useMemo(() => {
    const titles = new Map(nodes.map(({ id, data }) => [id, data.title]));
    return edges.map((edge) => ({
      ...edge,
      ariaLabel: tCanvas('edgeName', {
        from: titles.get(edge.source) ?? edge.source,
        to: titles.get(edge.target) ?? edge.target,
      }),
    }));
  }, [nodes, edges, tCanvas]);
  const flow = useReactFlow();
  // The whole drawing is shown at first, and what was chosen on it is in sight already.
  const seen = useRef(own);
  useEffect(() => {
    if (own === undefined || seen.current === own) return;
    const isFirst = seen.current === undefined;
    seen.current = own;
    if (isFirst) return;
    const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120;
    void flow.fitView({ nodes: [{ id: own }], maxZoom: 0.8, minZoom: 0.4, duration, padding: 0.6 });
  }, [flow, own]);
  const choose = (changes: readonly NodeChange[]): void => {
    const change = changes.find((one) => one.type === 'select' && one.selected);
    const row = nodes.find(({ id }) => change?.type === 'select' && id === change.id)?.data.row;
    if (change?.type !== 'select' || row === undefined) return;
    seen.current = change.id;
    onChoose(row);
  };
  const holder = nodes.find(({ id, data }) => id === own && data.isHolder);
  return (
    <>
      <ReactFlow
        nodes={named}
        edges={wires}
        nodeTypes={nodeTypes}
        fitView
        fitViewOptions={fitOptions}
        onNodesChange={choose}
        onNodeDoubleClick={(_, node) => {
          if (node.data.isHolder) onEnter(node.id);
        }}
        {...lookedAtOnly}
        ariaLabelConfig={{ 'node.a11yDescription.default': t('nodeHelp') }}
      >
        <Background
          variant={BackgroundVariant.Dots}
          gap={20}
          size={1.5}
          color="var(--canvas-dot)"
        />
      </ReactFlow>
      {holder === undefined ? undefined : (
        <Button
          icon={<Workflow size={14} />}
          className="absolute top-2 right-2"
          onClick={() => onEnter(holder.id)}
        >
          {t('enterSubFlow')}
        </Button>
      )}
    </>
  );
}

type Translate = ReturnType<typeof useTranslation<'compare'>>['t'];

/** What screen readers say of a node. */
function nameNode({ data }: DrawnNode, t: Translate): string {
  const { title, mark, differs, pace } = data;
  const what = mark === 'differs' ? differs.map((aspect) => t(aspect)).join(', ') : '';
  const took = pace && `${t(pace.pace)} ${writeRatio(pace.ratio)}`;
  return [title, t(`mark_${mark}`), what, took]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
}
