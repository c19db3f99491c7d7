import type { Page } from '@playwright/test';
import { median, percentile } from '../measure.ts';

/** How long keys waited for their picture, and the longest time that the page was busy without a break. */
export interface Typing {
  readonly p50Ms: number;
  readonly worstMs: number;
  readonly longestTaskMs: number;
}

/** Types a text by real key strokes into what has the keyboard; also waits for what follows a pause in typing. */
export async function measureTyping(page: Page, text: string): Promise<Typing> {
  await page.evaluate(() => {
    const seen = { keys: [] as number[], tasks: [] as number[] };
    Object.assign(globalThis, { seen });
    const channel = new MessageChannel();
    let asked: number[] = [];
    channel.port1.onmessage = () => {
      for (const at of asked) seen.keys.push(performance.now() - at);
      asked = [];
    };
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        // A message sent in the frame arrives when its picture is done.
        requestAnimationFrame(() => {
          asked.push(timeStamp);
          channel.port2.postMessage('');
        });
      },
      true,
    );
    new PerformanceObserver((list) =>
      seen.tasks.push(...list.getEntries().map((entry) => entry.duration)),
    ).observe({ type: 'longtask' });
  });
  for (const word of text.split(' ')) {
    await page.keyboard.type(`${word} `, { delay: 60 });
    // Longer than the pause after which the flow is checked.
    await page.waitForTimeout(500);
  }
  const { keys, tasks } = await page.evaluate(
    () => (globalThis as unknown as { seen: { keys: number[]; tasks: number[] } }).seen,
  );
  return {
    p50Ms: median(keys),
    worstMs: percentile(keys, 1),
    longestTaskMs: Math.max(0, ...tasks),
  };
}
