import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toJsonSnapshot } from '../../../core/shared/to-json.ts';

describe('a JSON snapshot', () => {
  test('is what JSON text would keep', () => {
    const odd = fc.anything({
      withDate: true,
      withNullPrototype: true,
      withBoxedValues: true,
      withMap: true,
      withSet: true,
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), odd), (value) => {
        const text = JSON.stringify(value) ?? 'null';
        expect(JSON.parse(JSON.stringify(toJsonSnapshot(value).value))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('does not follow later changes', () => {
    const original = { list: [1, 2] };
    const { value } = toJsonSnapshot(original);
    original.list.push(3);
    expect(value).toEqual({ list: [1, 2] });
  });

  test('survives what JSON cannot hold', () => {
    const circular: unknown[] = [];
    circular.push(circular);
    let deep: unknown = 'end';
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    const throwing = {
      get secret(): string {
        throw new Error('not now');
      },
    };
    expect(
      toJsonSnapshot({ circular, throwing, big: 1n, none: undefined, act: () => 1 }).value,
    ).toEqual({
      circular: ['[circular]'],
      throwing: '[unreadable: not now]',
      big: '1',
    });
    expect(JSON.stringify(toJsonSnapshot(deep).value)).toContain('[too deep]');
  });

  test('takes no longer for what leads in circles along many ways', () => {
    const knot: Record<string, unknown> = {};
    for (const way of 'abcdefgh') knot[way] = knot;
    const started = performance.now();
    expect(toJsonSnapshot({ knot }).value).toMatchObject({ knot: { a: '[circular]' } });
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('says about how long the JSON text is', () => {
    const value = { text: 'x'.repeat(1000), list: [true, null, 1] };
    expect(toJsonSnapshot(value).size).toBeGreaterThan(1000);
    expect(toJsonSnapshot(value).size).toBeLessThan(1100);
  });
});
