import type { PendingQuestion } from '../../core/contracts/questions.ts';
import type { HeldWork } from '../../core/contracts/run-control.ts';
import type { CallRow, TextRow } from './output-row.ts';
import { readRowText } from './output-row.ts';
import type { NodeRecord, RunView, SpanRun } from './run-view.ts';

/** What cannot be told from a later view: a node as it was. Lists and sets of the view are kept by their lengths. */
export interface KeptNode extends Omit<
  NodeRecord,
  'executions' | 'skippedIn' | 'failedPasses' | 'rowIndexes' | 'dirty'
> {
  readonly executions: number;
  readonly skippedIn: number;
  readonly failedPasses: readonly number[];
  readonly rowIndexes: number;
}

/** A row that was still growing. A call may end with other words than it began with, so its text is kept. */
export interface KeptRow {
  readonly index: number;
  readonly length: number;
  readonly name: string;
  readonly text: string | undefined;
}

/** The facts of a run that stand in no list. */
type Facts = Pick<
  RunView,
  | 'lastSeq'
  | 'replay'
  | 'startedUs'
  | 'lastEventUs'
  | 'failureShown'
  | 'tokens'
  | 'costUsd'
  | 'output'
  | 'error'
  | 'isPaused'
>;

/**
 * How a run stood at one event, as far as a later view of the same run does not hold it anyway: what only ever grows is
 * kept by its length. Small: its size goes with what was under way, not with what had happened.
 */
export interface Keyframe {
  /** How many events had been folded in. */
  readonly at: number;
  readonly facts: Facts;
  readonly nodes: readonly KeptNode[];
  /** Spans that had begun and not ended. */
  readonly running: readonly SpanRun[];
  readonly openRows: readonly KeptRow[];
  readonly questions: readonly PendingQuestion[];
  readonly held: readonly HeldWork[];
  readonly rows: number;
  readonly traceRows: number;
  readonly notes: number;
  readonly pieces: number;
}

/** Takes a keyframe of a view that holds `at` events; what has not changed since the keyframe before is shared with it. */
export function takeKeyframe(view: RunView, at: number, before: Keyframe | undefined): Keyframe {
  const { lastSeq, replay, startedUs, lastEventUs, failureShown } = view;
  const { tokens, costUsd, output, error, isPaused } = view;
  return {
    at,
    facts: {
      lastSeq,
      replay,
      startedUs,
      lastEventUs,
      failureShown,
      tokens,
      costUsd,
      output,
      error,
      isPaused,
    },
    nodes: keepNodes(view, before),
    running: keepRunning(view),
    openRows: keepOpenRows(view, before),
    questions: [...view.questions.values()],
    held: [...view.held.values()],
    rows: view.rows.length,
    traceRows: view.trace.count,
    notes: view.noteRows.length,
    pieces: view.traceText.pieces,
  };
}

/** How many nodes and rows it keeps that the keyframe before does not: what it weighs. */
export function weighKeyframe({ nodes, openRows, running, facts }: Keyframe, since = 0): number {
  const changed = nodes.filter(
    (node) => node.touchedSeq > since && node.touchedSeq <= facts.lastSeq,
  );
  return 1 + changed.length + openRows.length + running.length;
}

function keepNodes(view: RunView, before: Keyframe | undefined): readonly KeptNode[] {
  const kept: KeptNode[] = [];
  // Nodes are never taken out, so they stand in the same places as before.
  for (const node of view.nodes.values()) {
    const same = before?.nodes[kept.length];
    kept.push(same?.touchedSeq === node.touchedSeq ? same : keepNode(node));
  }
  return kept;
}

function keepNode(node: NodeRecord): KeptNode {
  const { dirty: _dirty, ...kept } = node;
  return {
    ...kept,
    executions: node.executions.length,
    skippedIn: node.skippedIn.size,
    failedPasses: [...node.failedPasses],
    rowIndexes: node.rowIndexes.length,
  };
}

function keepRunning(view: RunView): readonly SpanRun[] {
  const running: SpanRun[] = [];
  for (const span of view.spans.values()) {
    if (span.state === 'running') running.push({ ...span, notes: [...span.notes] });
  }
  return running;
}

function keepOpenRows(view: RunView, before: Keyframe | undefined): readonly KeptRow[] {
  const kept: KeptRow[] = [];
  const keep = (index: number): void => {
    const row = view.rows[index];
    if (row !== undefined && 'open' in row && row.open) kept.push(keepRow(row));
  };
  for (const { index } of before?.openRows ?? []) keep(index);
  for (let index = before?.rows ?? 0; index < view.rows.length; index++) keep(index);
  return kept;
}

function keepRow(row: TextRow | CallRow): KeptRow {
  return {
    index: row.index,
    length: row.length,
    name: row.kind === 'call' ? row.name : '',
    text: row.kind === 'call' ? readRowText(row) : undefined,
  };
}
