import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type AppHost } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow, flowText } from './flows.ts';
import { canvas, chooseInMenu, inspector, node, standStill, undo, unsavedMark } from './screen.ts';

/** Gives a node another title. */
async function rename(page: Page, from: string, to: string): Promise<void> {
  await node(page, from).locator('.node-title').click();
  await inspector(page).getByRole('textbox', { name: 'Title' }).fill(to);
}

/** Runs a command by its name. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(name);
  await page.getByRole('option', { name }).first().click();
}

/** All unsaved work that lies on the disk of a host. */
function keptWork(host: AppHost): string {
  const folder = join(dirname(host.flowPath), 'recovery');
  try {
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
  } catch {
    return '';
  }
}

const banner = (page: Page) => page.getByRole('alert').filter({ hasText: 'Unsaved work' });
const comparison = (page: Page) => page.getByRole('region', { name: 'Comparison' });
const mark = (page: Page, title: string) =>
  comparison(page)
    .locator('.react-flow__node')
    .filter({ has: page.locator('.node-title').getByText(title, { exact: true }) })
    .locator('.difference-node');

test('work that was not saved comes back after the engine and the page were killed', async ({
  page,
  app,
  context,
  startHost,
}) => {
  // The page notices the death of the engine by its lost socket, which the browser reports.
  app.allow(/WebSocket connection to/);
  const host = await startHost();
  await app.open(chatFlow(), host);
  const fileText = readFileSync(host.flowPath, 'utf8');
  await rename(page, 'Model', 'Brook');
  await expect.poll(() => keptWork(host), { timeout: 2_500 }).toContain('Brook');
  process.kill(host.web.enginePid ?? 0, 'SIGKILL');
  await rename(page, 'Brook', 'River');
  await expect.poll(() => keptWork(host)).toContain('River');

  const other = await context.newPage();
  await other.goto(`${host.origin}/`);
  await expect(node(other)).toHaveCount(3);
  await command(other, 'Recover unsaved work…');
  // The first window is still there: what it holds is its own.
  await expect(other.getByRole('dialog')).toContainText('There is no unsaved work');
  await other.close();

  const killer = await context.newCDPSession(page);
  const gone = page.waitForEvent('crash');
  killer.send('Page.crash').catch(() => undefined);
  await gone;
  const again = await context.newPage();
  await again.goto(`${host.origin}/`);
  await expect(banner(again)).toContainText('my.flow.json (1 setting changed)');
  await expectAccessible(again);
  await banner(again).getByRole('button', { name: 'Look at differences' }).click();
  await expect(mark(again, 'River')).toHaveAttribute('data-mark', 'changed');
  await again.keyboard.press('Escape');
  await expect(comparison(again)).toHaveCount(0);
  await expect(node(again, 'Model')).toBeVisible();
  await banner(again).getByRole('button', { name: 'Open it' }).click();
  await expect(node(again, 'River')).toBeVisible();
  await expect(unsavedMark(again)).toBeVisible();
  await expect(banner(again)).toHaveCount(0);
  expect(readFileSync(host.flowPath, 'utf8')).toBe(fileText);

  await again.keyboard.press('Control+s');
  await expect(unsavedMark(again)).toHaveCount(0);
  expect(readFileSync(host.flowPath, 'utf8')).toContain('River');
  await expect.poll(() => keptWork(host)).toBe('');
  await again.reload();
  await expect(node(again, 'River')).toBeVisible();
  await expect(banner(again)).toHaveCount(0);
});

test('what changed since saving is shown on the canvas and as text', async ({ page, app }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open(chatFlow({ system: 'Be kind.\nBe short.' }));
  await rename(page, 'Model', 'Brook');
  await node(page, 'Answer').locator('.node-title').click();
  await page.keyboard.press('Control+d');
  await node(page, 'Question').locator('.node-title').click();
  await page.keyboard.press('Delete');
  await command(page, 'Show changes since saving');
  await expect(comparison(page).getByRole('status')).toHaveText(
    '1 node added, 1 node removed, 1 setting changed, 1 wire changed',
  );
  // The canvas below is out of reach meanwhile.
  await expect(canvas(page)).toHaveAttribute('inert');
  const marks = await Promise.all(
    ['Question', 'Brook', 'Answer', 'Answer 2'].map((title) =>
      mark(page, title).getAttribute('data-mark'),
    ),
  );
  expect(marks).toEqual(['removed', 'changed', 'same', 'added']);
  await expectAccessible(page);
  await comparison(page).getByRole('button', { name: /Brook/ }).first().click();
  await expect(
    comparison(page).locator('.react-flow__node.selected').getByText('Brook').first(),
  ).toBeVisible();
  await comparison(page).getByRole('button', { name: 'Copy as text' }).click();
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await expect
    .poll(copied)
    .toBe(
      [
        '+ Answer 2',
        '− Question',
        '~ Brook',
        '    Title: Model → Brook',
        '− Question.value → Model.prompt',
        '',
      ].join('\n'),
    );
  // Undoing goes on below, and the comparison follows.
  await undo(page);
  await expect(comparison(page).getByRole('status')).toHaveText('1 node added, 1 setting changed');
  await page.keyboard.press('Escape');
  await expect(comparison(page)).toHaveCount(0);
  await expect(node(page, 'Question')).toBeVisible();
});

test('a large comparison is one picture, with an element for what the pointer is at', async ({
  page,
  app,
}) => {
  const places = Array.from({ length: 300 }, (_, at) => at);
  await app.open(
    flowText({
      nodes: Object.fromEntries(
        places.map((at) => [
          `n${at}`,
          {
            kind: 'prompt',
            title: `Step ${at}`,
            settings: { template: 'x' },
            at: [(at % 20) * 320, Math.floor(at / 20) * 200],
          },
        ]),
      ),
      wires: places.slice(1).map((at) => `n${at - 1}.text -> n${at}.text`),
    }),
  );
  await page.keyboard.press('Control+a');
  await page.keyboard.press('m');
  await expect(unsavedMark(page)).toBeVisible();
  await command(page, 'Show changes since saving');
  await expect(comparison(page).getByRole('status')).toHaveText('300 settings changed');
  const picture = comparison(page).getByRole('img', {
    name: 'Overview of 300 nodes and 299 wires',
  });
  await expect(picture).toHaveAttribute('data-complete');
  await expect.poll(() => comparison(page).locator('.react-flow__node').count()).toBeLessThan(5);
  await expectAccessible(page);

  // The list leads to a node, which is chosen there.
  await comparison(page)
    .getByRole('button', { name: /Step 150/ })
    .click();
  const chosen = comparison(page).locator('.react-flow__node.selected');
  await expect(chosen).toContainText('Step 150');
  const box = await standStill(chosen);
  await page.mouse.move(box.x + box.width * 1.6, box.y + box.height / 2);
  const under = comparison(page).locator('.react-flow__node').filter({ hasText: 'Step 151' });
  await under.click({ position: { x: 8, y: 8 } });
  await expect(chosen).toContainText('Step 151');
});

test('a version is kept at every save and by name, and comes back as an edit', async ({
  page,
  app,
}) => {
  await app.open(chatFlow());
  await rename(page, 'Model', 'Brook');
  await page.keyboard.press('Control+s');
  await expect(unsavedMark(page)).toHaveCount(0);
  await rename(page, 'Brook', 'River');
  await command(page, 'Mark this version…');
  const marking = page.getByRole('dialog', { name: 'Mark this version' });
  await marking.getByRole('textbox', { name: 'Name' }).fill('Before the talk');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(marking).toHaveCount(0);

  await chooseInMenu(page, 'Versions…');
  const dialog = page.getByRole('dialog', { name: 'Versions' });
  const versions = dialog.getByRole('navigation').getByRole('button');
  await expect(versions).toHaveText([
    /Before the talk.*1 setting/,
    /Saved.*1 setting/,
    /opened.*first/,
  ]);
  await expect(dialog.getByRole('list', { name: 'Differences' })).toContainText('River');
  await expectAccessible(page);
  await versions.nth(1).click();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect(node(page, 'Brook')).toBeVisible();
  await undo(page);
  await expect(node(page, 'River')).toBeVisible();

  await chooseInMenu(page, 'Versions…');
  await versions.last().click();
  await dialog.getByRole('button', { name: 'Show on the canvas' }).click();
  await expect(mark(page, 'River')).toHaveAttribute('data-mark', 'changed');
});
