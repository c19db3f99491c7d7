import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { refuse } from '../servers/chat-server.ts';
import { weatherScript } from '../servers/weather-script.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { weatherFlow } from './flows.ts';
import { output, runStatus, runToEnd } from './screen.ts';

// As in browsers that have no pickers of their own: what is saved is a download.
test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
});

test('what a run and its models said is saved, and replayed without the server', async ({
  page,
  app,
  models,
}) => {
  models.answerWith(weatherScript());
  await app.open(weatherFlow({ connection: 'openai', model: 'm' }));
  await runToEnd(page);
  const said = await output(page).innerText();
  expect(said).toContain('In Tokyo it is');
  const traffic = await saveTraffic(page);
  models.answerWith(() => refuse(500, 'A replay asks no model.'));
  const asked = models.requests.length;

  await page.keyboard.press('Control+Shift+Enter');
  const dialog = replayDialog(page);
  await expect(dialog.getByRole('button', { name: 'Replay', exact: true })).toBeDisabled();
  await chooseFile(page, 'weather.jsonl', traffic);
  await expect(dialog).toContainText('2 model turns');
  await expectAccessible(page);
  await dialog.getByRole('combobox', { name: 'Pace' }).click();
  await page.getByRole('option', { name: 'At once' }).click();
  await dialog.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText('Replayed from weather.jsonl, at once')).toBeVisible();
  await expect(runStatus(page)).toHaveText(/done/);
  // The tools run side by side, in the replay as ever: either may be the first.
  expect(linesOf(await output(page).innerText())).toEqual(linesOf(said));
  expect(models.requests.length).toBe(asked);

  await openRunMenu(page, 'Save model traffic');
  await expect(page.getByText('No model traffic of this run is kept.')).toBeVisible();
});

test('a file that is none says which line is wrong, and nothing runs', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openRunMenu(page, 'Replay from a traffic file');
  await chooseFile(
    page,
    'broken.jsonl',
    '{"format":"millrace/traffic","formatVersion":1}\n{"type":"turn"\n',
  );
  const dialog = replayDialog(page);
  await expect(dialog.getByRole('alert')).toContainText('Line 2 of the traffic file');
  await expect(dialog.getByRole('button', { name: 'Replay', exact: true })).toBeDisabled();
});

test('with recording switched off nothing is kept', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await page.getByRole('button', { name: 'More about runs' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Record model traffic' }).click();
  await page.keyboard.press('Escape');
  await runToEnd(page);
  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByText('No model traffic of this run is kept.')).toBeVisible();
});

function replayDialog(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Replay from a traffic file' });
}

async function openRunMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More about runs' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function saveTraffic(page: Page): Promise<string> {
  const download = page.waitForEvent('download');
  await openRunMenu(page, 'Save model traffic');
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.traffic\.jsonl$/);
  await expect(page.getByText(/Saved .*\.traffic\.jsonl/)).toBeVisible();
  return readFileSync(await file.path(), 'utf8');
}

async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await replayDialog(page).getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').toSorted();
}
