import { portsOf } from '../document/check-store.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { nestingOf } from '../document/families.ts';
import type { Point } from '../document/flow-edits.ts';
import { changeParents, dropNodes, findParents } from '../document/move-into.ts';
import type { MoveRefusal, NodeTraits } from '../document/move-into.ts';
import { findSplice, spliceNode } from '../document/splice-node.ts';
import { findKind } from '../engine/engine-store.ts';
import { useCanvasStore } from '../screen/canvas-store.ts';

/** What the kinds say of the open flow's nodes. */
export const nodeTraits: NodeTraits = {
  isContainer: (nodeId) => kindOf(nodeId)?.isContainer === true,
  isFlowEnd: (nodeId) => kindOf(nodeId)?.role !== undefined,
  portsOf,
};

function kindOf(nodeId: string): ReturnType<typeof findKind> {
  const kind = useDocumentStore.getState().document.nodes[nodeId]?.kind;
  return kind === undefined ? undefined : findKind(kind);
}

/** Whether what lies in a node is drawn inside it. */
export function isDrawnAsFrame(nodeId: string): boolean {
  return nodeTraits.isContainer(nodeId);
}

/** Marks the container that nodes at these places would land in; reckoned anew only when it is another one. */
export function showDrop(places: Readonly<Record<string, Point>>): void {
  const { document } = useDocumentStore.getState();
  const [first] = Object.keys(places);
  if (first === undefined) return;
  const { drop } = useCanvasStore.getState();
  const into = findParents(document, { [first]: places[first] ?? { x: 0, y: 0 } }, nodeTraits).get(
    first,
  );
  if (into === nestingOf(document).parentOf(first)) {
    if (drop !== undefined) useCanvasStore.setState({ drop: undefined, refused: undefined });
    return;
  }
  if (drop !== undefined && drop.into === into) return;
  const { refusal } = dropNodes(document, places, nodeTraits);
  useCanvasStore.setState({
    drop: refusal === undefined ? { into } : { into, refusal },
    refused: refusal,
  });
}

/**
 * Ends a drag or a move by keys: nodes land where they stand, or go back where a wire forbids it. A single node goes
 * into the wire that it was let go on.
 */
export function letGo(
  places: Readonly<Record<string, Point>>,
  step: string | undefined,
  wire?: string,
): void {
  let refused: MoveRefusal | undefined;
  edit((flow) => {
    const result = dropNodes(flow, places, nodeTraits);
    refused = result.refusal;
    if (result.refusal !== undefined) return flow;
    const [nodeId = ''] = Object.keys(places);
    const splice = wire && findSplice(result.document, portsOf, wire, nodeId);
    return splice ? spliceNode(result.document, splice) : result.document;
  }, step);
  useCanvasStore.setState({ dragged: {}, drop: undefined, refused });
}

/** Puts a node into a container (undefined: out of all) as one step to undo; says why where that cannot be. */
export function moveIntoContainer(nodeId: string, parent: string | undefined): void {
  edit((flow) => {
    const result = changeParents(flow, new Map([[nodeId, parent]]), nodeTraits);
    useCanvasStore.setState({ refused: result.refusal });
    return result.refusal === undefined ? result.document : flow;
  });
}
