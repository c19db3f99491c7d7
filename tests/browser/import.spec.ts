import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { exampleText, expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';

import { chooseInMenu, node, unsavedMark } from './screen.ts';

const fixture = (name: string): string => `tests/fixtures/import/${name}`;

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
});

test('an imported file is shown by what became of it, and opens as an unsaved flow', async ({
  page,
  app,
}) => {
  await app.open(exampleText('chat'));
  await importFile(page, fixture('dify/ticket-router.yml'));
  const dialog = importDialog(page);
  await expect(dialog).toContainText('ticket-router.yml comes from Dify');
  await expect(group(dialog, 'You still have to add')).toContainText('the connection dashscope');
  await expect(group(dialog, 'Does nearly the same')).toContainText('Explain the return');
  await expect(group(dialog, 'Does the same here')).toContainText('Start');
  await expectAccessible(page);

  await dialog.getByRole('button', { name: 'Open the flow' }).click();
  // What it may reach is agreed to before it runs, not before it is looked at.
  await expect(page.locator('[data-reach="connection"]')).toContainText('dashscope');
  await page.getByRole('button', { name: 'Open without running' }).click();
  await expect(dialog).toBeHidden();
  await expect(node(page, 'Say thanks')).toBeVisible();
  await expect(unsavedMark(page)).toBeVisible();
});

test('a project of several flows asks which to open; a dropped file does the same', async ({
  page,
  app,
}) => {
  await app.open(exampleText('chat'));
  await dropFile(page, fixture('rivet/story-maker.rivet-project'));
  const dialog = importDialog(page);
  await expect(dialog).toContainText('The file holds 2 flows');
  await dialog.getByRole('combobox', { name: 'Flow' }).click();
  await page.getByRole('option', { name: 'Helpers/Title' }).click();
  await dialog.getByRole('button', { name: 'Open the flow' }).click();
  await expect(node(page, 'Ask')).toBeVisible();
});

test('a placeholder looks like one and says what it stands for; cancelling changes nothing', async ({
  page,
  app,
}) => {
  await app.open(exampleText('chat'));
  await importFile(page, fixture('n8n/garden-helper.json'));
  await importDialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(node(page, 'Wikipedia')).toBeHidden();
  await expect(unsavedMark(page)).toBeHidden();

  await importFile(page, fixture('n8n/garden-helper.json'));
  await importDialog(page).getByRole('button', { name: 'Open the flow' }).click();
  const placeholder = node(page, 'Wikipedia');
  await expect(placeholder).toContainText('toolWikipedia');
  await expect(placeholder.locator('.flow-node')).toHaveCSS('outline-style', 'dashed');
});

function importDialog(page: Page): Locator {
  return page.getByRole('dialog');
}

function group(dialog: Locator, name: string): Locator {
  return dialog.getByRole('region', { name });
}

async function importFile(page: Page, path: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await chooseInMenu(page, 'Import…');
  await (await choosing).setFiles(path);
}

async function dropFile(page: Page, path: string): Promise<void> {
  const name = path.split('/').at(-1) ?? path;
  const text = readFileSync(path, 'utf8');
  const transfer = await page.evaluateHandle(
    ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      return data;
    },
    [name, text] as const,
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
