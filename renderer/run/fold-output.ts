import type { TokenEvent } from '../../core/contracts/events.ts';
import { addUsage } from '../../core/contracts/usage.ts';
import { addRow, rowBase } from './add-row.ts';
import { endCall, findCall, growCall, openCall } from './fold-calls.ts';
import { liveTextLimit } from './node-run.ts';
import type { TextRow } from './output-row.ts';
import type { NodeRecord, RunView, SpanRun } from './run-view.ts';

// A row is one block of text that the browser lays out again with every frame, so it must stay short.
const cutAtLineEnd = 2000;
const cutAtSpace = 6000;
const cutAnywhere = 8000;

/** Folds one streamed piece into the rows, the node's live text and its counters. */
export function foldToken(
  view: RunView,
  node: NodeRecord,
  span: SpanRun,
  event: TokenEvent,
  timeUs: number,
): void {
  switch (event.type) {
    case 'text-delta':
      countToken(view, node, span, timeUs);
      startStreaming(node, span);
      growTail(node, span, event.text);
      span.openText = growText(view, node, span, 'text', event.text, timeUs);
      return;
    case 'reasoning-delta':
      countToken(view, node, span, timeUs);
      startStreaming(node, span);
      span.openReasoning = growText(view, node, span, 'reasoning', event.text, timeUs);
      return;
    case 'tool-call-start':
      countToken(view, node, span, timeUs);
      closeTextRows(span);
      stopStreaming(node, span);
      openCall(view, node, span, event.callId, event.name, timeUs);
      return;
    case 'tool-call-delta':
      countToken(view, node, span, timeUs);
      growCall(view, node, span, event.callId, event.text, timeUs);
      return;
    case 'tool-call-end':
      endCall(view, node, span, event, timeUs);
      return;
    case 'tool-result':
      closeTextRows(span);
      addRow(view, node, {
        ...rowBase(view, span, timeUs),
        kind: 'result',
        call: findCall(view, span, event.callId),
        callId: event.callId,
        name: event.name,
        result: event.result,
        isError: event.isError,
      });
      return;
    case 'retry':
      closeTextRows(span);
      stopStreaming(node, span);
      // A retry within the span is no word yet on how the span itself will end.
      span.retried = event.within !== true;
      node.retrying = span.retried;
      supersedeRows(view, node, span);
      addRow(view, node, {
        ...rowBase(view, span, timeUs),
        kind: 'retry',
        delayMs: event.delayMs,
        error: event.error,
      });
      return;
    case 'usage':
      span.usage = span.usage ? addUsage(span.usage, event.usage) : event.usage;
      span.countedTokens += event.usage.outputTokens;
      settleTokens(view, node, span, span.countedTokens);
      settleCost(view, node, span, span.usage.costUsd);
      return;
    case 'custom':
      closeTextRows(span);
      addRow(view, node, {
        ...rowBase(view, span, timeUs),
        kind: 'custom',
        name: event.name,
        value: event.value,
      });
      return;
    default:
    // A newer engine may stream pieces that this version does not know: they stay in the record.
  }
}

/** Ends the growing rows of a span: what it says next begins a new one. */
export function closeTextRows(span: SpanRun): void {
  for (const row of [span.openText, span.openReasoning]) {
    if (!row) continue;
    row.open = false;
    row.version++;
  }
  span.openText = undefined;
  span.openReasoning = undefined;
}

export function stopStreaming(node: NodeRecord, span: SpanRun): void {
  if (!span.streaming) return;
  span.streaming = false;
  span.top.streamingSteps--;
  node.streaming--;
}

/** Replaces the deltas counted so far by what the model itself counted. */
export function settleTokens(view: RunView, node: NodeRecord, span: SpanRun, tokens: number): void {
  const difference = tokens - span.tokens;
  span.tokens = tokens;
  if (span.top !== span) span.top.tokens += difference;
  node.tokens += difference;
  view.tokens += difference;
}

/** Replaces what a span has cost so far, US dollars; what a model without prices says changes nothing. */
export function settleCost(
  view: RunView,
  node: NodeRecord,
  span: SpanRun,
  costUsd: number | undefined,
): void {
  if (costUsd === undefined) return;
  const difference = costUsd - (span.costUsd ?? 0);
  span.costUsd = costUsd;
  node.costUsd = (node.costUsd ?? 0) + difference;
  view.costUsd = (view.costUsd ?? 0) + difference;
}

/** Marks what a span and its steps wrote as not valid any more: it is tried again. */
function supersedeRows(view: RunView, node: NodeRecord, span: SpanRun): void {
  for (let at = node.rowIndexes.length - 1; at >= 0; at--) {
    const row = view.rows[node.rowIndexes[at] ?? -1];
    // By their place in the trace: a view of an earlier moment shares rows with the one it was taken from.
    if (!row?.span || (row.span.row !== span.row && row.span.top.row !== span.row)) return;
    if (row.kind !== 'text' && row.kind !== 'reasoning' && row.kind !== 'call') continue;
    if (!row.superseded) view.supersededAt.set(row.index, view.lastSeq);
    row.superseded = true;
    row.version++;
  }
}

function countToken(view: RunView, node: NodeRecord, span: SpanRun, timeUs: number): void {
  if (span.lastTokenUs === undefined) {
    span.firstTokenUs = timeUs;
    span.top.firstTokenUs ??= timeUs;
    node.firstTokenUs ??= timeUs;
  } else {
    node.streamUs += timeUs - span.lastTokenUs;
    node.gaps++;
  }
  span.lastTokenUs = timeUs;
  span.tokens++;
  span.version++;
  if (span.top !== span) span.top.tokens++;
  node.tokens++;
  view.tokens++;
}

function startStreaming(node: NodeRecord, span: SpanRun): void {
  if (span.streaming) return;
  span.streaming = true;
  span.top.streamingSteps++;
  node.streaming++;
}

function growTail(node: NodeRecord, span: SpanRun, text: string): void {
  if (node.tailSpan !== span) {
    node.tailSpan = span;
    node.tail = '';
  }
  node.tail += text;
  // Cut now and then rather than each time: the cost per delta stays constant.
  if (node.tail.length > liveTextLimit * 8) node.tail = node.tail.slice(-liveTextLimit);
}

function growText(
  view: RunView,
  node: NodeRecord,
  span: SpanRun,
  kind: 'text' | 'reasoning',
  text: string,
  timeUs: number,
): TextRow | undefined {
  let row = kind === 'text' ? span.openText : span.openReasoning;
  if (!row) {
    if (text === '') return undefined;
    row = newTextRow(view, span, kind, undefined, timeUs);
    addRow(view, node, row);
  }
  row.chunks.push(text);
  row.length += text.length;
  row.version++;
  if (row.length < cutAtLineEnd || !mayCut(row.length, text)) return row;
  row.open = false;
  const next = newTextRow(view, span, kind, row.head, timeUs);
  addRow(view, node, next);
  return next;
}

function mayCut(length: number, text: string): boolean {
  const last = text.at(-1);
  return last === '\n' || (last === ' ' && length > cutAtSpace) || length > cutAnywhere;
}

function newTextRow(
  view: RunView,
  span: SpanRun,
  kind: 'text' | 'reasoning',
  head: number | undefined,
  timeUs: number,
): TextRow {
  return {
    ...rowBase(view, span, timeUs),
    kind,
    continues: head !== undefined,
    head: head ?? view.rows.length,
    chunks: [],
    length: 0,
    open: true,
    superseded: false,
  };
}
