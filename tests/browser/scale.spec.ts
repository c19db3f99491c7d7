import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { flowText } from './flows.ts';
import { canvas, inspector, node, outputPort, runStatus, runToEnd, standStill } from './screen.ts';

const columns = 50;
const count = 2_000;
const idOf = (at: number): string => `n${String(at).padStart(4, '0')}`;
const placeOf = (at: number): readonly [number, number] => [
  (at % columns) * 320,
  Math.floor(at / columns) * 200,
];

function largeFlow(): string {
  const places = Array.from({ length: count }, (_, at) => at);
  return flowText({
    nodes: Object.fromEntries(
      places.map((at) => [
        idOf(at),
        {
          kind: at === 0 ? 'input' : 'prompt',
          title: `Step ${at}`,
          settings: at === 0 ? { default: 'x' } : { template: `{{text}} ${at}` },
          at: placeOf(at),
        },
      ]),
    ),
    wires: places
      .slice(1)
      .map((at) => (at % columns === 0 ? 0 : at - 1))
      .map((from, at) => `${idOf(from)}.${from === 0 ? 'value' : 'text'} -> ${idOf(at + 1)}.text`),
  });
}

/** The one picture that stands for all nodes; whole once all of it is drawn. */
function picture(page: Page): Locator {
  return canvas(page).getByRole('img', { name: 'Overview of 2,000 nodes and 1,999 wires' });
}

async function openLarge(page: Page, app: { open(text: string): Promise<void> }): Promise<void> {
  await app.open(largeFlow());
  await expect(picture(page)).toHaveAttribute('data-complete');
}

/** Where a node's middle is on screen, reckoned from two nodes that are elements. */
async function spotOf(page: Page, at: number): Promise<{ readonly x: number; readonly y: number }> {
  const [first, last] = [
    await standStill(node(page, 'Step 0')),
    await standStill(node(page, 'Step 1999')),
  ];
  const [[x, y], [lastX, lastY]] = [placeOf(at), placeOf(count - 1)];
  return {
    x: first.x + (x / lastX) * (last.x - first.x) + first.width / 2,
    y: first.y + (y / lastY) * (last.y - first.y) + first.height / 2,
  };
}

test('a flow of 2,000 nodes opens as a picture, with elements for what hands and keys are at', async ({
  page,
  app,
}) => {
  await openLarge(page, app);
  await expect.poll(() => node(page).count()).toBeLessThan(10);
  await expectAccessible(page);

  // The node under the pointer is there to be pressed, and says its name.
  const spot = await spotOf(page, 1_024);
  await page.mouse.move(spot.x, spot.y);
  await expect(node(page, 'Step 1024')).toBeAttached();
  await expect(canvas(page).locator('.far-name')).toHaveText(/^Step 1024/);
  await page.mouse.click(spot.x, spot.y);
  await expect(inspector(page).getByRole('textbox', { name: 'Title' })).toHaveValue('Step 1024');
  await page.mouse.move(spot.x + 300, spot.y - 200);
  await expect(node(page, 'Step 1024')).toHaveClass(/selected/);

  // Near, the nodes in sight are elements, and no others.
  await page.keyboard.press('0');
  await expect(page.getByRole('group', { name: 'Zoom' })).toContainText('100 %');
  await expect(picture(page)).toHaveCount(0);
  await expect.poll(() => node(page).count()).toBeGreaterThan(8);
  await expect.poll(() => node(page).count()).toBeLessThan(60);
  await page.keyboard.press('1');
  await expect(picture(page)).toHaveAttribute('data-complete');
});

test('Tab walks through all nodes of the picture', async ({ page, app }) => {
  await openLarge(page, app);
  await node(page, 'Step 0').focus();
  for (const step of [1, 2, 3]) {
    await page.keyboard.press('Tab');
    await expect(node(page, `Step ${step}`)).toBeFocused();
  }
  await expect(canvas(page).locator('.far-name')).toHaveText(/^Step 3/);
  await page.keyboard.press('Shift+Tab');
  await expect(node(page, 'Step 2')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(inspector(page).getByRole('textbox', { name: 'Title' })).toHaveValue('Step 2');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeVisible();
});

test('nodes of the picture are boxed and dragged together', async ({ page, app, host }) => {
  await openLarge(page, app);
  const [start, end] = [await spotOf(page, 203), await spotOf(page, 305)];
  await page.keyboard.down('Shift');
  await page.mouse.move(start.x - 9, start.y - 3);
  await page.mouse.down();
  await page.mouse.move(start.x + 10, start.y + 4, { steps: 3 });
  await page.mouse.move(end.x, end.y, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  const boxed = [203, 204, 205, 253, 254, 255, 303, 304, 305];
  await expect(canvas(page).locator('.react-flow__node.selected')).toHaveCount(boxed.length);

  const held = await spotOf(page, 254);
  await page.mouse.move(held.x, held.y);
  await page.mouse.down();
  await page.mouse.move(held.x + 20, held.y + 40, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeHidden();
  const { layout } = JSON.parse(readFileSync(host.flowPath, 'utf8')) as FlowDocument;
  const moved = Array.from({ length: count }, (_, at) => at).filter((at) => {
    const [x, y] = placeOf(at);
    return layout[idOf(at)]?.[0] !== x || layout[idOf(at)]?.[1] !== y;
  });
  expect(moved).toEqual(boxed);
  expect(layout[idOf(203)]?.[1]).toBeGreaterThan(placeOf(203)[1] + 200);
});

test('nodes of the picture are wired by their ports; the keyboard brings into sight what it leads to', async ({
  page,
  app,
}) => {
  await openLarge(page, app);
  const spot = await spotOf(page, 1_024);
  await page.mouse.move(spot.x, spot.y);
  const zoom = page.getByRole('group', { name: 'Zoom' });
  for (let turn = 0; turn < 4; turn += 1) await page.mouse.wheel(0, -240);
  await expect(zoom).toContainText(/(2\d|3\d) %/);
  await expect(picture(page)).toHaveAttribute('data-complete');
  // What was under the pointer still is.
  const from = node(page, 'Step 1024');
  const box = await standStill(from);
  const scale = box.width / 240;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  const output = outputPort(from, 'Text');
  await output.hover();
  await page.mouse.down();
  // Two columns to the right and a row below.
  const place = { x: middle.x + 640 * scale - box.width / 2, y: middle.y + 200 * scale };
  await page.mouse.move(place.x + 12, place.y, { steps: 6 });
  await page.mouse.move(place.x, place.y, { steps: 2 });
  await page.mouse.up();
  await page.mouse.click(place.x + 30, place.y);
  await expect(inspector(page).getByRole('textbox', { name: 'Title' })).toHaveValue('Step 1076');
  await expect(inspector(page).getByRole('region', { name: 'Inputs' })).toContainText('Step 1024');

  // From here on with keys.
  await page.keyboard.press('Escape');
  await node(page, 'Step 0').focus();
  await page.keyboard.press('Tab');
  await expect(node(page, 'Step 1')).toBeFocused();
  await expect(node(page, 'Step 1')).toBeInViewport();
});

test('the picture follows a run', async ({ page, app }) => {
  await openLarge(page, app);
  const before = await picture(page).screenshot();
  await runToEnd(page);
  await expect(runStatus(page)).toHaveText('The run is done.', { timeout: 30_000 });
  await expect(picture(page)).toHaveAttribute('data-complete');
  await expect.poll(async () => (await picture(page).screenshot()).equals(before)).toBe(false);
});
