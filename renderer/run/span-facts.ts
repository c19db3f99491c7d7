import type { ErrorInfo } from '../../core/shared/errors.ts';
import type { SpanState } from '../../core/contracts/events.ts';
import type { RunView, SpanRun } from './run-view.ts';
import { rowFlags, spanStates } from './span-table.ts';

/** What is known at once of any span of the run, however long ago it ended. */
export interface SpanFacts extends Pick<
  SpanRun,
  | 'spanId'
  | 'row'
  | 'nodeId'
  | 'iteration'
  | 'attempt'
  | 'kind'
  | 'title'
  | 'state'
  | 'openedUs'
  | 'closedUs'
  | 'firstTokenUs'
  | 'lastTokenUs'
  | 'tokens'
  | 'costUsd'
  | 'retried'
  | 'cached'
  | 'streamingSteps'
> {
  readonly error: ErrorInfo | undefined;
}

/** The span of a row: itself while it runs or ended not long ago, else what its row says, without its values. */
export function readSpan(view: RunView, row: number): SpanFacts {
  const spanId = view.trace.idOf(row);
  return view.spans.get(spanId) ?? readRow(view, row, spanId);
}

/** Whether a span is a step within an execution of its node, such as a model turn of an agent. */
export function isStep(view: RunView, row: number): boolean {
  return ((view.trace.columns.flags[row] ?? 0) & rowFlags.step) !== 0;
}

function readRow({ trace }: RunView, row: number, spanId: string): SpanFacts {
  const { columns } = trace;
  const flags = columns.flags[row] ?? 0;
  const openedUs = columns.openedUs[row] ?? 0;
  const after = (column: Float32Array | Float64Array): number | undefined => {
    const offset = column[row] ?? Number.NaN;
    return Number.isNaN(offset) ? undefined : openedUs + offset;
  };
  const costUsd = columns.costUsd[row] ?? Number.NaN;
  return {
    spanId,
    row,
    nodeId: trace.nodeOf(row),
    iteration: trace.iterationOf(row),
    attempt: columns.attempt[row] ?? 1,
    kind: trace.name(columns.kind[row] ?? 0),
    title: trace.name(columns.title[row] ?? 0),
    state: stateOf(columns.state[row] ?? 0),
    openedUs,
    closedUs: after(columns.durationUs),
    firstTokenUs: after(columns.firstTokenUs),
    lastTokenUs: after(columns.lastTokenUs),
    tokens: columns.tokens[row] ?? 0,
    costUsd: Number.isNaN(costUsd) ? undefined : costUsd,
    retried: (flags & rowFlags.retried) !== 0,
    cached: (flags & rowFlags.cached) !== 0,
    streamingSteps: 0,
    error: undefined,
  };
}

function stateOf(number: number): SpanState {
  return spanStates[number] ?? 'running';
}
