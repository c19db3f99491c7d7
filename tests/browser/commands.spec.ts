import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow } from './flows.ts';
import { inspector, node, palette, undo } from './screen.ts';

test('the palette runs commands, goes to nodes and adds modules, by keys alone', async ({
  page,
  app,
}) => {
  await app.open(chatFlow());
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Command palette' });
  const marked = page.getByRole('option', { selected: true });
  await expect(field).toBeFocused();
  await expect(marked).toContainText('Run the flow');
  await expect(page.getByRole('option', { name: /Undo/ })).toBeDisabled();
  await expectAccessible(page);

  await page.keyboard.type('dark');
  await expect(marked).toContainText('Light or dark theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(field).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await expect(marked).toContainText('Light or dark theme');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('option').last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+p');
  await page.keyboard.type('answ');
  await expect(marked).toContainText('Answer');
  await page.keyboard.press('Enter');
  await expect(node(page, 'Answer')).toHaveClass(/selected/);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('+branch');
  await expect(marked).toContainText('If');
  await page.keyboard.press('Enter');
  await expect(node(page, 'If')).toHaveClass(/selected/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('search modules');
  await page.keyboard.press('Enter');
  await expect(palette(page).getByRole('searchbox')).toBeFocused();
});

test('keys are changed, taken over, kept over a reload and given back', async ({ page, app }) => {
  await app.open(chatFlow());
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const row = (title: string) => sheet.getByRole('button', { name: new RegExp(`^${title} `) });
  await page.keyboard.press('?');
  await expectAccessible(page);
  await page.keyboard.type('duplicate');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(row('Duplicate')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+c');
  await expect(sheet.getByText('Ctrl C must stay what it is.')).toBeVisible();
  await page.keyboard.press('m');
  await expect(sheet.getByText('M belongs to “Disable or enable”.')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(row('Duplicate')).toHaveAccessibleName('Duplicate changed M');
  await page.keyboard.press('Escape');
  await page.reload();

  await node(page, 'Model').click();
  await page.keyboard.press('m');
  await expect(node(page)).toHaveCount(4);
  await expect(inspector(page).getByRole('button', { name: 'Duplicate' })).toBeVisible();
  await page.keyboard.press('Control+d');
  await expect(node(page)).toHaveCount(4);
  await undo(page);

  await page.keyboard.press('?');
  await sheet.getByRole('button', { name: 'Reset all keys' }).click();
  await expect(row('Duplicate')).toHaveAccessibleName('Duplicate Ctrl D');
  await expect(row('Disable or enable')).toHaveAccessibleName('Disable or enable M');
});

test('what is stored may be broken: the program starts with its own keys', async ({
  page,
  app,
}) => {
  await page.addInitScript(() => {
    localStorage.setItem('millrace.keys', '{"state":{"chosen":{"edit.undo":3}},"version":1}');
    localStorage.setItem('millrace.recent-commands', '{"state":{"recent":7},"version":1}');
    localStorage.setItem(
      'millrace.preferences',
      '{"state":{"theme":9,"language":"xx"},"version":1}',
    );
  });
  await app.open(chatFlow());
  await node(page, 'Model').click();
  await page.keyboard.press('Delete');
  await expect(node(page)).toHaveCount(2);
  await undo(page);
  await expect(node(page)).toHaveCount(3);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Command palette' })).toBeFocused();
});
