import {
  isOutputEvent,
  isStatusEvent,
  isTraceEvent,
  type EventStamp,
  type RecordedValue,
  type RunEvent,
  type RunState,
  type StatusEvent,
  type TraceEntry,
} from '../../core/contracts/events.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { addRow, rowBase } from './add-row.ts';
import {
  closeTextRows,
  foldToken,
  settleCost,
  settleTokens,
  stopStreaming,
} from './fold-output.ts';
import { foldInSubFlow, noteActivity } from './fold-sub-flow.ts';
import { noteElements, noteFailedPass, notePass, restartPasses } from './fold-passes.ts';
import { closeRow, foldTrace, openRow } from './fold-trace.ts';
import { readRowText, type OutputRow } from './output-row.ts';
import type { NodeRecord, RunView, SpanRun } from './run-view.ts';
import { addSpan, markDirty, nodeOf, spanOf } from './view-entries.ts';

/**
 * Folds events into the view, in place. Events must come in order of `seq`; those seen before are passed over,
 * so batches may overlap after a reconnect. Constant time per event.
 */
export function reduceRunEvents(view: RunView, events: readonly RunEvent[]): void {
  for (const event of events) {
    if (event.seq <= view.lastSeq) continue;
    view.lastSeq = event.seq;
    if (event.timeUs > view.lastEventUs) view.lastEventUs = event.timeUs;
    foldEvent(view, event);
  }
}

/**
 * Sets what the run's events alone don't tell, such as `interrupted` after the loss of its engine,
 * or `running` again when the engine turns out to be alive.
 */
export function setRunState(view: RunView, state: RunState): void {
  if (view.state === state) return;
  view.state = state;
  for (const node of view.nodes.values())
    if (node.running > 0 || node.questions.length > 0 || node.held.length > 0)
      markDirty(view, node);
}

function foldEvent(view: RunView, event: RunEvent): void {
  if (isOutputEvent(event)) {
    const node = nodeOf(view, event.nodeId);
    markDirty(view, node);
    foldInSubFlow(view, node, event.body, () =>
      foldToken(view, node, spanOf(view, event), event.body, event.timeUs),
    );
  } else if (isStatusEvent(event)) {
    foldStatus(view, event, event.body);
  } else if (isTraceEvent(event)) {
    const span = spanOf(view, event);
    if (span.top === span) noteValues(view, nodeOf(view, event.nodeId), event.body);
    foldTrace(view, span, event.body, event);
  }
}

/** Keeps what a node took and gave last: what passed its wires. */
function noteValues(view: RunView, node: NodeRecord, entry: TraceEntry): void {
  if (entry.type === 'span-finished') node.lastOutput = entry.output;
  if (entry.type !== 'span-started') return;
  node.lastInput = entry.input;
  noteElements(view, node, entry.input);
}

function foldStatus(view: RunView, stamp: RunEvent, body: StatusEvent): void {
  switch (body.type) {
    case 'run-started':
      view.startedUs = stamp.timeUs;
      view.replay = body.replay;
      return;
    case 'run-ended':
      endRun(view, stamp, body);
      return;
    case 'span-opened':
      openSpan(view, stamp, body);
      return;
    case 'span-closed':
      closeSpan(view, stamp, body);
      return;
    case 'node-skipped': {
      const node = nodeOf(view, stamp.nodeId);
      notePass(view, stamp);
      if (stamp.iteration !== '') node.skippedIn.add(stamp.iteration);
      node.skipped = true;
      markDirty(view, node);
      return;
    }
    case 'input-requested': {
      const { questionId, question } = body;
      view.questions.set(questionId, { questionId, nodeId: stamp.nodeId, question });
      markAsking(view, stamp.nodeId);
      return;
    }
    case 'input-received':
      view.questions.delete(body.questionId);
      markAsking(view, stamp.nodeId);
      return;
    case 'run-paused':
    case 'run-continued':
      view.isPaused = body.type === 'run-paused';
      return;
    case 'work-held': {
      const { nodeId, iteration } = stamp;
      view.held.set(body.holdId, { ...body, nodeId, iteration });
      markHeld(view, nodeId);
      return;
    }
    case 'work-released':
      view.held.delete(body.holdId);
      markHeld(view, stamp.nodeId);
      return;
    default:
    // A newer engine may tell more: it stays in the record.
  }
}

function markAsking(view: RunView, nodeId: string): void {
  const node = nodeOf(view, nodeId);
  node.questions = [...view.questions.values()].filter((pending) => pending.nodeId === nodeId);
  markDirty(view, node);
}

function markHeld(view: RunView, nodeId: string): void {
  const node = nodeOf(view, nodeId);
  node.held = [...view.held.values()].filter((work) => work.nodeId === nodeId);
  markDirty(view, node);
}

function openSpan(
  view: RunView,
  stamp: RunEvent,
  body: Extract<StatusEvent, { type: 'span-opened' }>,
): void {
  const span = addSpan(view, stamp, body.parentSpanId);
  span.kind = body.kind;
  span.title = body.title;
  span.reused = body.reused;
  openRow(view, span);
  const node = nodeOf(view, stamp.nodeId);
  markDirty(view, node);
  if (span.top !== span) {
    node.rounds++;
    return;
  }
  node.title = view.titles.get(stamp.nodeId) ?? body.title;
  node.kind = body.kind;
  if (isCalled(view, span)) node.calls++;
  if (node.passes > 0) restartPasses(node);
  notePass(view, stamp);
  noteActivity(view, node);
  node.executions.push(span.row);
  node.last = span;
  node.rounds = 0;
  node.retrying = false;
  node.running++;
  node.skipped = false;
  node.error = undefined;
  node.startedUs ??= stamp.timeUs;
}

/** Whether another node asked for it; what runs in a container or a sub-flow merely lies in it. */
function isCalled(view: RunView, span: SpanRun): boolean {
  const parent = view.spans.get(span.parentSpanId);
  if (parent === undefined) return span.parentSpanId !== '';
  return span.iteration === parent.iteration && !span.nodeId.startsWith(`${parent.nodeId}/`);
}

function closeSpan(
  view: RunView,
  stamp: RunEvent,
  body: Extract<StatusEvent, { type: 'span-closed' }>,
): void {
  const span = spanOf(view, stamp);
  const node = nodeOf(view, stamp.nodeId);
  markDirty(view, node);
  closeTextRows(span);
  span.version++;
  span.state = body.state;
  span.closedUs = span.openedUs + body.durationUs;
  span.error = body.error ?? span.error;
  span.usage = body.usage ?? span.usage;
  foldInSubFlow(view, node, undefined, () => {
    stopStreaming(node, span);
    // With children the usage is their sum, and each of them has been counted already.
    if (!body.usage || span.childCount > 0) return;
    settleTokens(view, node, span, body.usage.outputTokens);
    settleCost(view, node, span, body.usage.costUsd);
  });
  closeRow(view, span);
  if (span.top !== span) return;
  node.running = Math.max(0, node.running - 1);
  node.durationUs += body.durationUs;
  if (body.state !== 'failed') return;
  node.error = span.error;
  if (span.iteration !== '' && !span.retried) {
    node.failures++;
    noteFailedPass(view, span);
  }
  if (span.parentSpanId === '' && span.error && !span.retried) {
    addFailure(view, node, span, span.error, stamp.timeUs);
  }
}

function endRun(
  view: RunView,
  stamp: EventStamp,
  body: Extract<StatusEvent, { type: 'run-ended' }>,
): void {
  view.endedUs = stamp.timeUs;
  view.endedSeq = view.lastSeq;
  view.output = body.output;
  view.error = body.error;
  setRunState(view, body.state);
  const last = view.rows.at(-1);
  if (body.state === 'done' && body.output && !wasJustSaid(last, body.output)) {
    addRow(view, undefined, {
      ...rowBase(view, undefined, stamp.timeUs),
      kind: 'return',
      output: body.output,
    });
  } else if (body.state === 'failed' && body.error && !view.failureShown) {
    addFailure(view, undefined, undefined, body.error, stamp.timeUs);
  }
}

function addFailure(
  view: RunView,
  node: NodeRecord | undefined,
  span: SpanRun | undefined,
  error: ErrorInfo,
  timeUs: number,
): void {
  view.failureShown = true;
  addRow(view, node, { ...rowBase(view, span, timeUs), kind: 'failure', error });
}

/** An answer that was streamed to the end would only stand there twice. */
function wasJustSaid(last: OutputRow | undefined, output: RecordedValue): boolean {
  return last?.kind === 'text' && 'value' in output && readRowText(last) === output.value;
}
