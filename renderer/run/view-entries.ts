import type { EventStamp } from '../../core/contracts/events.ts';
import { idleNodeRun } from './node-run.ts';
import type { NodeRecord, RunView, SpanRun } from './run-view.ts';

/** The span that an event belongs to; added when its opening was never seen. */
export function spanOf(view: RunView, stamp: EventStamp): SpanRun {
  return view.spans.get(stamp.spanId) ?? addSpan(view, stamp, '');
}

/** Adds a span under its parent, or as a root. */
export function addSpan(view: RunView, stamp: EventStamp, parentSpanId: string): SpanRun {
  const span: Omit<SpanRun, 'top'> = {
    spanId: stamp.spanId,
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
    error: undefined,
    notes: [],
    children: [],
    openText: undefined,
    openReasoning: undefined,
    version: 0,
  };
  const parent = view.spans.get(parentSpanId);
  const added = placeSpan(span, parent);
  view.spans.set(added.spanId, added);
  (parent?.children ?? view.roots).push(added);
  view.treeVersion++;
  return added;
}

function placeSpan(span: Omit<SpanRun, 'top'>, parent: SpanRun | undefined): SpanRun {
  const placed = span as SpanRun;
  placed.top = parent && parent.nodeId === span.nodeId ? parent.top : placed;
  return placed;
}

/** The record of a node; added at its first event. */
export function nodeOf(view: RunView, nodeId: string): NodeRecord {
  const known = view.nodes.get(nodeId);
  if (known) return known;
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
