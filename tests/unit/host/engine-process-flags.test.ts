import { expect, test } from 'vitest';
import {
  addMemorySettings,
  dropMemorySettings,
} from '../../../core/node/host/engine-process-flags.ts';

test('the settings of memory are the engine’s alone: programs that it starts get none of them', () => {
  const own = { PATH: '/bin' };
  const given: Record<string, string | undefined> = { ...addMemorySettings(own) };
  expect(Object.keys(given)).toEqual(expect.arrayContaining(['PATH', 'MALLOC_ARENA_MAX']));
  dropMemorySettings(given);
  expect(given).toEqual(own);
});

test('what the person has set stays, for the engine and for what it starts', () => {
  const own = { MALLOC_ARENA_MAX: '8' };
  const given: Record<string, string | undefined> = { ...addMemorySettings(own) };
  dropMemorySettings(given);
  expect(given).toEqual(own);
});
