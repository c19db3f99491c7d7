import type { Connection, EdgeChange, NodeChange, ReactFlowProps } from '@xyflow/react';
import { useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { enterSubFlow } from '../commands/sub-flow-commands.ts';
import { portsOf } from '../document/check-store.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import type { WireEnd } from '../document/fitting-kinds.ts';
import { refuseWireTo } from '../document/connection-rules.ts';
import type { Refusal } from '../document/connection-rules.ts';
import { containerAt } from '../document/frames.ts';
import { connect, edgeId, newNodeId } from '../document/flow-edits.ts';
import type { Point } from '../document/flow-edits.ts';
import type { CanvasEdge, CanvasNode } from './canvas-elements.ts';
import { startRenaming, useCanvasStore } from '../screen/canvas-store.ts';
import type { Size } from '../screen/canvas-store.ts';
import { useDroppedWire } from './dropped-wire-store.ts';
import { nodeTraits } from '../commands/drop-nodes.ts';
import { isFarBoxing } from './far/use-far-selection.ts';
import { readHandle } from '../document/handle-ids.ts';
import { judge, setMovingWire, toWire } from '../document/judge-connection.ts';
import { takePlaces } from './take-places.ts';

type Handlers = Pick<
  ReactFlowProps<CanvasNode, CanvasEdge>,
  | 'onNodesChange'
  | 'onEdgesChange'
  | 'onConnect'
  | 'onConnectEnd'
  | 'isValidConnection'
  | 'onReconnect'
  | 'onReconnectStart'
  | 'onReconnectEnd'
  | 'onNodeDoubleClick'
>;

/** What happens in the document when something is done on the canvas. */
export function useCanvasHandlers(onSized: (sizes: ReadonlyMap<string, Size>) => void): Handlers {
  const flow = useReactFlow();
  return useMemo(
    () => ({
      onNodesChange: (changes) => {
        takeSizes(changes, onSized);
        takePlaces(changes);
        takeSelection(changes, 'nodeIds');
      },
      onEdgesChange: (changes) => takeSelection(changes, 'edgeIds'),
      onConnect: (connection) => draw(connection),
      onConnectEnd: (event, { fromHandle, toHandle, toNode }) => {
        if (fromHandle === null || toHandle !== null || toNode !== null) return;
        const end = wireEnd(fromHandle.nodeId, fromHandle.id ?? '', fromHandle.type);
        const pointer = 'changedTouches' in event ? event.changedTouches[0] : event;
        if (end === undefined || pointer === undefined || !isPane(pointer)) return;
        const screen = { x: pointer.clientX, y: pointer.clientY };
        const place = flow.screenToFlowPosition(screen);
        const refused = refuseDroppedWire(end, place);
        if (refused === undefined) useDroppedWire.setState({ wire: { end, screen, place } });
        else useCanvasStore.setState({ refused });
      },
      isValidConnection: (connection) => judge(asConnection(connection)).allowed,
      onReconnectStart: (_event, edge) => setMovingWire(edge.id),
      onReconnect: (old, connection) => draw(connection, old.id),
      onReconnectEnd: () => setMovingWire(undefined),
      onNodeDoubleClick: (event, node) => {
        if ((event.target as Element).closest('.node-title') !== null) startRenaming(node.id);
        else void enterSubFlow(node.id);
      },
    }),
    [onSized, flow],
  );
}

/** Whether the pointer is over the canvas itself, not over a panel beside or above it. */
function isPane({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }) {
  const under = document.elementFromPoint(clientX, clientY);
  return under?.closest('.react-flow__pane') !== null;
}

function wireEnd(
  nodeId: string,
  handleId: string,
  handle: 'source' | 'target',
): WireEnd | undefined {
  const ports = portsOf(nodeId);
  const side = handle === 'source' ? 'output' : 'input';
  const { portId, isInner } = readHandle(handleId);
  const held = isInner ? ports?.inner : ports;
  const list = side === 'output' ? held?.outputs : held?.inputs;
  const port = list?.find((known) => known.id === portId);
  if (port === undefined) return undefined;
  const { edges } = useDocumentStore.getState().document;
  const takesOne = side === 'input' && port.multiple !== true;
  const replaces = takesOne ? edges.filter((edge) => edge.to === `${nodeId}.${portId}`) : [];
  return { nodeId, portId, isInner, side, type: port.type, replaces: replaces.map(edgeId) };
}

/** Why no node can stand at the place where a wire was let go: a wire to it would cross a container's border. */
function refuseDroppedWire(end: WireEnd, place: Point): Refusal | undefined {
  const { document } = useDocumentStore.getState();
  const id = newNodeId(document);
  const parent = containerAt(document, nodeTraits.isContainer, place);
  const [near, far] = [`${end.nodeId}.${end.portId}`, `${id}.new`];
  const wire =
    end.side === 'output'
      ? { from: near, to: far, isFromInside: end.isInner, isToInside: false }
      : { from: far, to: near, isFromInside: false, isToInside: end.isInner };
  return refuseWireTo(document, wire, { id, parent });
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

function takeSelection(
  changes: readonly (NodeChange<CanvasNode> | EdgeChange<CanvasEdge>)[],
  key: 'nodeIds' | 'edgeIds',
): void {
  if (isFarBoxing()) return;
  const next = new Set(useCanvasStore.getState()[key]);
  let changed = false;
  for (const change of changes) {
    const gone = change.type === 'remove';
    if (change.type !== 'select' && !gone) continue;
    if (!gone && change.selected) next.add(change.id);
    else next.delete(change.id);
    changed = true;
  }
  if (!changed) return;
  // What an undo took away was never deselected by anybody.
  const { nodes } = useDocumentStore.getState().document;
  const there = (nodeIds: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...nodeIds].filter((nodeId) => nodes[nodeId] !== undefined));
  useCanvasStore.setState(({ nodeIds }) =>
    key === 'edgeIds' ? { edgeIds: next, nodeIds: there(nodeIds) } : { nodeIds: there(next) },
  );
}
