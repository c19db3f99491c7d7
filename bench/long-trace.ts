// A run of a million steps in the real app: a record that holds it, the web host on it, a real browser that draws by
// software. `node bench/long-trace.ts [--passes N]`, four steps to a pass; build the app first (npm run build). Prints JSON.
import { chromium, type Locator, type Page } from '@playwright/test';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord } from '../core/node/record/open-record.ts';
import { findBrowser } from '../scripts/checks/find-browser.ts';
import { countFrames } from './frames/measure-frames.ts';
import { keepLongRun, writeLongFlow } from './keep-long-run.ts';

const searched = ['ember', 'ember quill', 'broke', '249999', 'nothing like it'];

function readOption(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]) || otherwise;
}

/** What the page did between two questions: how long it was busy at a stretch, ms, and how often for more than 200. */
async function takeLongTasks(page: Page): Promise<{ longestMs: number; over200: number }> {
  // Tasks are told of late.
  await page.waitForTimeout(300);
  return page.evaluate(() => {
    const noted = globalThis as unknown as { tasks: number[] };
    const tasks = noted.tasks.splice(0);
    return { longestMs: Math.max(0, ...tasks), over200: tasks.filter((ms) => ms > 200).length };
  });
}

async function watchTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });
}

async function readHeapMb(page: Page): Promise<{ heapMb: number; buffersMb: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const usage = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  await session.detach();
  return { heapMb: usage.usedSize / 1e6, buffersMb: (usage.backingStorageSize ?? 0) / 1e6 };
}

/** Turns the wheel down over the trace, sixty times a second. */
async function turnWheel(page: Page, over: Locator, durationMs: number): Promise<void> {
  const box = await over.boundingBox();
  if (box === null) throw new Error('The trace is not on the screen.');
  const session = await page.context().newCDPSession(page);
  const place = { x: box.x + box.width / 3, y: box.y + box.height / 2 };
  const under: Promise<unknown>[] = [];
  const started = performance.now();
  while (performance.now() - started < durationMs) {
    const turn = { type: 'mouseWheel', ...place, deltaX: 0, deltaY: 120 } as const;
    under.push(session.send('Input.dispatchMouseEvent', turn));
    await page.waitForTimeout(15);
  }
  await Promise.all(under);
  await session.detach();
}

/** From the last letter to the picture that shows what was found, and until all has been searched. */
async function search(page: Page, words: string): Promise<object> {
  const box = page.getByRole('searchbox', { name: 'Search names, inputs, outputs and errors' });
  await box.fill('');
  await page.waitForTimeout(300);
  await takeLongTasks(page);
  await box.focus();
  await page.keyboard.insertText(words.slice(0, -1));
  await page.evaluate(() => {
    const note = (): void => void Object.assign(globalThis, { typedAt: performance.now() });
    document.activeElement?.addEventListener('input', note, { once: true });
  });
  await page.keyboard.insertText(words.slice(-1));
  const times = await page.evaluate(async () => {
    const from = (globalThis as unknown as { typedAt: number }).typedAt;
    const nextFrame = (): Promise<unknown> =>
      new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    await nextFrame();
    const drawnMs = performance.now() - from;
    const said = (): string =>
      document.querySelector('[role=status][aria-label="Steps found"]')?.textContent ?? '%';
    // It says how far it is as long as it is on its way.
    const isLate = (): boolean => performance.now() - from > 30_000;
    while (said().includes('%') && !isLate()) await nextFrame();
    return { drawnMs, allMs: performance.now() - from };
  });
  await page.waitForTimeout(500);
  const found = await page.getByRole('status', { name: 'Steps found' }).textContent();
  return { words, ...times, found, ...(await takeLongTasks(page)) };
}

const found = await findBrowser();
if (found.kind === 'none') throw new Error(found.reason);
const passes = readOption('--passes', 250_000);
const folder = mkdtempSync(join(tmpdir(), 'millrace-long-'));
const record = openRecord(join(folder, 'record.db'));
await keepLongRun(record, passes);
record.close();
const flowFile = join(folder, 'long.flow.json');
writeFileSync(flowFile, writeLongFlow());
const host = fork(new URL('frames/host.ts', import.meta.url), [folder, flowFile], {
  env: { ...process.env, MILLRACE_HOME: folder },
});
const [{ address }] = (await once(host, 'message')) as [{ readonly address: string }];
const browser = await chromium.launch({
  executablePath: found.path,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await watchTasks(page);
await page.addInitScript(() => localStorage.setItem('millrace.tour', 'asked'));
await page.goto(address);
await page.getByRole('tab', { name: /^Runs/ }).click();
const empty = await readHeapMb(page);
await takeLongTasks(page);

const grid = page.getByRole('treegrid', { name: 'Steps of the run' });
await page.evaluate(() => {
  const note = (): void => void Object.assign(globalThis, { clickedAt: performance.now() });
  document.addEventListener('click', note, { once: true, capture: true });
});
await page.getByRole('grid', { name: 'Runs' }).getByRole('row').first().click();
const times = await page.evaluate(
  async (steps) => {
    const from = (globalThis as unknown as { clickedAt: number }).clickedAt;
    const nextFrame = (): Promise<unknown> =>
      new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    while (document.querySelector('[role=treegrid] [role=row]') === null) await nextFrame();
    const firstRowsMs = performance.now() - from;
    let frames = 0;
    const whole = (): boolean =>
      Number(document.querySelector('[role=treegrid]')?.getAttribute('aria-rowcount')) >= steps;
    while (!whole()) {
      await nextFrame();
      frames++;
    }
    const allRowsMs = performance.now() - from;
    return {
      firstRowsMs,
      allRowsMs,
      framesWhileLoading: (frames * 1000) / (allRowsMs - firstRowsMs),
    };
  },
  passes * 5 + 2,
);
const opened = { ...times, ...(await takeLongTasks(page)) };
const full = await readHeapMb(page);
await takeLongTasks(page);
await grid.focus();
await page.keyboard.press('Home');
const scrolled = await countFrames(page, () => turnWheel(page, grid, 3_000));
const scrollTasks = await takeLongTasks(page);
const searches: object[] = [];
for (const words of searched) {
  searches.push(await search(page, words));
}
const report = {
  steps: passes * 4 + 1,
  ...opened,
  keptMb: full.heapMb - empty.heapMb,
  buffersMb: full.buffersMb - empty.buffersMb,
  scroll: { ...scrolled, ...scrollTasks },
  searches,
};
process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
await browser.close();
host.disconnect();
await once(host, 'exit');
rmSync(folder, { recursive: true, force: true });
