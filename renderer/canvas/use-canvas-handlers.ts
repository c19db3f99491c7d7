import type { Connection, EdgeChange, NodeChange, ReactFlowProps } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { edit } from '../document/document-store.ts';
import { connect, deleteElements, moveNodes } from '../document/flow-edits.ts';
import type { Point } from '../document/flow-edits.ts';
import type { CanvasEdge, CanvasNode } from './canvas-elements.ts';
import { startRenaming, useCanvasStore } from './canvas-store.ts';
import { judge, setMovingWire, toWire } from './judge-connection.ts';

type Handlers = Pick<
  ReactFlowProps<CanvasNode, CanvasEdge>,
  | 'onNodesChange'
  | 'onEdgesChange'
  | 'onDelete'
  | 'onConnect'
  | 'isValidConnection'
  | 'onReconnect'
  | 'onReconnectStart'
  | 'onReconnectEnd'
  | 'onNodeDoubleClick'
>;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What happens in the document when something is done on the canvas. */
export function useCanvasHandlers(onSized: (sizes: ReadonlyMap<string, Size>) => void): Handlers {
  const dragging = useRef(false);
  return useMemo(
    () => ({
      onNodesChange: (changes) => {
        takeSizes(changes, onSized);
        takePlaces(changes, dragging);
        takeSelection(changes, 'nodeIds');
      },
      onEdgesChange: (changes) => takeSelection(changes, 'edgeIds'),
      onDelete: ({ nodes, edges }) =>
        edit((flow) =>
          deleteElements(flow, {
            nodeIds: nodes.map((node) => node.id),
            edgeIds: edges.map((edge) => edge.id),
          }),
        ),
      onConnect: (connection) => draw(connection),
      isValidConnection: (connection) => judge(asConnection(connection)).allowed,
      onReconnectStart: (_event, edge) => setMovingWire(edge.id),
      onReconnect: (old, connection) => draw(connection, old.id),
      onReconnectEnd: () => setMovingWire(undefined),
      onNodeDoubleClick: (event, node) => {
        if ((event.target as Element).closest('.node-title') !== null) startRenaming(node.id);
      },
    }),
    [onSized],
  );
}

function asConnection(connection: CanvasEdge | Connection): Connection {
  return {
    source: connection.source,
    target: connection.target,
    sourceHandle: connection.sourceHandle ?? null,
    targetHandle: connection.targetHandle ?? null,
  };
}

function draw(connection: Connection, old?: string): void {
  const verdict = judge(connection);
  if (!verdict.allowed) return;
  const instead = old === undefined ? verdict.replaces : [...verdict.replaces, old];
  edit((flow) => connect(flow, toWire(connection), instead));
}

function takeSizes(
  changes: readonly NodeChange<CanvasNode>[],
  onSized: (sizes: ReadonlyMap<string, Size>) => void,
): void {
  const sizes = new Map<string, Size>();
  for (const change of changes) {
    if (change.type === 'dimensions' && change.dimensions !== undefined) {
      sizes.set(change.id, change.dimensions);
    }
  }
  if (sizes.size > 0) onSized(sizes);
}

/** While nodes are dragged their places stay out of the document; the end of the drag is one step to undo. */
function takePlaces(
  changes: readonly NodeChange<CanvasNode>[],
  dragging: { current: boolean },
): void {
  const moving: Record<string, Point> = {};
  const settled: Record<string, Point> = {};
  for (const change of changes) {
    if (change.type !== 'position' || change.position === undefined) continue;
    (change.dragging === true ? moving : settled)[change.id] = change.position;
  }
  if (Object.keys(moving).length > 0) {
    dragging.current = true;
    useCanvasStore.setState(({ dragged }) => ({ dragged: { ...dragged, ...moving } }));
  }
  if (Object.keys(settled).length > 0) {
    const step = dragging.current ? undefined : `nudge ${Object.keys(settled).join(' ')}`;
    dragging.current = false;
    edit((flow) => moveNodes(flow, settled), step);
    useCanvasStore.setState({ dragged: {} });
  }
}

function takeSelection(
  changes: readonly (NodeChange<CanvasNode> | EdgeChange<CanvasEdge>)[],
  key: 'nodeIds' | 'edgeIds',
): void {
  const next = new Set(useCanvasStore.getState()[key]);
  let changed = false;
  for (const change of changes) {
    const gone = change.type === 'remove';
    if (change.type !== 'select' && !gone) continue;
    if (!gone && change.selected) next.add(change.id);
    else next.delete(change.id);
    changed = true;
  }
  if (changed) useCanvasStore.setState(key === 'nodeIds' ? { nodeIds: next } : { edgeIds: next });
}
