import type { Locator, Page } from '@playwright/test';
import { exampleText, expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { canvas, node, output, runStatus, runToEnd, standStill } from './screen.ts';

function tab(page: Page, name: string): Locator {
  return page.getByRole('tab', { name: new RegExp(`^${name}`) });
}

/** The names of the tabs that stand beside a panel's own. */
async function tabsBeside(page: Page, name: string): Promise<readonly string[]> {
  const list = page.getByRole('tablist').filter({ has: tab(page, name) });
  const names = await list.getByRole('tab').allTextContents();
  return names.map((text) => text.replace(/\d+\+?$/, ''));
}

async function dragTab(
  page: Page,
  name: string,
  to: Locator,
  at: 'middle' | 'left',
): Promise<void> {
  const from = await standStill(tab(page, name));
  const target = await standStill(to);
  const x = target.x + (at === 'middle' ? target.width / 2 : 24);
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2, from.y - 40, { steps: 4 });
  await page.mouse.move(x, target.y + target.height / 2, { steps: 6 });
  await page.mouse.up();
}

test('a tab is dragged to other tabs and to a side of the canvas, and stays there over a reload', async ({
  page,
  app,
}) => {
  await app.open(exampleText('chat'));
  await expect(canvas(page)).toBeVisible();
  await dragTab(page, 'Runs', tab(page, 'Settings'), 'middle');
  await expect.poll(() => tabsBeside(page, 'Runs')).toContain('Settings');
  await dragTab(page, 'Output', canvas(page), 'left');
  await expect.poll(() => tabsBeside(page, 'Output')).toEqual(['Output']);
  await page.reload();
  await expect.poll(() => tabsBeside(page, 'Output')).toEqual(['Output']);
  await expect.poll(() => tabsBeside(page, 'Runs')).toContain('Settings');
  await expectAccessible(page);
  await tab(page, 'Output').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Reset the layout' }).click();
  await expect
    .poll(() => tabsBeside(page, 'Runs'))
    .toEqual(['Output', 'Problems', 'Runs', 'Speed']);
});

test('panels are moved, maximised, closed and opened again without a pointer', async ({
  page,
  app,
}) => {
  await app.open(exampleText('chat'));
  await runToEnd(page);
  await tab(page, 'Trace').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Move to the right' }).press('Enter');
  await expect.poll(() => tabsBeside(page, 'Trace')).toEqual(['Settings', 'Chat', 'Trace']);
  await expect(tab(page, 'Trace')).toBeFocused();
  await page.keyboard.press('Control+Shift+PageUp');
  await expect.poll(() => tabsBeside(page, 'Trace')).toEqual(['Settings', 'Trace', 'Chat']);
  await page.keyboard.press('Control+Shift+m');
  const covered = page.locator('[inert]', { has: page.locator('.canvas') });
  await expect(covered).toHaveCount(1);
  await page.keyboard.press('Control+Shift+m');
  await expect(covered).toHaveCount(0);
  await page.keyboard.press('F6');
  await expect(tab(page, 'Output')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(tab(page, 'Output')).toHaveCount(0);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Panels' }).press('ArrowRight');
  await page.getByRole('menuitemcheckbox', { name: 'Output' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(output(page)).toContainText('simulated');
});

test('a broken store of the layout is passed over', async ({ page, app }) => {
  await page.addInitScript(() => localStorage.setItem('millrace.workspace', '{"layout":7'));
  await app.open(exampleText('chat'));
  await expect
    .poll(() => tabsBeside(page, 'Runs'))
    .toEqual(['Output', 'Problems', 'Runs', 'Speed']);
});

test('words are found in the output, and a line leads to its node', async ({ page, app }) => {
  await app.open(exampleText('weather-agent'));
  await runToEnd(page);
  await output(page).focus();
  await page.keyboard.press('Control+f');
  const field = page.getByRole('searchbox', { name: 'Find in the output' });
  await field.fill('degrees');
  await expect(page.getByRole('search')).toContainText('1 of 1');
  await expect(output(page).locator('mark').first()).toHaveText('degrees');
  await field.press('Escape');
  await expect(output(page)).toBeFocused();
  await output(page).getByRole('button', { name: 'Weather agent' }).first().click();
  await expect(node(page, 'Weather agent')).toHaveClass(/selected/);
  await expect(output(page).locator('[data-mark="selected"]').first()).toBeVisible();
});

test('a browser that remembers nothing works all the same', async ({ page, app }) => {
  app.allow(/zustand persist/);
  await page.addInitScript(() =>
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('Access is denied.', 'SecurityError');
      },
    }),
  );
  await app.open(exampleText('chat'));
  await runToEnd(page);
  await expect(runStatus(page)).toContainText('The run is done.');
  await dragTab(page, 'Runs', tab(page, 'Settings'), 'middle');
  await expect.poll(() => tabsBeside(page, 'Settings')).toContain('Runs');
});
