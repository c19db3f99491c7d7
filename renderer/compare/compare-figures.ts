import type { ComparedNode, StepSide } from '../../core/contracts/comparison/run-comparison.ts';

/** A run is called slower or faster only from here on: less is what a machine does by itself. */
const leastRatio = 1.5;
const leastUs = 50_000;

/** Times below this, in µs, are noise. */
const leastToldUs = 10_000;

/** How many times as much the second has, such as 1.6; undefined where one of both is not known. */
export function ratioOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined || a <= 0 ? undefined : b / a;
}

/** As `ratioOf`, of times in µs; undefined where neither is long enough to say. */
export function ratioOfTimes(a: number | undefined, b: number | undefined): number | undefined {
  return Math.max(a ?? 0, b ?? 0) < leastToldUs ? undefined : ratioOf(a, b);
}

/** `×1.6`; two figures, or whole from ten on. */
export function writeRatio(ratio: number): string {
  return `×${ratio >= 9.95 ? Math.round(ratio) : Number(ratio.toPrecision(2))}`;
}

/** Whether a node took so much longer or shorter in the second run that it is worth saying. */
export function paceOf({
  durationUsA,
  durationUsB,
  countA,
  countB,
}: ComparedNode): { readonly pace: 'slower' | 'faster'; readonly ratio: number } | undefined {
  if (countA === 0 || countB === 0 || Math.abs(durationUsB - durationUsA) < leastUs) {
    return undefined;
  }
  const ratio = ratioOf(durationUsA, durationUsB);
  if (ratio === undefined) return undefined;
  if (ratio >= leastRatio) return { pace: 'slower', ratio };
  return ratio <= 1 / leastRatio ? { pace: 'faster', ratio } : undefined;
}

/** `+12`, `−3`, or '' where nothing is different or one is not known. */
export function writeChange(a: number | undefined, b: number | undefined): string {
  if (a === undefined || b === undefined || a === b) return '';
  return b > a ? `+${b - a}` : `−${a - b}`;
}

/** The tokens that a model wrote; where none were counted, the pieces that were streamed. */
export function tokensOut(side: StepSide | undefined): number | undefined {
  if (side === undefined) return undefined;
  return side.usage?.outputTokens ?? (side.tokens > 0 ? side.tokens : undefined);
}
