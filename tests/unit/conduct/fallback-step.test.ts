import { expect, test } from 'vitest';
import { readFallbackStep } from '../../../core/contracts/fallback-step.ts';

const error = { code: 'provider_rate_limited', message: 'Too many requests.' };

test('a step is read from what a record holds, of older versions too', () => {
  expect([
    readFallbackStep({ from: 'a', to: 'b', error }),
    readFallbackStep({ to: 'b', error }),
  ]).toEqual([
    { from: 'a', to: 'b', error },
    { to: 'b', error },
  ]);
});

test.each([null, 'b', [], {}, { to: 'b' }, { to: 1, error }, { to: 'b', error: { code: 'x' } }])(
  '%j is no step',
  (value) => expect(readFallbackStep(value)).toBeUndefined(),
);
