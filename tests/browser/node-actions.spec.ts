import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { exampleText, expect, test } from './app.ts';
import { chatFlow } from './flows.ts';
import {
  canvas,
  inspector,
  node,
  outputPort,
  runToEnd,
  stateOf,
  undo,
  wire,
  standStill,
} from './screen.ts';

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test('a wire let go over the empty canvas offers the kinds that fit, and is wired to the chosen one', async ({
  page,
  app,
}) => {
  await app.open(chatFlow());
  const port = await standStill(outputPort(node(page, 'Question'), 'Value'));
  const pane = await standStill(canvas(page));
  await page.mouse.move(port.x + 5, port.y + 5);
  await page.mouse.down();
  await page.mouse.move(pane.x + 330, pane.y + pane.height - 70, { steps: 4 });
  await page.mouse.up();
  const list = page.getByRole('listbox', { name: 'Add and connect' });
  await expect(page.getByRole('combobox', { name: 'Add and connect' })).toBeFocused();
  for (const title of ['Chat model', 'Agent', 'Prompt', 'Output']) {
    await expect(list.getByRole('option', { name: title, exact: true })).toHaveCount(1);
  }
  for (const title of ['Input', 'Constant', 'Note', 'Code tool']) {
    await expect(list.getByRole('option', { name: title, exact: true })).toHaveCount(0);
  }
  await expectAccessible(page);
  await page.keyboard.type('template');
  await expect(list.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(wire(page, 'Question', 'Prompt')).toBeVisible();
  await expect(node(page, 'Prompt')).toHaveClass(/selected/);
  await undo(page);
  await expect(node(page)).toHaveCount(3);
  await expect(wire(page)).toHaveCount(2);
});

test('a disabled node says so and is skipped with what depends on it', async ({ page, app }) => {
  await app.open(chatFlow());
  await node(page, 'Model').click();
  await page.keyboard.press('m');
  await expect(stateOf(node(page, 'Model'))).toHaveText('disabled');
  await expect(inspector(page)).toContainText('a run skips this node');
  await expectAccessible(page);
  await runToEnd(page);
  await expect(stateOf(node(page, 'Answer'))).toHaveText('skipped');
  await inspector(page).getByRole('button', { name: 'Enable' }).click();
  await expect(stateOf(node(page, 'Model'))).not.toHaveText('disabled');
});

test('code is edited in a large editor, and undone from there', async ({ page, app }) => {
  await app.open(exampleText('weather-agent'));
  await node(page, 'get_current_weather').click();
  await inspector(page).getByRole('button', { name: 'Open in a larger editor' }).click();
  const dialog = page.getByRole('dialog', { name: 'Function' });
  await dialog.getByRole('textbox', { name: 'Function' }).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// Weather');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Done' }).click();
  const field = inspector(page).getByRole('textbox', { name: 'Function' });
  await expect(field).toContainText('// Weather');
  await undo(page);
  await expect(field).not.toContainText('// Weather');
});
