import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStore,
} from '@xyflow/react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { FindBar } from '../search/find-bar.tsx';
import { NodeSearch } from '../search/node-search.tsx';
import { useDoubleClickSearch } from '../search/use-double-click-search.ts';
import { DifferenceView } from '../versions/difference-view.tsx';
import { CanvasGround } from './canvas-ground.tsx';
import { DifferenceCanvas } from './difference/difference-canvas.tsx';
import type { CanvasNode } from './canvas-elements.ts';
import { ConnectionHint } from './connection-hint.tsx';
import { DroppedWireMenu } from './dropped-wire-menu.tsx';
import { EdgeValue } from './edge-value.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { FlowEdge } from './flow-edge.tsx';
import { FlowPathBar } from './flow-path-bar.tsx';
import { FlowNodeView } from './flow-node.tsx';
import { FrameView } from './frame-view.tsx';
import { GroupView } from './group-view.tsx';
import { SnapGuides } from '../arrange/snap-guides.tsx';
import { KeyWirePanel } from '../arrange/key-wire-panel.tsx';
import { EdgeTools } from '../arrange/edge-tools.tsx';
import { SpliceMark } from '../arrange/splice-mark.tsx';
import { SelectionToolbar } from '../arrange/selection-toolbar.tsx';
import { CanvasMap } from './far/canvas-map.tsx';
import { farWireReach } from './far/choose-level.ts';
import { FarLayer } from './far/far-layer.tsx';
import { FarName } from './far/far-name.tsx';
import type { FarPicture } from './far/far-painter.ts';
import type { FarScene } from './far/far-scene.ts';
import { dotGapAt, paintScene } from './far/paint-scene.ts';
import { useDetailLevel } from './far/use-detail-level.ts';
import { useFarScene } from './far/use-far-scene.ts';
import { useShownElements } from './far/use-shown-elements.ts';
import { PastFlowBar } from './past-flow-bar.tsx';
import { StallLegend } from '../stalls/stall-legend.tsx';
import { NoteView } from './note-view.tsx';
import { useCanvasDrop } from './use-canvas-drop.ts';
import { useCanvasElements } from './use-canvas-elements.ts';
import { useCanvasHandlers } from './use-canvas-handlers.ts';
import { useCanvasView } from './use-canvas-view.ts';
import { ZoomControls } from './zoom-controls.tsx';

const nodeTypes = {
  flow: FlowNodeView,
  frame: FrameView,
  note: NoteView,
  'titled-group': GroupView,
};
const edgeTypes = { flow: FlowEdge };

/** The flow as a drawing: everything that can be done to it by mouse and by keys. */
export function Canvas(): ReactNode {
  return (
    <>
      <ReactFlowProvider>
        <FlowCanvas />
      </ReactFlowProvider>
      <DifferenceView drawing={DifferenceCanvas} />
    </>
  );
}

interface PointedNameProps {
  readonly scene: FarScene;
  readonly node: CanvasNode;
}

function pictureOf(scene: FarScene): FarPicture {
  return {
    paint: (brush, box) => paintScene(brush, scene, box),
    subscribe: (listener) => scene.subscribe(listener),
  };
}

/** How React Flow takes hands and keys, whatever is drawn. */
const flowProps = {
  nodeTypes,
  edgeTypes,
  onlyRenderVisibleElements: true,
  connectionMode: ConnectionMode.Strict,
  snapToGrid: true,
  snapGrid: [4, 4] as [number, number],
  minZoom: 0.02,
  maxZoom: 2,
  deleteKeyCode: null,
  multiSelectionKeyCode: ['Control', 'Meta'],
  selectionKeyCode: 'Shift',
  selectionMode: SelectionMode.Partial,
  zoomOnDoubleClick: false,
  reconnectRadius: 12,
  elevateEdgesOnSelect: true,
  proOptions: { hideAttribution: true },
};

function FlowCanvas(): ReactNode {
  const { t } = useTranslation('canvas');
  const { nodes, edges, onSized } = useCanvasElements();
  const handlers = useCanvasHandlers(onSized);
  const drop = useCanvasDrop();
  const onDoubleClick = useDoubleClickSearch();
  const mayEdit = !useDocumentStore((store) => store.readOnly);
  const scene = useFarScene(nodes, edges);
  const level = useDetailLevel(nodes.length);
  const shown = useShownElements({ nodes, edges }, level, scene);
  const wireReach = useStore((store) => (level === 'far' ? farWireReach(store.transform[2]) : 24));
  const picture = useMemo(() => pictureOf(scene), [scene]);
  const onMoveEnd = useCanvasView();
  const { onPointerMove, onFocus, onBlur } = shown;
  const hands = { ...drop, onPointerMove, onFocus, onBlur, onDoubleClick };
  return (
    <CanvasGround hands={hands} isPicture={level === 'far'}>
      <ReactFlow
        {...flowProps}
        {...handlers}
        nodes={shown.nodes}
        edges={shown.edges}
        onMoveEnd={onMoveEnd}
        nodesDraggable={mayEdit}
        nodesConnectable={mayEdit}
        edgesReconnectable={mayEdit}
        connectionRadius={wireReach}
        ariaLabelConfig={{
          'node.a11yDescription.default': t('nodeHelp'),
          'edge.a11yDescription.default': t('edgeHelp'),
        }}
      >
        {level === 'far' ? (
          <FarLayer picture={picture} nodes={nodes.length} wires={edges.length} />
        ) : (
          <Dots />
        )}
        {shown.pointed === undefined ? undefined : (
          <PointedName scene={scene} node={shown.pointed} />
        )}
        <Corners scene={scene} isEmpty={nodes.length === 0} />
        <CanvasTools />
      </ReactFlow>
      {nodes.length === 0 ? <EmptyCanvas /> : undefined}
      <FindBar />
    </CanvasGround>
  );
}

/** On a smaller canvas the map would cover what it shows. */
const roomForMap = { width: 560, height: 320 };

/** What stands in the canvas's corners. */
function Corners({
  scene,
  isEmpty,
}: {
  readonly scene: FarScene;
  readonly isEmpty: boolean;
}): ReactNode {
  const roomy = useStore(
    ({ width, height }) => width >= roomForMap.width && height >= roomForMap.height,
  );
  return (
    <>
      <Panel position="top-left" className="m-3! flex max-w-[calc(100%-24px)] flex-col gap-2">
        <PastFlowBar />
        <FlowPathBar />
        <StallLegend />
      </Panel>
      <Panel position="bottom-left" className="m-3!">
        <ZoomControls />
      </Panel>
      {isEmpty || !roomy ? undefined : (
        <Panel position="bottom-right" className="m-3!">
          <CanvasMap scene={scene} />
        </Panel>
      )}
    </>
  );
}

/** What comes up over the canvas while something is done on it. */
function CanvasTools(): ReactNode {
  return (
    <>
      <ConnectionHint />
      <EdgeValue />
      <DroppedWireMenu />
      <SelectionToolbar />
      <SnapGuides />
      <SpliceMark />
      <EdgeTools />
      <KeyWirePanel />
      <NodeSearch />
    </>
  );
}

/** The name of the node that hands or keys are at. */
function PointedName({ scene, node }: PointedNameProps): ReactNode {
  const words = useKindWords();
  const { kind, node: flowNode } = node.data;
  const place = scene.placeOf(node.id);
  return (
    <FarName place={place} title={flowNode.title} kind={words(kind?.title ?? flowNode.kind)} />
  );
}

/** The ground's dots, never so dense that they would be a haze. */
function Dots(): ReactNode {
  const gap = useStore((store) => dotGapAt(store.transform[2]));
  return (
    <Background variant={BackgroundVariant.Dots} gap={gap} size={1.5} color="var(--canvas-dot)" />
  );
}
