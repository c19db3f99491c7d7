import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow } from './flows.ts';
import { addThreeNodes, node, output, runStatus, undo, wire } from './screen.ts';

test('three nodes are added, connected and run by keys alone', async ({ page, app }) => {
  await app.open(chatFlow());
  await page.keyboard.press('Control+n');
  await expect(node(page)).toHaveCount(0);
  await addThreeNodes(page);
  const spoken = page.getByRole('status');

  await page.keyboard.press('Control+ArrowRight');
  await expect(node(page, 'Input')).toBeFocused();
  await page.keyboard.press('c');
  const list = page.getByRole('listbox', { name: 'Connect from Input · Value' });
  await expect(list).toBeFocused();
  await expectAccessible(page);
  await expect(list.getByRole('option', { selected: true })).toContainText('Chat model · Prompt');
  await expect(spoken.filter({ hasText: 'Chat model · Prompt, 1 of' })).toHaveCount(1);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(wire(page, 'Input', 'Chat model')).toBeVisible();
  await expect(spoken.filter({ hasText: 'Input leads to Chat model now.' })).toHaveCount(1);
  await expect(node(page, 'Input')).toBeFocused();

  await page.keyboard.press('Control+ArrowRight');
  await expect(node(page, 'Chat model')).toBeFocused();
  await page.keyboard.press('c');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('listbox', { name: 'Connect from Chat model · Text' })).toHaveCount(
    0,
  );
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('listbox', { name: 'Connect from Chat model · Text' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(node(page, 'Chat model')).toBeFocused();
  await page.keyboard.press('c');
  await page.keyboard.press('Enter');
  await expect(wire(page, 'Chat model', 'Output')).toBeVisible();

  await page.keyboard.press('Control+ArrowRight');
  await expect(node(page, 'Output')).toBeFocused();
  await page.keyboard.press('Control+ArrowLeft');
  await page.keyboard.press('Control+ArrowLeft');
  await expect(node(page, 'Input')).toBeFocused();

  await page.getByRole('textbox', { name: 'Input of the run' }).focus();
  await page.keyboard.type('What is a weir?');
  await page.keyboard.press('Enter');
  await expect(runStatus(page)).toHaveText('The run is done.');
  await expect(output(page)).toContainText('What is a weir?');
  await node(page, 'Input').focus();
  await undo(page);
  await expect(wire(page)).toHaveCount(1);
});
