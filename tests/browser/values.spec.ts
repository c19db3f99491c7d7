import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { flowText } from './flows.ts';
import { runToEnd, traceDetail, traceSteps } from './screen.ts';

const megabytes = 50;

/** Makes a text of 50 MB: code repeats a part of it, as much as code may give, and a prompt puts that together. */
function largeFlow(part: string, before: string, after: string): string {
  const code = `/**
 * @param {string} text
 */
function repeat(text) {
  return text.repeat(Math.floor(${megabytes / 5}e6 / text.length));
}`;
  return flowText({
    nodes: {
      part: { kind: 'input', title: 'Part', settings: { default: part }, at: [0, 0] },
      some: { kind: 'code', title: 'Some', settings: { code, memoryMb: 256 }, at: [300, 0] },
      make: {
        kind: 'prompt',
        title: 'Make',
        settings: { template: before + '{{some}}'.repeat(5) + after },
        at: [600, 0],
      },
    },
    wires: ['part.value -> some.text', 'some.result -> make.some'],
  });
}

/** Notes from now on how long the page was busy at a stretch; answers the longest, ms. */
async function watchLongTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const noted = globalThis as unknown as { longest: number };
    noted.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        noted.longest = Math.max(noted.longest, duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  return () => page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
}

async function openOutput(
  page: Page,
  flow: string,
  open: (flow: string) => Promise<void>,
): Promise<{ readonly dialog: Locator; readonly longest: () => Promise<number> }> {
  await open(flow);
  await runToEnd(page);
  await traceSteps(page).filter({ hasText: 'Make' }).click();
  const button = traceDetail(page).getByRole('button', { name: 'Open large: Output' });
  await expect(button).toBeVisible();
  const longest = await watchLongTasks(page);
  await button.click();
  return { dialog: page.getByRole('dialog', { name: 'Output' }), longest };
}

test.describe.configure({ timeout: 120_000 });

test('a text of 50 MB opens, scrolls and is searched to its end, while the page stays awake', async ({
  page,
  app,
}) => {
  const line = 'A line of text that is repeated many times over, so that it is long.\n';
  const { dialog, longest } = await openOutput(
    page,
    largeFlow(line, '', 'the needle at its end'),
    (flow) => app.open(flow),
  );
  const text = dialog.getByRole('region', { name: 'Output as text' });
  await expect(text).toContainText('A line of text');
  await expect(dialog.getByText('Preparing')).toHaveCount(0);
  await text.focus();
  await page.keyboard.press('End');
  await expect(text).toContainText('the needle at its end');
  await page.keyboard.press('Home');
  await expect(text).not.toContainText('needle');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('NEEDLE');
  await expect(dialog.getByRole('status', { name: 'Matches' })).toHaveText('1 of 1');
  await expect(text.locator('mark')).toHaveText('needle');
  // Before axe, which keeps the page busy itself.
  const ms = await longest();
  await expectAccessible(page);
  test.info().annotations.push({ type: 'longest task, ms', description: String(ms) });
  expect(ms).toBeLessThan(1000);
});

test('a JSON of 50 MB opens as a tree, and a match in it is unfolded', async ({ page, app }) => {
  const item = '{"name":"An entry of a long list","ok":true,"numbers":[1,2,3.5]},';
  const { dialog, longest } = await openOutput(
    page,
    largeFlow(item, '[', '{"name":"the needle"}]'),
    (flow) => app.open(flow),
  );
  const tree = dialog.getByRole('tree', { name: 'Output as JSON' });
  await expect(tree.getByRole('treeitem').nth(1)).toHaveText('{…}3 items', {
    timeout: 45_000,
  });
  await page.keyboard.press('Control+f');
  await dialog.getByRole('searchbox').fill('the needle');
  await expect(dialog.getByRole('status', { name: 'Matches' })).toHaveText('1 of 1');
  await expect(tree.locator('mark')).toHaveText('the needle');
  await expect(dialog.getByText(/^\$\[\d+\]\.name$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Unfold all' }).click();
  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(tree.locator('[aria-selected=true]')).toHaveText('name: "An entry of a long list"');
  // Before axe, which keeps the page busy itself.
  const ms = await longest();
  await expectAccessible(page);
  test.info().annotations.push({ type: 'longest task, ms', description: String(ms) });
  expect(ms).toBeLessThan(1000);
});

test('a small value is a tree, a table or a text, folded by keys, searched and copied by path', async ({
  page,
  app,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const rows = [
    { city: 'Tokyo', degrees: 10 },
    { city: 'Paris', degrees: 22 },
  ];
  await app.open(
    flowText({
      nodes: {
        list: {
          kind: 'input',
          title: 'List',
          settings: { type: 'json', default: JSON.stringify(rows) },
          at: [0, 0],
        },
        out: { kind: 'output', title: 'Out', at: [300, 0] },
      },
      wires: ['list.value -> out.value'],
    }),
  );
  await runToEnd(page);
  await traceSteps(page).filter({ hasText: 'List' }).click();
  const detail = traceDetail(page);
  const tree = detail.getByRole('tree', { name: 'Output as JSON' });
  await tree.getByText('Paris').click();
  await detail.getByRole('button', { name: 'Copy path' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe('$.value[1].city');
  await tree.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(tree.locator('[aria-expanded=false]')).toHaveText('{…}2 items');
  const modes = detail.getByRole('group', { name: 'Show as' }).last();
  await modes.getByRole('button', { name: 'Table' }).click();
  await expect(detail.getByRole('table').getByRole('row')).toHaveText([
    'citydegrees',
    'Tokyo10',
    'Paris22',
  ]);
  await modes.getByRole('button', { name: 'Text' }).click();
  await expect(detail.getByText('"Paris",')).toBeVisible();
  await expectAccessible(page);
});
