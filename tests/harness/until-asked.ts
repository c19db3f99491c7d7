import type { RunHandle } from '../../core/engine/engine.ts';

/** Waits until the run asks so many questions. */
export async function untilAsked(run: RunHandle, count = 1): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (run.questions().length < count) {
    if (performance.now() > deadline) throw new Error('Nothing was asked.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
