import i18next from 'i18next';
import {
  announce,
  onlySelectedNode,
  select,
  startRenaming,
  useCanvasStore,
} from '../canvas/canvas-store.ts';
import { canvasView } from '../canvas/canvas-view.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import {
  addNode,
  copyNodes,
  deleteElements,
  insertFragment,
  newNodeId,
} from '../document/flow-edits.ts';
import type { FlowFragment, Point } from '../document/flow-edits.ts';
import { placeNode } from '../document/placement.ts';
import { findKind } from '../engine/engine-store.ts';
import { kindWords } from '../i18n/use-kind-words.ts';

/** Adds a node of a kind at a place, or beside the selected node, or in the middle of the view; selects it. */
export function addKind(kindId: string, at?: Point): void {
  const kind = findKind(kindId);
  const { document, readOnly } = useDocumentStore.getState();
  if (kind === undefined || readOnly) return;
  const nodeId = newNodeId(document);
  const place =
    at ??
    placeNode(document, {
      beside: onlySelectedNode(useCanvasStore.getState()),
      around: canvasView()?.middle() ?? { x: 0, y: 0 },
    });
  edit((flow) => addNode(flow, nodeId, kind, { title: kindWords(kind.title), at: place }));
  select([nodeId]);
  canvasView()?.reveal(nodeId);
  const title = useDocumentStore.getState().document.nodes[nodeId]?.title ?? '';
  announce(i18next.t('nodeAdded', { ns: 'canvas', title }));
}

/** Removes what is selected. */
export function deleteSelection(): void {
  const { nodeIds, edgeIds } = useCanvasStore.getState();
  edit((flow) => deleteElements(flow, { nodeIds: [...nodeIds], edgeIds: [...edgeIds] }));
  select([]);
}

const copyOffset: Point = { x: 40, y: 40 };

/** Copies the selected nodes, with the wires between them, beside themselves. */
export function duplicateSelection(): void {
  const { nodeIds } = useCanvasStore.getState();
  if (nodeIds.size === 0) return;
  insert(copyNodes(useDocumentStore.getState().document, [...nodeIds]), copyOffset);
}

/** The selected nodes, for the clipboard; undefined when none is selected. */
export function copySelection(): FlowFragment | undefined {
  const { nodeIds } = useCanvasStore.getState();
  if (nodeIds.size === 0) return undefined;
  return copyNodes(useDocumentStore.getState().document, [...nodeIds]);
}

/** Adds nodes from the clipboard and selects them. */
export function insert(fragment: FlowFragment, offset: Point): void {
  let nodeIds: readonly string[] = [];
  edit((flow) => {
    const inserted = insertFragment(flow, fragment, offset);
    ({ nodeIds } = inserted);
    return inserted.document;
  });
  if (nodeIds.length > 0) select(nodeIds);
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
