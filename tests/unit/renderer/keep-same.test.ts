import { expect, test } from 'vitest';
import { keepSame } from '../../../renderer/document/keep-same.ts';

test('what says the same stays the same object', () => {
  const before = { a: { ports: [{ id: 'in' }, { id: 'out' }] }, b: { summary: 'x' }, c: null };
  expect(keepSame(before, structuredClone(before))).toBe(before);
});

test('only what changed is new, with what leads there', () => {
  const before = { a: { ports: [{ id: 'in' }, { id: 'out' }] }, b: { summary: 'x' } };
  const next = { a: { ports: [{ id: 'in' }, { id: 'end' }] }, b: { summary: 'x' } };
  const kept = keepSame(before, structuredClone(next));
  expect(kept).toEqual(next);
  expect(kept.b).toBe(before.b);
  expect(kept.a.ports[0]).toBe(before.a.ports[0]);
  expect(kept.a.ports).not.toBe(before.a.ports);
});

test('more, fewer and other keys are changes', () => {
  const before: Readonly<Record<string, unknown>> = { a: 1, b: undefined, list: [1, 2] };
  for (const next of [
    { a: 1 },
    { ...before, d: 1 },
    { a: 1, c: undefined, list: [1, 2] },
    { ...before, list: [1] },
  ]) {
    expect(keepSame(before, next)).toEqual(next);
    expect(keepSame(before, next)).not.toBe(before);
  }
  expect(keepSame<unknown>([1], { 0: 1 })).toEqual({ 0: 1 });
});
