import { callKeyOf } from './fold-calls.ts';
import type { KeptNode, KeptRow, Keyframe } from './keyframe.ts';
import { readRowText, type OutputRow, type TextRow } from './output-row.ts';
import { createRunView, type NodeRecord, type RunView, type SpanRun } from './run-view.ts';

/**
 * The view as it was at a keyframe, made of the keyframe and a later view of the same run, which stays as it is. Events
 * can be folded into it like into any other. Spans that had ended have their values only while the later view has them.
 */
export function restoreView(later: RunView, keyframe: Keyframe): RunView {
  const view: RunView = {
    ...createRunView(later.runId, later.titles),
    ...keyframe.facts,
    ...restoreEnd(later, keyframe),
    questions: new Map(keyframe.questions.map((question) => [question.questionId, question])),
    held: new Map(keyframe.held.map((work) => [work.holdId, work])),
    trace: later.trace.cut(keyframe.traceRows, keyframe.facts.lastSeq),
    traceText: later.traceText.cut(keyframe.pieces),
    noteRows: later.noteRows.slice(0, keyframe.notes),
    noteSeqs: later.noteSeqs.slice(0, keyframe.notes),
  };
  const running = restoreRunning(view, keyframe);
  restoreEndedSpans(view, later, running);
  restoreRows(view, later, keyframe, running);
  for (const node of keyframe.nodes) {
    const whole = later.nodes.get(node.nodeId);
    if (whole) view.nodes.set(node.nodeId, restoreNode(node, whole, running));
  }
  return view;
}

/** How the run ended, if it had; what its summary alone knows comes after every event. */
function restoreEnd(
  later: RunView,
  { facts }: Keyframe,
): Pick<RunView, 'state' | 'endedUs' | 'endedSeq'> {
  const hadEnded = later.endedSeq > 0 && later.endedSeq <= facts.lastSeq;
  if (!hadEnded) return { state: 'running', endedUs: undefined, endedSeq: 0 };
  return { state: later.state, endedUs: later.endedUs, endedSeq: later.endedSeq };
}

function restoreEndedSpans(
  view: RunView,
  later: RunView,
  running: ReadonlyMap<number, SpanRun>,
): void {
  const { columns, count } = view.trace;
  for (let at = later.keptFrom; at < later.kept.length; at++) {
    const span = later.kept[at];
    if (span === undefined || span.row >= count || columns.closedAfter[span.row] === 0) continue;
    // A span that has ended does not change any more, so both views may hold it; what it is a step of may change.
    const top = running.get(span.top.row);
    const own = top === undefined ? span : { ...span, top };
    view.spans.set(own.spanId, own);
    view.kept.push(own);
  }
}

/** The spans under way, by row. */
function restoreRunning(view: RunView, keyframe: Keyframe): ReadonlyMap<number, SpanRun> {
  const running = new Map<number, SpanRun>();
  for (const kept of keyframe.running) {
    const span = { ...kept, notes: [...kept.notes] };
    running.set(span.row, span);
    view.spans.set(span.spanId, span);
  }
  for (const span of running.values()) span.top = running.get(span.top.row) ?? span.top;
  return running;
}

function restoreRows(
  view: RunView,
  later: RunView,
  keyframe: Keyframe,
  running: ReadonlyMap<number, SpanRun>,
): void {
  const rows = later.rows.slice(0, keyframe.rows);
  const open = new Map(keyframe.openRows.map((row) => [row.index, row]));
  // What may still change, here and in the later view, is not shared.
  for (const index of changingRows(later, keyframe, running)) {
    const row = rows[index];
    if (row !== undefined) rows[index] = restoreRow(later, row, keyframe, open.get(index), running);
  }
  for (const row of rows) {
    if (row.kind === 'call') view.calls.set(callKeyOf(row.nodeId, row.callId), row);
  }
  for (const span of running.values()) {
    span.openText = rowOf(rows, span.openText);
    span.openReasoning = rowOf(rows, span.openReasoning);
  }
  view.rows = rows;
}

/** Rows that are open, and those of executions under way, which another try would strike out. */
function changingRows(
  later: RunView,
  { openRows, nodes }: Keyframe,
  running: ReadonlyMap<number, SpanRun>,
): ReadonlySet<number> {
  const changing = new Set(openRows.map(({ index }) => index));
  const sinceUs = new Map<string, number>();
  for (const { nodeId, openedUs } of running.values()) {
    sinceUs.set(nodeId, Math.min(openedUs, sinceUs.get(nodeId) ?? Infinity));
  }
  for (const { nodeId, rowIndexes } of nodes) {
    const fromUs = sinceUs.get(nodeId);
    const indexes = later.nodes.get(nodeId)?.rowIndexes;
    if (fromUs === undefined || indexes === undefined) continue;
    for (let at = rowIndexes - 1; at >= 0; at--) {
      const row = later.rows[indexes[at] ?? -1];
      if (row === undefined || row.timeUs < fromUs) break;
      if (row.span !== undefined && running.has(row.span.top.row)) changing.add(row.index);
    }
  }
  return changing;
}

function restoreRow(
  later: RunView,
  row: OutputRow,
  { facts }: Keyframe,
  kept: KeptRow | undefined,
  running: ReadonlyMap<number, SpanRun>,
): OutputRow {
  const span = row.span && (running.get(row.span.row) ?? row.span);
  if (row.kind !== 'text' && row.kind !== 'reasoning' && row.kind !== 'call') {
    return { ...row, span };
  }
  const supersededSeq = later.supersededAt.get(row.index) ?? 0;
  const superseded = row.superseded && supersededSeq <= facts.lastSeq;
  if (kept === undefined) return { ...row, span, superseded };
  const { length, name, text = readRowText(row).slice(0, length) } = kept;
  const grown = { span, superseded, length, chunks: [text], open: true };
  return row.kind === 'call' ? { ...row, ...grown, name } : { ...row, ...grown };
}

function rowOf(rows: readonly OutputRow[], open: TextRow | undefined): TextRow | undefined {
  const row = open && rows[open.index];
  return row?.kind === 'text' || row?.kind === 'reasoning' ? row : undefined;
}

function restoreNode(
  kept: KeptNode,
  later: NodeRecord,
  running: ReadonlyMap<number, SpanRun>,
): NodeRecord {
  const own = (span: SpanRun | undefined): SpanRun | undefined =>
    span && (running.get(span.row) ?? span);
  return {
    ...kept,
    last: own(kept.last),
    tailSpan: own(kept.tailSpan),
    executions: later.executions.slice(0, kept.executions),
    skippedIn: new Set(firstOf(later.skippedIn, kept.skippedIn)),
    failedPasses: new Set(kept.failedPasses),
    rowIndexes: later.rowIndexes.slice(0, kept.rowIndexes),
    dirty: false,
  };
}

function firstOf<Item>(items: ReadonlySet<Item>, count: number): Iterable<Item> {
  return count === items.size ? items : [...items].slice(0, count);
}
