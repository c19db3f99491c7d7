import i18next from 'i18next';
import { extractSubFlow } from '../../core/model/extract-sub-flow.ts';
import { parseFlow } from '../../core/model/flow-file.ts';
import type { NodePorts } from '../../core/model/port.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { announce, select, useCanvasStore } from '../screen/canvas-store.ts';
import { portsOf } from '../document/check-store.ts';
import { edit, showFlowAt, shownRoot, useDocumentStore } from '../document/document-store.ts';
import { newNodeId } from '../document/flow-edits.ts';
import { freeTitle } from '../document/free-titles.ts';
import { filesAlong, heldFlow, noteFileFlow } from '../document/flow-path.ts';
import { findKind, requireClient } from '../engine/engine-store.ts';
import { showToast } from '../ui/toast-store.ts';

/** Makes one sub-flow node of the selected nodes, as one step to undo; says why where that cannot be. */
export function makeSubFlow(): void {
  const { document, readOnly } = useDocumentStore.getState();
  const selection = [...useCanvasStore.getState().nodeIds];
  if (readOnly || selection.length === 0) return;
  const nodeId = newNodeId(document);
  const ports = new Map<string, NodePorts>();
  for (const id of Object.keys(document.nodes)) {
    const known = portsOf(id);
    if (known !== undefined) ports.set(id, known);
  }
  const result = extractSubFlow(document, selection, {
    ports,
    isFlowEnd: (kind) => findKind(kind)?.role !== undefined,
    nodeId,
    title: freeTitle(document, i18next.t('subFlowTitle', { ns: 'canvas' })),
  });
  if ('refusal' in result) {
    showToast({ tone: 'error', text: result.refusal });
    return;
  }
  edit(() => result.document);
  select([nodeId]);
  announce(i18next.t('subFlowMade', { ns: 'canvas' }));
}

/** Shows the flow that a node of the shown flow holds, or, to look at, the one in the file that it names. */
export async function enterSubFlow(nodeId: string): Promise<void> {
  const store = useDocumentStore.getState();
  const { document, path, file } = store;
  const wanted = [...path, nodeId];
  if (heldFlow(document, nodeId) === undefined) {
    const files = filesAlong(shownRoot(store), wanted);
    const named = document.nodes[nodeId]?.settings['file'];
    if (typeof named !== 'string' || named === '') return;
    try {
      const place = file.place === undefined ? {} : { place: file.place };
      const { text } = await requireClient().call('flow.read', { files, ...place });
      const { document: flow } = parseFlow(text);
      if (flow !== undefined) noteFileFlow(document, nodeId, flow);
    } catch (error) {
      const { message, action } = toErrorInfo(error);
      showToast({ tone: 'error', text: message, action });
      return;
    }
  }
  select([]);
  showFlowAt(wanted);
}

/** Shows a flow further out again, with the sub-flow that was left selected; `depth` 0 is the file's own flow. */
export function leaveSubFlow(depth: number): void {
  const { path } = useDocumentStore.getState();
  const left = path[depth];
  if (left === undefined) return;
  showFlowAt(path.slice(0, depth));
  select([left]);
}
