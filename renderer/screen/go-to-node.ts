import { select } from './canvas-store.ts';
import { canvasView } from './canvas-view.ts';
import { leavePastFlow, showFlowAt, useDocumentStore } from '../document/document-store.ts';

/**
 * Shows a node of the open file, in whichever flow of it the node stands, and selects it; not under the `coveredPx` at
 * the right of the canvas.
 */
export function goToNode(path: readonly string[], nodeId: string, coveredPx = 0): void {
  leavePastFlow();
  if (useDocumentStore.getState().path.join('/') !== path.join('/')) showFlowAt(path);
  select([nodeId]);
  canvasView()?.approach(nodeId, coveredPx);
}
