import type { Connection } from '@xyflow/react';
import { portsOf } from '../document/check-store.ts';
import { judgeWire } from '../document/connection-rules.ts';
import type { Refusal, Wire, WireVerdict } from '../document/connection-rules.ts';
import { useDocumentStore } from '../document/document-store.ts';

/** Why a wire is refused on the canvas: the flow's rules, or two ends of the same kind. */
export type CanvasRefusal = Refusal | { readonly reason: 'two-outputs' | 'two-inputs' };

let moving: string | undefined;

/** Names the wire that is being pulled elsewhere (undefined: none): the rules leave it out. */
export function setMovingWire(edgeId: string | undefined): void {
  moving = edgeId;
}

/** A drawn connection as the flow file writes it. */
export function toWire(connection: Connection): Wire {
  return {
    from: `${connection.source}.${connection.sourceHandle ?? ''}`,
    to: `${connection.target}.${connection.targetHandle ?? ''}`,
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
