import { rowFlags } from './row-flags.ts';
import type { SpanColumns } from './span-columns.ts';

const lasting = rowFlags.pass | rowFlags.step;

/** Takes out of the first `count` rows what was only written into them after an event; says how many of them are spans. */
export function reopenRows(columns: SpanColumns, count: number, seq: number): number {
  const { openedSeq, startedAfter, finishedAfter, closedAfter, flags } = columns;
  let spans = 0;
  for (let row = 0; row < count; row++) {
    if (((flags[row] ?? 0) & rowFlags.pass) === 0) spans++;
    const behind = seq - (openedSeq[row] ?? 0);
    if ((startedAfter[row] ?? 0) > behind) startedAfter[row] = 0;
    if ((finishedAfter[row] ?? 0) > behind) finishedAfter[row] = 0;
    if ((closedAfter[row] ?? 0) > behind) reopenRow(columns, row);
  }
  return spans;
}

function reopenRow(columns: SpanColumns, row: number): void {
  columns.closedAfter[row] = 0;
  columns.state[row] = 0;
  columns.flags[row] = (columns.flags[row] ?? 0) & lasting;
  columns.durationUs[row] = Number.NaN;
  columns.firstTokenUs[row] = Number.NaN;
  columns.lastTokenUs[row] = Number.NaN;
  columns.tokens[row] = 0;
  columns.costUsd[row] = Number.NaN;
}

/** The rows, of the first `count`, below which a later one is linked. */
export function brokenLists(columns: SpanColumns, count: number): ReadonlySet<number> {
  const { firstChild, lastChild, next, parent } = columns;
  const broken = new Set<number>();
  for (let row = 0; row < count; row++) {
    if ((firstChild[row] ?? 0) >= count || (lastChild[row] ?? 0) >= count) broken.add(row);
    const above = parent[row] ?? -1;
    // Passes stand by their numbers, so a later one may stand between two of before.
    if ((next[row] ?? 0) >= count && above >= 0) broken.add(above);
  }
  return broken;
}
