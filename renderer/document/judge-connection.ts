import type { Connection } from '@xyflow/react';
import { portsOf } from './check-store.ts';
import { judgeWire } from './connection-rules.ts';
import type { Wire, WireVerdict } from './connection-rules.ts';
import { useDocumentStore } from './document-store.ts';
import type { MoveRefusal } from './move-into.ts';
import { readHandle } from './handle-ids.ts';

/** Why something is refused on the canvas: the flow's rules, or two ends of the same kind. */
export type CanvasRefusal =
  | MoveRefusal
  | { readonly reason: 'two-outputs' | 'two-inputs' }
  /** A group stands behind nodes of one container. */
  | { readonly reason: 'group-apart' };

let moving: string | undefined;

/** Names the wire that is being pulled elsewhere (undefined: none): the rules leave it out. */
export function setMovingWire(edgeId: string | undefined): void {
  moving = edgeId;
}

/** A drawn connection as the flow file writes it. */
export function toWire(connection: Connection): Wire {
  const from = readHandle(connection.sourceHandle ?? '');
  const to = readHandle(connection.targetHandle ?? '');
  return {
    from: `${connection.source}.${from.portId}`,
    to: `${connection.target}.${to.portId}`,
    isFromInside: from.isInner,
    isToInside: to.isInner,
  };
}

/** The flow's verdict on a drawn connection. */
export function judge(connection: Connection): WireVerdict {
  return judgeWire(useDocumentStore.getState().document, portsOf, toWire(connection), moving);
}

/** Why a drawn connection is refused; undefined when it is not. */
export function judgeConnection(connection: Connection): CanvasRefusal | undefined {
  const verdict = judge(connection);
  return verdict.allowed ? undefined : verdict.refusal;
}
