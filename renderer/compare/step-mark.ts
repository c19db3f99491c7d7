import type { ComparedNode, ComparedStep } from '../../core/contracts/comparison/run-comparison.ts';

/** What became of a step in both runs; a pass, and whatever holds steps, is as they are. */
export function markOf({
  a,
  b,
  differs,
  pass,
  differentWithin,
}: ComparedStep): ComparedNode['mark'] {
  if (a === undefined) return 'only-b';
  if (b === undefined) return 'only-a';
  return differs.length > 0 || (pass !== undefined && differentWithin > 0) ? 'differs' : 'same';
}
