import type { Place } from '../../core/model/finding.ts';
import { select } from './canvas-store.ts';
import { canvasView } from './canvas-view.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { edgeId } from '../document/flow-edits.ts';
import { wantField } from './inspector-store.ts';
import { revealPanel } from './layout-store.ts';

/** Leads to where a finding stands: to its field in the inspector, to its node or wire on the canvas, or to the flow itself. */
export function goToPlace({ nodeId, edgeIndex, portId, path }: Place): void {
  const { document } = useDocumentStore.getState();
  if (nodeId === undefined || document.nodes[nodeId] === undefined) {
    const edge = edgeIndex === undefined ? undefined : document.edges[edgeIndex];
    select([], edge === undefined ? [] : [edgeId(edge)]);
    return;
  }
  select([nodeId]);
  canvasView()?.reveal(nodeId);
  revealPanel('inspector');
  const setting = path[2] === 'settings' ? path[3] : undefined;
  if (typeof setting === 'string') wantField(nodeId, setting);
  else if (portId !== undefined) wantField(nodeId, `input:${portId}`);
}
