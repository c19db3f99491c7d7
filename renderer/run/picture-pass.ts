import type { RunState } from '../../core/contracts/events.ts';
import { idleNodeRun, liveTextLimit } from './node-run.ts';
import type { NodeRun, NodeState } from './node-run.ts';
import { readRowText } from './output-row.ts';
import { isPickedFrom, isShownPass } from './pass-store.ts';
import type { ChosenPasses } from './pass-store.ts';
import type { NodeRecord, RunView } from './run-view.ts';
import { readSpan, type SpanFacts } from './span-facts.ts';

/** A node as it was in the picked passes; undefined when it lies in none of the containers that a pass was picked of. */
export function pictureOfPass(
  view: RunView,
  node: NodeRecord,
  chosen: ChosenPasses,
): NodeRun | undefined {
  const { trace } = view;
  const row = node.executions.findLast((at) => {
    const iteration = trace.iterationOf(at);
    return isPickedFrom(iteration, chosen) && isShownPass(iteration, chosen);
  });
  if (row !== undefined) return pictureSpan(view, node, readSpan(view, row));
  // All executions of a node lie in the same containers.
  const iterations = [
    ...node.executions.slice(-1).map((at) => trace.iterationOf(at)),
    ...node.skippedIn,
  ];
  if (!iterations.some((iteration) => isPickedFrom(iteration, chosen))) return undefined;
  const skipped = [...node.skippedIn].some((iteration) => isShownPass(iteration, chosen));
  return skipped ? { ...idleNodeRun, state: 'skipped' } : idleNodeRun;
}

function pictureSpan(view: RunView, node: NodeRecord, span: SpanFacts): NodeRun {
  const { error, closedUs, openedUs, costUsd, firstTokenUs } = span;
  return {
    ...idleNodeRun,
    state: stateOf(span, view.state),
    startedUs: openedUs,
    tokens: span.tokens,
    liveText: textOf(view, node, span),
    ...(closedUs === undefined ? {} : { durationMs: (closedUs - openedUs) / 1000 }),
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(firstTokenUs === undefined ? {} : { firstTokenMs: (firstTokenUs - openedUs) / 1000 }),
    ...(error === undefined ? {} : { error }),
  };
}

function stateOf(span: SpanFacts, runState: RunState): NodeState {
  if (span.state !== 'running') return span.state;
  if (runState !== 'running') return runState === 'cancelled' ? 'cancelled' : 'interrupted';
  return span.streamingSteps > 0 ? 'streaming' : 'running';
}

/** The end of what the execution said last. */
function textOf(view: RunView, node: NodeRecord, span: SpanFacts): string {
  let text = '';
  for (let at = node.rowIndexes.length - 1; at >= 0 && text.length < liveTextLimit; at--) {
    const row = view.rows[node.rowIndexes[at] ?? -1];
    if (row?.kind !== 'text' || row.span?.top.row !== span.row) continue;
    text = readRowText(row) + text;
  }
  return text.slice(-liveTextLimit);
}
