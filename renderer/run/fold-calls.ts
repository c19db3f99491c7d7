import type { TokenEvent } from '../../core/contracts/events.ts';
import { addRow, rowBase } from './add-row.ts';
import type { CallRow } from './output-row.ts';
import type { NodeRecord, RunView, SpanRun } from './run-view.ts';

/** Begins a row for a call. */
export function openCall(
  view: RunView,
  node: NodeRecord,
  span: SpanRun,
  callId: string,
  name: string,
  timeUs: number,
): CallRow {
  const row: CallRow = {
    ...rowBase(view, span, timeUs),
    kind: 'call',
    callId,
    name,
    chunks: [],
    length: 0,
    open: true,
    superseded: false,
  };
  addRow(view, node, row);
  view.calls.set(callKeyOf(span.nodeId, callId), row);
  return row;
}

/** Adds a piece of a call's arguments. */
export function growCall(
  view: RunView,
  node: NodeRecord,
  span: SpanRun,
  callId: string,
  text: string,
  timeUs: number,
): void {
  const row = openCallOf(view, span, callId) ?? openCall(view, node, span, callId, '', timeUs);
  row.chunks.push(text);
  row.length += text.length;
  row.version++;
}

/** Puts the whole arguments in the place of the pieces. */
export function endCall(
  view: RunView,
  node: NodeRecord,
  span: SpanRun,
  event: Extract<TokenEvent, { type: 'tool-call-end' }>,
  timeUs: number,
): void {
  const row =
    openCallOf(view, span, event.callId) ??
    openCall(view, node, span, event.callId, event.name, timeUs);
  row.name = event.name;
  row.chunks = [event.arguments];
  row.length = event.arguments.length;
  row.open = false;
  row.version++;
}

/** The newest call of a node with that id; by node, as a result may come from another step than its call. */
export function findCall(view: RunView, span: SpanRun, callId: string): CallRow | undefined {
  return view.calls.get(callKeyOf(span.nodeId, callId));
}

/** Ids may come again in a later round: a call that has ended takes no more pieces. */
function openCallOf(view: RunView, span: SpanRun, callId: string): CallRow | undefined {
  const row = findCall(view, span, callId);
  return row?.open ? row : undefined;
}

/** What a view finds a node's call by. */
export function callKeyOf(nodeId: string, callId: string): string {
  return `${nodeId} ${callId}`;
}
