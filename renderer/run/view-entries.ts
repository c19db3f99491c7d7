import type { RunEvent } from '../../core/contracts/events.ts';
import { readIteration } from './iteration.ts';
import { idleNodeRun } from './node-run.ts';
import type { NodeRecord, RunView, SpanRun } from './run-view.ts';
import { noRow } from './span-table.ts';

/** The span that an event belongs to; added when its opening was never seen. */
export function spanOf(view: RunView, stamp: RunEvent): SpanRun {
  return view.spans.get(stamp.spanId) ?? addSpan(view, stamp, '');
}

/** Adds a span under its parent, or as a root. */
export function addSpan(view: RunView, stamp: RunEvent, parentSpanId: string): SpanRun {
  const parent = view.spans.get(parentSpanId);
  const row = addRow(view, stamp, parentSpanId);
  const span: Omit<SpanRun, 'top'> = {
    spanId: stamp.spanId,
    row,
    nodeId: stamp.nodeId,
    iteration: stamp.iteration,
    attempt: stamp.attempt,
    parentSpanId,
    kind: '',
    title: stamp.nodeId,
    state: 'running',
    openedUs: stamp.timeUs,
    closedUs: undefined,
    firstTokenUs: undefined,
    lastTokenUs: undefined,
    tokens: 0,
    countedTokens: 0,
    costUsd: undefined,
    retried: false,
    streaming: false,
    input: undefined,
    output: undefined,
    usage: undefined,
    cached: false,
    reused: undefined,
    error: undefined,
    notes: [],
    childCount: 0,
    streamingSteps: 0,
    openText: undefined,
    openReasoning: undefined,
    version: 0,
  };
  if (parent !== undefined) parent.childCount++;
  const added = placeSpan(span, parent);
  view.spans.set(added.spanId, added);
  return added;
}

function addRow(view: RunView, stamp: RunEvent, parentSpanId: string): number {
  const { trace, spans } = view;
  const { spanId, nodeId, iteration, attempt, timeUs, seq } = stamp;
  const parent = spans.get(parentSpanId);
  const parentRow = parent?.row ?? trace.rowOf(parentSpanId);
  const outer = parent?.iteration ?? (parentRow === noRow ? '' : trace.iterationOf(parentRow));
  const pass = iteration === outer ? undefined : readIteration(iteration).at(-1)?.pass;
  const isStep = parentRow !== noRow && trace.nodeOf(parentRow) === nodeId;
  const times = { openedUs: timeUs, openedSeq: seq };
  return trace.addSpan({ spanId, nodeId, iteration, attempt, isStep, ...times }, parentRow, pass);
}

function placeSpan(span: Omit<SpanRun, 'top'>, parent: SpanRun | undefined): SpanRun {
  const placed = span as SpanRun;
  placed.top = parent && parent.nodeId === span.nodeId ? parent.top : placed;
  return placed;
}

/** The record of a node that an event is about to change; added at its first one. */
export function nodeOf(view: RunView, nodeId: string): NodeRecord {
  const known = view.nodes.get(nodeId);
  if (known) {
    known.touchedSeq = view.lastSeq;
    return known;
  }
  const node: NodeRecord = {
    nodeId,
    title: view.titles.get(nodeId) ?? nodeId,
    kind: '',
    skipped: false,
    retrying: false,
    running: 0,
    streaming: 0,
    last: undefined,
    startedUs: undefined,
    durationUs: 0,
    tokens: 0,
    costUsd: undefined,
    streamUs: 0,
    gaps: 0,
    firstTokenUs: undefined,
    rounds: 0,
    lastInput: undefined,
    lastOutput: undefined,
    calls: 0,
    questions: [],
    held: [],
    error: undefined,
    executions: [],
    skippedIn: new Set(),
    failures: 0,
    passes: 0,
    elements: undefined,
    failedPasses: new Set(),
    activity: undefined,
    tail: '',
    tailSpan: undefined,
    rowIndexes: [],
    touchedSeq: view.lastSeq,
    dirty: false,
    published: idleNodeRun,
  };
  view.nodes.set(nodeId, node);
  return node;
}

/** Notes that a node must be published. */
export function markDirty(view: RunView, node: NodeRecord): void {
  if (node.dirty) return;
  node.dirty = true;
  view.dirtyNodes.push(node);
}
