import { readFileSync } from 'node:fs';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow } from './flows.ts';
import { inspector, node, runToEnd, stateOf, undo, wire, standStill } from './screen.ts';

test('a node collapses to its title bar and opens again; the file keeps it in its layout only', async ({
  page,
  app,
  host,
}) => {
  await app.open(chatFlow({ model: 'demo-fast' }));
  const before = JSON.parse(readFileSync(host.flowPath, 'utf8')) as { layout: object };
  const model = node(page, 'Model');
  await model.click();
  await page.keyboard.press('h');
  await expect(model.locator('.node-detail')).toHaveCount(0);
  await expect(wire(page)).toHaveCount(2);
  await runToEnd(page);
  await expect(stateOf(model)).toHaveText('done');
  await expectAccessible(page);
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => JSON.parse(readFileSync(host.flowPath, 'utf8')) as unknown)
    .toEqual({ ...before, layout: { ...before.layout, model: [320, 0, 240, 36] } });
  await inspector(page).getByRole('button', { name: 'Open', exact: true }).click();
  await expect(model).toContainText('tok/s');
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => JSON.parse(readFileSync(host.flowPath, 'utf8')) as unknown)
    .toEqual(before);
});

test('a node is resized by its corner and by keys, and what it says fills it', async ({
  page,
  app,
}) => {
  await app.open(chatFlow({ model: 'demo-fast' }));
  await runToEnd(page);
  const model = node(page, 'Model');
  await model.click();
  const size = async (): Promise<readonly number[]> => {
    const box = await standStill(model);
    const scale = box.width / (await model.evaluate((e) => (e as HTMLElement).offsetWidth));
    return [box.width / scale, box.height / scale].map(Math.round);
  };
  const [wide = 0, tall = 0] = await size();
  const corner = await standStill(model.locator('.resize-corner'));
  await page.mouse.move(corner.x + 6, corner.y + 6);
  await page.mouse.down();
  await page.mouse.move(corner.x + 66, corner.y + 66, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await size())[0]).toBeGreaterThan(wide + 40);
  await expect.poll(async () => (await size())[1]).toBeGreaterThan(tall + 40);
  await inspector(page).getByRole('button', { name: 'Size on the canvas' }).click();
  const width = inspector(page).getByRole('spinbutton', { name: 'Width' });
  await width.fill('400');
  await width.press('Enter');
  await expect.poll(async () => (await size())[0]).toBe(400);
  await page.keyboard.press('Control+z');
  await undo(page);
  await expect.poll(size).toEqual([wide, tall]);
});

test('a wire tells at the pointer what last passed it', async ({ page, app }) => {
  await app.open(chatFlow({ model: 'demo-fast' }));
  await runToEnd(page);
  // The canvas may still give room to the bar below it: the pointer finds the wire where it stands by then.
  await expect(async () => {
    const box = await standStill(wire(page, 'Question', 'Model'));
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const told = page.locator('.edge-value');
    await expect(told).toContainText('Last passed · text · 20 B', { timeout: 1_000 });
  }).toPass();
  await page.mouse.move(10, 200);
  await expect(page.locator('.edge-value')).toHaveCount(0);
});
