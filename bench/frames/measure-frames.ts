import type { CDPSession, Page } from '@playwright/test';
import { median, percentile } from '../measure.ts';

/** What was seen while the view was moved. */
export interface Frames {
  /** The lesser of two, a second: pictures that the compositor drew, and animation frames that the page itself got. */
  readonly perSecond: number;
  /** Time from one picture to the next, ms. */
  readonly p50Ms: number;
  readonly p95Ms: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  readonly args?: { readonly layerTreeId?: number };
}

/** Counts the pictures that the compositor draws while `move` is at it, and the page's animation frames beside them. */
export async function countFrames(page: Page, move: () => Promise<void>): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) =>
    events.push(...(value as unknown as TraceEvent[]).filter(({ name }) => name === 'DrawFrame')),
  );
  await session.send('Tracing.start', {
    traceConfig: {
      includedCategories: [
        'disabled-by-default-devtools.timeline.frame',
        'devtools.timeline.frame',
      ],
      excludedCategories: ['*'],
    },
    transferMode: 'ReportEvents',
  });
  await page.evaluate(() => {
    const counted = { frames: 0, on: true };
    Object.assign(globalThis, { counted });
    // Something to draw in every frame: without it a page that has nothing new to show seems slow.
    const pulse = document.createElement('div');
    pulse.style.cssText = 'position:fixed;top:0;left:0;width:2px;height:2px;z-index:9999';
    document.body.append(pulse);
    const tick = (): void => {
      counted.frames++;
      pulse.style.background = counted.frames % 2 === 0 ? '#000' : '#fff';
      if (counted.on) requestAnimationFrame(tick);
      else pulse.remove();
    };
    requestAnimationFrame(tick);
  });
  const started = performance.now();
  await move();
  const callbacks = await page.evaluate(() => {
    const { counted } = globalThis as unknown as { counted: { frames: number; on: boolean } };
    counted.on = false;
    return counted.frames;
  });
  const seconds = (performance.now() - started) / 1000;
  const done = new Promise<void>((resolve) =>
    session.once('Tracing.tracingComplete', () => resolve()),
  );
  await session.send('Tracing.end');
  await done;
  await session.detach();
  const times = events.map(({ ts }) => ts / 1000).toSorted((a, b) => a - b);
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time));
  return {
    // A picture may come without the page, as for an animation of a style alone: then nothing of ours has moved.
    perSecond: Math.min(times.length, callbacks) / seconds,
    p50Ms: median(gaps),
    p95Ms: percentile(gaps, 0.95),
  };
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

type MouseKind = 'mousePressed' | 'mouseMoved' | 'mouseReleased' | 'mouseWheel';

function mouse(
  session: CDPSession,
  type: MouseKind,
  { x, y }: Spot,
  more: object = {},
): Promise<unknown> {
  const held = type === 'mouseWheel' ? 0 : 1;
  return session.send('Input.dispatchMouseEvent', {
    type,
    x,
    y,
    button: held === 1 ? 'left' : 'none',
    buttons: held,
    clickCount: 1,
    ...more,
  });
}

/** Drags the empty canvas to and fro by real pointer input. */
export async function dragView(page: Page, from: Spot, durationMs: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await mouse(session, 'mousePressed', from);
  const started = performance.now();
  for (let passed = 0; passed < durationMs; passed = performance.now() - started) {
    const turn = (passed / 1_200) * Math.PI * 2;
    const place = { x: from.x + 160 * (1 - Math.cos(turn)), y: from.y + 90 * Math.sin(turn) };
    await mouse(session, 'mouseMoved', place);
    await pause(4);
  }
  await mouse(session, 'mouseReleased', from);
  await session.detach();
}

/** Turns the wheel to and fro over the middle of the canvas, sixty times a second, whether or not the page keeps up. */
export async function zoomView(page: Page, at: Spot, durationMs: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const under: Promise<unknown>[] = [];
  const started = performance.now();
  for (let passed = 0; passed < durationMs; passed = performance.now() - started) {
    const deltaY = Math.floor(passed / 500) % 2 === 0 ? 12 : -12;
    under.push(mouse(session, 'mouseWheel', at, { deltaX: 0, deltaY, modifiers: 2 }));
    await pause(15);
  }
  await Promise.all(under);
  await session.detach();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
