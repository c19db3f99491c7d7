import { onlySelectedNode, select, useCanvasStore } from './canvas-store.ts';
import { canvasView } from './canvas-view.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { runPrefix } from '../document/flow-path.ts';

/** The only selected node as events name it: with the path of the sub-flows around it; undefined where there is none. */
export function useSelectedRunNode(): string | undefined {
  const selectedNodeId = useCanvasStore(onlySelectedNode);
  const prefix = useDocumentStore(runPrefix);
  return selectedNodeId === undefined ? undefined : prefix + selectedNodeId;
}

/** Shows a node as events name it: on the canvas, or as the sub-flow node that it lies in. */
export function showRunNode(runId: string): void {
  const { path } = useDocumentStore.getState();
  const parts = runId.split('/');
  const isHere = path.every((nodeId, at) => parts[at] === nodeId);
  const nodeId = isHere ? parts[path.length] : undefined;
  if (nodeId !== undefined && nodeId !== '') showNode(nodeId);
}

function showNode(nodeId: string): void {
  select([nodeId]);
  canvasView()?.reveal(nodeId);
}
