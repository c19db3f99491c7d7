import type { Field } from '../../core/model/field.ts';

/** The next number on a field's steps, within its range and without the dust of binary fractions. */
export function stepNumber(
  value: number | undefined,
  steps: number,
  { step = 1, min, max }: Pick<Extract<Field, { readonly type: 'number' }>, 'step' | 'min' | 'max'>,
): number {
  const start = value ?? min ?? 0;
  const next = Math.round((start + steps * step) / step) * step;
  const digits = Math.max(0, -Math.floor(Math.log10(step)) + 2);
  const clean = Number(next.toFixed(Math.min(digits, 12)));
  return Math.min(max ?? Infinity, Math.max(min ?? -Infinity, clean));
}
