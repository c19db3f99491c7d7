import type { Page } from '@playwright/test';
import { chatFlow, stallingFlow } from './flows.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { inspector, node, runButton, runInput, stateOf, wire } from './screen.ts';

const held = (page: Page) => page.getByRole('list', { name: 'Held, until you let it go on' });
const marks = (page: Page, title: string) => node(page, title).locator('.node-marks');

test('a run holds at a breakpoint, shows the values, and goes on with other ones', async ({
  page,
  app,
}) => {
  await app.open(chatFlow());
  await node(page, 'Model').click();
  await page.keyboard.press('F9');
  await expect(marks(page, 'Model').getByRole('img')).toHaveAccessibleName(
    'Runs hold before this node',
  );
  await runInput(page).fill('first words');
  await runButton(page).click();
  await expect(stateOf(node(page, 'Model'))).toHaveText('held');
  await expect(held(page)).toContainText('first words');
  await expectAccessible(page);
  await held(page).getByRole('button', { name: 'Change…' }).click();
  const draft = held(page).getByRole('textbox', { name: 'Values by port, as JSON' });
  await draft.fill('{ "prompt": ');
  await expect(held(page).getByRole('button', { name: 'Go on with these values' })).toBeDisabled();
  await draft.fill('{ "prompt": "second words" }');
  await held(page).getByRole('button', { name: 'Go on with these values' }).click();
  await expect(stateOf(node(page, 'Answer'))).toHaveText('done');
  await expect(page.getByText('second words').first()).toBeVisible();

  // It stays over a reload, and goes with the same key.
  await page.reload();
  await expect(marks(page, 'Model').getByRole('img')).toBeVisible();
});

test('a run is stepped through and let go by keys; a wire holds it too', async ({ page, app }) => {
  await app.open(chatFlow());
  await page.keyboard.press('F10');
  await expect(stateOf(node(page, 'Question'))).toHaveText('held');
  await page.keyboard.press('F10');
  await expect(stateOf(node(page, 'Question'))).toHaveText('done');
  await expect(stateOf(node(page, 'Model'))).toHaveText('held');
  await page.getByRole('button', { name: 'Go on' }).first().click();
  await expect(stateOf(node(page, 'Answer'))).toHaveText('done');

  await wire(page).first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('F9');
  await expect(page.locator('.wire-breakpoint-mark')).toHaveCount(1);
  await runButton(page).click();
  await expect(held(page)).toContainText('is held for the value of a wire');
  await page.keyboard.press('F7');
  await expect(stateOf(node(page, 'Answer'))).toHaveText('done');
});

test('an output is changed and run on with, reverted, and pinned', async ({ page, app }) => {
  await app.open(chatFlow());
  await runInput(page).fill('hello');
  await runButton(page).click();
  await expect(stateOf(node(page, 'Answer'))).toHaveText('done');
  await node(page, 'Model').click();
  await inspector(page).getByRole('button', { name: 'Change outputs…' }).click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page);
  await dialog.getByRole('textbox').fill('{ "text": "by hand" }');
  await dialog.getByRole('button', { name: 'Run on with this' }).click();
  await expect(marks(page, 'Model')).toContainText('edited · revert');
  await expect(marks(page, 'Question')).toContainText('taken over');
  await node(page, 'Answer').click();
  await expect(inspector(page)).toContainText('by hand');

  await marks(page, 'Model').getByRole('button').click();
  await expect(marks(page, 'Model')).toHaveCount(0);
  await expect(inspector(page)).not.toContainText('by hand');

  await node(page, 'Model').click();
  await inspector(page).getByRole('button', { name: 'Pin outputs' }).click();
  await expect(marks(page, 'Model')).toContainText('pinned');
  await runButton(page).click();
  await expect(stateOf(node(page, 'Answer'))).toHaveText('done');
  await expect(inspector(page)).toContainText('Unpin outputs');
});

test('one node is run alone on what the run before has made', async ({ page, app }) => {
  await app.open(chatFlow());
  await runInput(page).fill('hello');
  await runButton(page).click();
  await expect(stateOf(node(page, 'Answer'))).toHaveText('done');
  await node(page, 'Model').hover();
  await node(page, 'Model').getByRole('button', { name: 'Run this node alone' }).click();
  await expect(marks(page, 'Question')).toContainText('taken over');
  await expect(stateOf(node(page, 'Model'))).toHaveText('done');
  await expect(stateOf(node(page, 'Answer'))).toHaveText('skipped');
});

test('a stopped run is resumed: what was done is taken over', async ({ page, app }) => {
  await app.open(stallingFlow());
  await runInput(page).fill('hello');
  await runButton(page).click();
  await expect(stateOf(node(page, 'Model'))).toHaveText('streaming');
  await page.keyboard.press('Escape');
  await expect(stateOf(node(page, 'Model'))).toHaveText('stopped');
  await page.getByRole('button', { name: 'More about runs' }).click();
  await page.getByRole('menuitem', { name: 'Resume the shown run' }).click();
  await expect(marks(page, 'Question')).toContainText('taken over');
  await expect(stateOf(node(page, 'Model'))).toHaveText('streaming');
});
