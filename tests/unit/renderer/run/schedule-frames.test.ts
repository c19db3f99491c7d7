import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { scheduleFrames } from '../../../../renderer/run/schedule-frames.ts';

const frameMs = 4;

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setTimeout(callback, frameMs));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
afterEach(() => void vi.unstubAllGlobals());

/** Draws twice, the first time for so long; the ms from the start of the first drawing to that of the second. */
async function drawTwice(tookMs: number): Promise<number> {
  const schedule = scheduleFrames();
  const startedMs = await new Promise<number>((resolve) => {
    schedule(() => {
      const now = performance.now();
      while (performance.now() - now < tookMs);
      resolve(now);
    });
  });
  // The message that measures the drawing is on its way already.
  await new Promise((resolve) => setTimeout(resolve, 0));
  await new Promise<void>((resolve) => void schedule(resolve));
  return performance.now() - startedMs;
}

test('after a long drawing the next one leaves time to others', async () => {
  expect(await drawTwice(15)).toBeGreaterThanOrEqual(4 * 15);
});

test('however long a drawing takes, the rest after it is short', async () => {
  expect(await drawTwice(400)).toBeLessThan(3 * 400);
});

test('a drawing that was called off is not made', async () => {
  const schedule = scheduleFrames();
  let drawn = 0;
  schedule(() => drawn++)();
  await new Promise<void>((resolve) => void schedule(resolve));
  expect(drawn).toBe(0);
});
