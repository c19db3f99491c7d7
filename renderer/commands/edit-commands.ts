import i18next from 'i18next';
import {
  announce,
  onlySelectedNode,
  select,
  startRenaming,
  useCanvasStore,
} from '../screen/canvas-store.ts';
import { withGroupMembers } from './with-group-members.ts';
import { canvasView } from '../screen/canvas-view.ts';
import { nodeTraits } from './drop-nodes.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import {
  addNode,
  copyNodes,
  connect,
  deleteElements,
  disableNodes,
  newNodeId,
} from '../document/flow-edits.ts';
import type { FittingKind, WireEnd } from '../document/fitting-kinds.ts';
import type { FlowFragment, Point } from '../document/flow-edits.ts';
import { nestingOf } from '../document/families.ts';
import { containerAt, makeRoom } from '../document/frames.ts';
import { gripHeight } from '../document/move-into.ts';
import { nodeWidth, placeNode } from '../document/placement.ts';
import { findKind } from '../engine/engine-store.ts';
import { kindWords } from '../i18n/use-kind-words.ts';
import { insertNodes } from './insert-nodes.ts';

/** Adds a node of a kind and wires one of its ports to a port that is there: the two are one step to undo. */
export function addWiredKind(fit: FittingKind, end: WireEnd, at: Point): void {
  const kind = findKind(fit.kindId);
  const { document } = useDocumentStore.getState();
  if (kind === undefined) return;
  const nodeId = newNodeId(document);
  const title = kindWords(kind.title);
  const [near, far] = [`${end.nodeId}.${end.portId}`, `${nodeId}.${fit.portId}`];
  const wire = end.side === 'output' ? { from: near, to: far } : { from: far, to: near };
  const { replaces } = end;
  const parent = parentFor(document, at, kind);
  edit((flow) => {
    const added = addNode(flow, nodeId, kind, { title, at, parent });
    return makeRoom(connect(added, wire, replaces), [nodeId], nodeTraits.isContainer);
  });
  select([nodeId]);
}

/** The container that a new node lands in: the one under its title. Ends of the flow lie in none. */
function parentFor(document: FlowDocument, at: Point, kind: KindDescriptor): string | undefined {
  if (kind.role !== undefined) return undefined;
  const grip = { x: at.x + nodeWidth / 2, y: at.y + gripHeight };
  return containerAt(document, nodeTraits.isContainer, grip);
}

/** Adds a node of a kind at a place, or beside the selected node, or in the middle of the view; selects it. */
export function addKind(kindId: string, at?: Point): void {
  const kind = findKind(kindId);
  const { document, readOnly } = useDocumentStore.getState();
  if (kind === undefined || readOnly) return;
  const nodeId = newNodeId(document);
  const beside = onlySelectedNode(useCanvasStore.getState());
  const isBeside = at === undefined && beside !== undefined && kind.role === undefined;
  const within = isBeside ? nestingOf(document).ancestorsOf(beside) : [];
  const around = canvasView()?.middle() ?? { x: 0, y: 0 };
  const place = at ?? placeNode(document, { beside, around, within });
  const parent = isBeside ? within[0] : parentFor(document, place, kind);
  const title = kindWords(kind.title);
  edit((flow) => {
    const added = addNode(flow, nodeId, kind, { title, at: place, parent });
    return makeRoom(added, [nodeId], nodeTraits.isContainer);
  });
  select([nodeId]);
  canvasView()?.reveal(nodeId);
  const added = useDocumentStore.getState().document.nodes[nodeId]?.title ?? '';
  announce(i18next.t('nodeAdded', { ns: 'canvas', title: added }));
}

/** Removes what is selected. */
export function deleteSelection(): void {
  const { nodeIds, edgeIds } = useCanvasStore.getState();
  edit((flow) => deleteElements(flow, { nodeIds: [...nodeIds], edgeIds: [...edgeIds] }));
  select([]);
}

/** Removes nodes with their wires, selected or not. */
export function deleteNodes(nodeIds: readonly string[]): void {
  edit((flow) => deleteElements(flow, { nodeIds, edgeIds: [] }));
  const gone = new Set(nodeIds);
  select([...useCanvasStore.getState().nodeIds].filter((nodeId) => !gone.has(nodeId)));
}

/** A run skips disabled nodes and what depends on them. */
export function setNodesDisabled(nodeIds: readonly string[], disabled: boolean): void {
  edit((flow) => disableNodes(flow, nodeIds, disabled));
}

/** Disables the selected nodes; enables them when all are disabled. */
export function toggleSelectionDisabled(): void {
  const { nodes } = useDocumentStore.getState().document;
  const nodeIds = [...useCanvasStore.getState().nodeIds];
  const enabled = nodeIds.some((nodeId) => nodes[nodeId]?.disabled !== true);
  setNodesDisabled(nodeIds, enabled);
}

const copyOffset: Point = { x: 40, y: 40 };

/** Copies the selected nodes, with the wires between them, beside themselves. */
export function duplicateSelection(): void {
  duplicateNodes([...useCanvasStore.getState().nodeIds]);
}

/** Copies nodes, with the wires between them, beside themselves and selects the copies. */
export function duplicateNodes(nodeIds: readonly string[]): void {
  if (nodeIds.length === 0) return;
  const { document } = useDocumentStore.getState();
  const fragment = copyNodes(document, withGroupMembers(document, nodeIds));
  insertNodes(fragment, { offset: copyOffset });
}

/** The selected nodes, for the clipboard; undefined when none is selected. */
export function copySelection(): FlowFragment | undefined {
  const { nodeIds } = useCanvasStore.getState();
  if (nodeIds.size === 0) return undefined;
  const { document } = useDocumentStore.getState();
  return copyNodes(document, withGroupMembers(document, [...nodeIds]));
}

/** Selects every node. */
export function selectAll(): void {
  select(Object.keys(useDocumentStore.getState().document.nodes));
}

/** Lets the person type another title for the selected node. */
export function renameSelection(): void {
  const nodeId = onlySelectedNode(useCanvasStore.getState());
  if (nodeId !== undefined && !useDocumentStore.getState().readOnly) startRenaming(nodeId);
}
