import { expect, onTestFinished, test, vi } from 'vitest';

test('marks hold for this window where the browser has no room for them', async () => {
  const localStorage = {
    getItem: () => '{"state": broken',
    setItem: () => {
      throw new DOMException('There is no room.', 'QuotaExceededError');
    },
    removeItem: () => undefined,
  };
  vi.stubGlobal('localStorage', localStorage);
  vi.stubGlobal('window', { localStorage });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  vi.resetModules();
  const { pinOutputs, runMarks, toggleBreakpoint } =
    await import('../../../renderer/document/flow-marks-store.ts');
  toggleBreakpoint('flow', { node: 'a', when: 'before' });
  expect(pinOutputs('flow', 'constructor', { out: 1 })).toBe(true);
  expect(runMarks('flow')).toEqual({
    breakpoints: [{ node: 'a', when: 'before' }],
    given: { constructor: { outputs: { out: 1 }, reason: 'pinned' } },
  });
});
