import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow, flowText } from './flows.ts';
import { canvas, inspector, node, undo, unsavedMark, standStill } from './screen.ts';

test('a double click on the canvas looks for a module and adds it there', async ({ page, app }) => {
  await app.open(chatFlow());
  const pane = await standStill(canvas(page));
  const at = { x: pane.x + 240, y: pane.y + pane.height - 120 };
  await page.mouse.dblclick(at.x, at.y);
  const field = page.getByRole('combobox', { name: 'Add a module' });
  await expect(field).toBeFocused();
  await page.keyboard.type('условие');
  await expect(page.getByText('Nothing matches “условие”.').first()).toBeVisible();
  await field.fill('gpt');
  await expect(page.getByRole('option', { selected: true })).toContainText('Chat model');
  await expect(page.getByText('Asks a chat model')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(field).toHaveCount(0);
  const added = await standStill(node(page, 'Chat model'));
  const isThere = at.x > added.x && at.x < added.x + added.width && at.y > added.y;
  expect(isThere && at.y < added.y + added.height).toBe(true);

  // Esc leaves the canvas as it was, and Tab opens the same search again.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(node(page)).toHaveCount(4);
});

function findField(page: Page) {
  return page.getByRole('textbox', { name: 'Find in the flow' });
}

const prompts = flowText({
  nodes: {
    one: { kind: 'prompt', title: 'Rain', at: [0, 0], settings: { template: 'Rain or rain?' } },
    two: { kind: 'prompt', title: 'Sun', at: [320, 0], settings: { template: 'no rain' } },
  },
  wires: [],
});

test('find walks through the matches, and replace is one step to undo', async ({ page, app }) => {
  await app.open(prompts);
  await page.keyboard.press('Control+f');
  await expect(findField(page)).toBeFocused();
  await page.keyboard.type('rain');
  const counter = page.getByRole('search').getByRole('status');
  await expect(counter).toHaveText('1 of 4');
  await page.keyboard.press('Enter');
  await expect(node(page, 'Rain')).toHaveClass(/selected/);
  await page.keyboard.press('Shift+Enter');
  await expect(counter).toHaveText('4 of 4');
  await expect(node(page, 'Sun')).toHaveClass(/selected/);
  await page.keyboard.press('Alt+Enter');
  const template = inspector(page).getByRole('textbox', { name: 'Template' });
  await expect(template).toBeFocused();

  await page.keyboard.press('Control+h');
  await expect(findField(page)).toBeFocused();
  await page.getByRole('button', { name: 'Match upper and lower case' }).click();
  await expect(counter).toHaveText(/ of 2$/);
  await page.getByRole('textbox', { name: 'Replace with' }).fill('snow');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Replace all' }).click();
  await expect(counter).toHaveText('No match');
  await expect(template).toHaveText('no snow');
  await findField(page).fill('snow');
  await expect(counter).toHaveText(/ of 2$/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('search')).toHaveCount(0);
  await node(page, 'Rain').click();
  await expect(template).toHaveText('Rain or snow?');
  await undo(page);
  await expect(template).toHaveText('Rain or rain?');
  await expect(unsavedMark(page)).toHaveCount(0);
});

test('a regular expression may be broken or endless, and the window goes on', async ({
  page,
  app,
}) => {
  const template = `${'a'.repeat(40)}!`;
  await app.open(
    flowText({
      nodes: { one: { kind: 'prompt', title: 'One', at: [0, 0], settings: { template } } },
      wires: [],
    }),
  );
  await page.keyboard.press('Control+f');
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await findField(page).fill('(a');
  await expect(page.getByRole('alert')).toContainText('This is no regular expression.');
  await findField(page).fill('^(a+)+$');
  await expect(page.getByRole('alert')).toContainText('takes too long');
  await findField(page).fill('a{3}!$');
  await expect(page.getByRole('search').getByRole('status')).toHaveText('1 of 1');
  await page.getByRole('button', { name: 'Replace as well' }).click();
  await page.getByRole('textbox', { name: 'Replace with' }).fill('[$&]');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(inspector(page).getByRole('textbox', { name: 'Template' })).toHaveText(
    `${'a'.repeat(37)}[aaa!]`,
  );
});
