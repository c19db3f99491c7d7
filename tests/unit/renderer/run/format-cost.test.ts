import { expect, test } from 'vitest';
import { formatCost } from '../../../../renderer/run/format-cost.ts';

test.each([
  [0, '$0'],
  [0.000_000_4, '<$0.000001'],
  [0.000_001_24, '$0.0000012'],
  [0.0042, '$0.0042'],
  [0.004_249, '$0.0042'],
  [0.01, '$0.01'],
  [0.0994, '$0.099'],
  [0.0996, '$0.10'],
  [0.5, '$0.50'],
  [12.345, '$12.35'],
  [1234.5, '$1,234.50'],
])('%d US dollars are %s', (dollars, words) => {
  expect(formatCost(dollars)).toBe(words);
});
