import type { StepRow } from './list-rows.ts';
import type { ComparedStep } from './run-comparison.ts';

/** The rows' numbers, those first that say most about why two runs are different; within a rank in the order of the runs. */
export function rankRows(rows: readonly StepRow[]): readonly number[] {
  const ranks = rows.map(({ step }) => rankOf(step));
  const order = rows.map((_, row) => row);
  return order.sort((one, other) => (ranks[one] ?? 0) - (ranks[other] ?? 0) || one - other);
}

function rankOf(step: ComparedStep): number {
  const { a, b, differs, differentWithin, pass } = step;
  if (pass !== undefined) return differentWithin > 0 ? 6 : 8;
  if (differs.includes('state') || differs.includes('error')) return 0;
  if (a === undefined || b === undefined) return 1;
  if (differs.includes('text') || differs.includes('reasoning')) return 2;
  if (differs.includes('calls')) return 3;
  if (differs.includes('output')) return 4;
  if (differs.length > 0) return 5;
  return differentWithin > 0 ? 6 : 7;
}
