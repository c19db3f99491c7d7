import { expect, test } from 'vitest';
import { readPreferences } from '../../../renderer/preferences/preferences-store.ts';

test('stored preferences are taken as far as they make sense', () => {
  const stored = {
    theme: 'dark',
    language: 'xx',
    recordTraffic: 'yes',
    foldedFamilies: ['models', 'io'],
    other: 1,
  };
  expect(readPreferences(stored)).toEqual({ theme: 'dark', foldedFamilies: ['models', 'io'] });
  expect([undefined, null, 3, 'text', []].map(readPreferences)).toEqual([{}, {}, {}, {}, {}]);
});
