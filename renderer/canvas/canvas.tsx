import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  MiniMap,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStore,
} from '@xyflow/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentStore } from '../document/document-store.ts';
import { classNames } from '../ui/class-names.ts';
import type { CanvasNode } from './canvas-elements.ts';
import { ConnectionHint } from './connection-hint.tsx';
import { DroppedWireMenu } from './dropped-wire-menu.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { FlowEdge } from './flow-edge.tsx';
import { FlowPathBar } from './flow-path-bar.tsx';
import { FlowNodeView } from './flow-node.tsx';
import { FrameView } from './frame-view.tsx';
import { MapNode } from './map-node.tsx';
import { NoteView } from './note-view.tsx';
import { useCanvasDrop } from './use-canvas-drop.ts';
import { useCanvasElements } from './use-canvas-elements.ts';
import { useCanvasHandlers } from './use-canvas-handlers.ts';
import { useCanvasView } from './use-canvas-view.ts';
import { ZoomControls } from './zoom-controls.tsx';

const nodeTypes = { flow: FlowNodeView, frame: FrameView, note: NoteView };
const edgeTypes = { flow: FlowEdge };

/** The flow as a drawing: everything that can be done to it by mouse and by keys. */
export function Canvas(): ReactNode {
  return (
    <ReactFlowProvider>
      <FlowCanvas />
    </ReactFlowProvider>
  );
}

/** On the map a container is an outline around its nodes, and a note a quiet sheet. */
function mapClass(node: CanvasNode): string {
  return `map-${node.type ?? 'flow'}`;
}

const mapSize = { width: 152, height: 96 };
/** On a smaller canvas the map would cover what it shows. */
const roomForMap = { width: 560, height: 320 };

/** Below this zoom words cannot be read: they are not drawn, which keeps a whole big flow moving. */
const farZoom = 0.45;

function FlowCanvas(): ReactNode {
  const { t } = useTranslation('canvas');
  const { nodes, edges, onSized } = useCanvasElements();
  const handlers = useCanvasHandlers(onSized);
  const drop = useCanvasDrop();
  const readOnly = useDocumentStore((store) => store.readOnly);
  const far = useStore((store) => store.transform[2] < farZoom);
  const roomy = useStore(
    ({ width, height }) => width >= roomForMap.width && height >= roomForMap.height,
  );
  const onMoveEnd = useCanvasView();
  return (
    <section
      aria-label={t('canvas')}
      className={classNames('canvas relative h-full', far && 'canvas-far')}
      {...drop}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...handlers}
        onMoveEnd={onMoveEnd}
        onlyRenderVisibleElements
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        edgesReconnectable={!readOnly}
        connectionMode={ConnectionMode.Strict}
        connectionRadius={24}
        snapToGrid
        snapGrid={[4, 4]}
        minZoom={0.05}
        maxZoom={2}
        deleteKeyCode={null}
        multiSelectionKeyCode={['Control', 'Meta']}
        selectionKeyCode="Shift"
        selectionMode={SelectionMode.Partial}
        zoomOnDoubleClick={false}
        reconnectRadius={12}
        elevateEdgesOnSelect
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={{
          'node.a11yDescription.default': t('nodeHelp'),
          'edge.a11yDescription.default': t('edgeHelp'),
        }}
      >
        <Background
          variant={BackgroundVariant.Dots}
          gap={20}
          size={1.5}
          color="var(--canvas-dot)"
        />
        <Panel position="top-left" className="m-3!">
          <FlowPathBar />
        </Panel>
        <Panel position="bottom-left" className="m-3!">
          <ZoomControls />
        </Panel>
        {nodes.length === 0 || !roomy ? undefined : (
          <MiniMap
            pannable
            zoomable
            ariaLabel={t('minimap')}
            nodeComponent={MapNode}
            nodeClassName={mapClass}
            className="map m-3!"
            maskStrokeColor="var(--accent)"
            maskStrokeWidth={1}
            offsetScale={6}
            style={mapSize}
          />
        )}
        <ConnectionHint />
        <DroppedWireMenu />
      </ReactFlow>
      {nodes.length === 0 ? <EmptyCanvas /> : undefined}
    </section>
  );
}
