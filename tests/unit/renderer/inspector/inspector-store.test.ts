import { expect, test } from 'vitest';
import { readSections } from '../../../../renderer/screen/inspector-store.ts';

test('what was stored of the sections is taken as far as it makes sense', () => {
  const stored = [
    { open: { advanced: true, lastRun: 'yes', unknown: true } },
    { open: null },
    [],
    undefined,
  ];
  expect(stored.map(readSections)).toEqual([
    { open: { advanced: true } },
    { open: {} },
    { open: {} },
    { open: {} },
  ]);
});
