// Frames a second on the canvas, in a real browser that draws by software: Millrace beside a bare React Flow page with the
// same nodes and wires, in turns. `node bench/frames.ts [--rounds N] [--seconds N] [--write]`; build the app first (npm run
// build). Prints JSON; `--write` puts the table into docs/benchmarks.md.
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findBrowser } from '../scripts/checks/find-browser.ts';
import { makeFlow } from './frames/make-flow.ts';
import type { DrawnFlow } from './frames/make-flow.ts';
import { countFrames, dragView, zoomView } from './frames/measure-frames.ts';
import { measureTyping } from './frames/measure-typing.ts';
import { buildBarePage, serveApp, serveBarePage } from './frames/pages.ts';
import { putSection, writeSection } from './frames/write-section.ts';
import type { FrameFigures, Row } from './frames/write-section.ts';
import { median } from './measure.ts';
import { startServer } from './stream/start-server.ts';

const rounds = readOption('--rounds', 3);
const durationMs = readOption('--seconds', 3) * 1_000;
const viewport = { width: 1440, height: 900 };
/** Empty canvas in both pages, and the middle of both canvases. */
const ground = { ours: { x: 236, y: 560 }, bare: { x: 12, y: 450 } };
const middle = { x: 655, y: 320 };

function readOption(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]) || otherwise;
}

/** Opens an address; the page and the ms until its first whole picture. */
async function open(
  browser: Browser,
  address: string,
  count: number,
): Promise<{ readonly page: Page; readonly openMs: number }> {
  const page = await browser.newPage({ viewport });
  // The app's address lets one browser in, once.
  const session = (await fetch(address, { redirect: 'manual' })).headers.getSetCookie()[0];
  const [name = '', value = ''] = session?.split(';')[0]?.split('=') ?? [];
  const { origin } = new URL(address);
  if (name !== '') await page.context().addCookies([{ name, value, url: origin }]);
  await page.goto(`${origin}/`, { waitUntil: 'commit' });
  const openMs = await page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const whole =
            document.querySelector('.far-layer[data-complete]') !== null ||
            document.querySelectorAll('.react-flow__node').length >= wanted;
          if (whole) requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
          else requestAnimationFrame(look);
        };
        look();
      }),
    count,
  );
  // What goes on behind the first picture, such as the check of the flow, is no part of moving it.
  await page.waitForTimeout(1_500);
  return { page, openMs };
}

/** The whole graph in view, moved and zoomed. */
async function measureView(
  browser: Browser,
  address: string,
  count: number,
  spot: object,
): Promise<Row> {
  const { page, openMs } = await open(browser, address, count);
  const pan = await countFrames(page, () => dragView(page, spot as typeof middle, durationMs));
  const zoom = await countFrames(page, () => zoomView(page, middle, durationMs));
  await page.close();
  return {
    openMs,
    pan: pan.perSecond,
    panP50Ms: pan.p50Ms,
    panP95Ms: pan.p95Ms,
    zoom: zoom.perSecond,
    zoomP95Ms: zoom.p95Ms,
  };
}

async function measureSizes(browser: Browser): Promise<FrameFigures['whole']> {
  const folder = await buildBarePage();
  const whole: { count: number; ours: Row; bare: Row }[] = [];
  for (const count of [500, 2_000]) {
    const flow = makeFlow({ count });
    const ours: Row[] = [];
    const bare: Row[] = [];
    for (let round = 0; round < rounds; round++) {
      const app = await serveApp(flow);
      ours.push(await measureView(browser, app.address, count, ground.ours));
      app.close();
      const page = await serveBarePage(folder, flow);
      bare.push(await measureView(browser, page.address, count, ground.bare));
      page.close();
    }
    whole.push({ count, ours: takeMedians(ours), bare: takeMedians(bare) });
  }
  rmSync(folder, { recursive: true });
  return whole;
}

function takeMedians(rows: readonly Row[]): Row {
  const keys = Object.keys(rows[0] ?? {});
  return Object.fromEntries(keys.map((key) => [key, median(rows.map((row) => row[key] ?? 0))]));
}

/** Starts the run, and comes back when text streams. */
async function startRun(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.waitForFunction(
    () => document.querySelectorAll('[data-state="streaming"]').length > 0,
  );
}

/** At zoom 1 while 50 of 2,000 nodes stream. */
async function measureStreaming(browser: Browser, flow: DrawnFlow, modelUrl: string): Promise<Row> {
  const app = await serveApp(flow, modelUrl);
  const { page } = await open(browser, app.address, flow.nodes.length);
  await page.mouse.click(ground.ours.x, ground.ours.y);
  await page.keyboard.press('0');
  await page.waitForTimeout(800);
  await startRun(page);
  const still = await countFrames(page, () => page.waitForTimeout(durationMs));
  const at = await emptySpot(page);
  const pan = await countFrames(page, () => dragView(page, at, durationMs));
  await page.close();
  app.close();
  return { still: still.perSecond, pan: pan.perSecond, p50Ms: pan.p50Ms, p95Ms: pan.p95Ms };
}

/** A place where a drag moves the view, not a node. */
async function emptySpot(page: Page): Promise<typeof middle> {
  return page.evaluate(({ x, y }) => {
    for (let step = 0; step < 200; step++) {
      const place = { x: x + (step % 20) * 13 - 130, y: y + Math.floor(step / 20) * 11 };
      const under = document.elementFromPoint(place.x, place.y);
      if (under?.classList.contains('react-flow__pane')) return place;
    }
    throw new Error('No empty place was found.');
  }, middle);
}

/** Ten fast streams with every panel in sight, nothing moved. */
async function measurePanels(browser: Browser, modelUrl: string): Promise<Row> {
  const tokens = 100 * (durationMs / 1_000 + 6);
  const flow = makeFlow({ count: 12, streams: { count: 10, rate: 100, tokens } });
  const app = await serveApp(flow, modelUrl);
  const { page } = await open(browser, app.address, 12);
  await startRun(page);
  const still = await countFrames(page, () => page.waitForTimeout(durationMs));
  await page.close();
  app.close();
  return { still: still.perSecond, p95Ms: still.p95Ms };
}

/** Typing in the inspector of one of 2,000 nodes. */
async function measureKeys(browser: Browser, flow: DrawnFlow): Promise<Row> {
  const app = await serveApp(flow);
  const { page } = await open(browser, app.address, flow.nodes.length);
  await page.keyboard.press('0');
  await page.waitForTimeout(800);
  await page.locator('.react-flow__node-flow').nth(4).click();
  await page.getByRole('complementary').getByRole('textbox').first().click();
  const typing = await measureTyping(page, 'five words of a title');
  await page.close();
  app.close();
  return { ...typing };
}

const choice = await findBrowser();
if (choice.kind === 'none') throw new Error(choice.reason);
const browser = await chromium.launch({
  executablePath: choice.path,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
const models = await startServer();
const wish = process.argv.find((argument) => argument.startsWith('--only='))?.slice(7);
const wanted = (part: string): boolean => wish === undefined || wish === part;
const seconds = (durationMs * 2) / 1_000 + 8;
const streaming = makeFlow({
  count: 2_000,
  streams: { count: 50, rate: 30, tokens: 30 * seconds },
});
const figures: FrameFigures = {
  whole: wanted('whole') ? await measureSizes(browser) : [],
  streaming: wanted('streaming') ? await measureStreaming(browser, streaming, models.baseUrl) : {},
  panels: wanted('panels') ? await measurePanels(browser, models.baseUrl) : {},
  typing: wanted('typing') ? await measureKeys(browser, makeFlow({ count: 2_000 })) : {},
};
await browser.close();
models.close();
console.log(JSON.stringify(figures, null, 2));
if (process.argv.includes('--write')) {
  const page = 'docs/benchmarks.md';
  writeFileSync(page, putSection(readFileSync(page, 'utf8'), writeSection(figures, rounds)));
}
