import type { TrialStep } from '../../core/contracts/raw-formats.ts';

/** What a stretch of chunks brought, the most telling thing first. */
export type BarKind = 'error' | 'call' | 'reasoning' | 'text' | 'held' | 'nothing';

/** Some neighbouring chunks. */
export interface Bar {
  /** The first chunk's place, from 0. */
  readonly from: number;
  readonly kind: BarKind;
}

const order: readonly BarKind[] = ['error', 'call', 'reasoning', 'text', 'held', 'nothing'];
const mostBars = 240;

/** The steps as at most 240 bars of equally many chunks each. */
export function sumBars(steps: readonly TrialStep[]): readonly Bar[] {
  const width = Math.max(1, Math.ceil(steps.length / mostBars));
  const bars: Bar[] = [];
  for (let at = 0; at < steps.length; at += width) {
    const kinds = new Set(steps.slice(at, at + width).map(judgeStep));
    bars.push({ from: at, kind: order.find((kind) => kinds.has(kind)) ?? 'nothing' });
  }
  return bars;
}

function judgeStep({ parts, heldLength }: TrialStep): BarKind {
  const types = new Set(parts.map(({ type }) => type));
  if (types.has('tool-call-error')) return 'error';
  if (types.has('tool-call-start') || types.has('tool-call-delta')) return 'call';
  if (types.has('reasoning-delta')) return 'reasoning';
  if (types.has('text-delta')) return 'text';
  return heldLength > 0 ? 'held' : 'nothing';
}
