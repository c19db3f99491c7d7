import { noRow, rowFlags, spanStates, type SpanTable } from '../run/span-table.ts';

/** What is drawn of one pass of a container. */
export interface PassFacts {
  readonly number: number;
  readonly openedUs: number;
  /** Undefined while a step of it runs. */
  readonly closedUs: number | undefined;
  readonly failed: boolean;
}

// More steps than this in one pass: the rest is left out of its figures rather than held up for.
const mostSteps = 5000;

/** Sums up the steps of a pass. */
export function readPass({ columns }: SpanTable, row: number): PassFacts {
  let openedUs = Number.POSITIVE_INFINITY;
  let closedUs: number | undefined = 0;
  let failed = false;
  let step = columns.firstChild[row] ?? noRow;
  for (let count = 0; step !== noRow && count < mostSteps; count++) {
    const from = columns.openedUs[step] ?? 0;
    const lengthUs = columns.durationUs[step] ?? Number.NaN;
    openedUs = Math.min(openedUs, from);
    if (Number.isNaN(lengthUs)) closedUs = undefined;
    else if (closedUs !== undefined) closedUs = Math.max(closedUs, from + lengthUs);
    const retried = ((columns.flags[step] ?? 0) & rowFlags.retried) !== 0;
    failed ||= spanStates[columns.state[step] ?? 0] === 'failed' && !retried;
    step = columns.next[step] ?? noRow;
  }
  return { number: columns.number[row] ?? 0, openedUs, closedUs, failed };
}
