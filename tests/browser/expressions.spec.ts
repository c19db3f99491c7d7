import { expect, exampleText, test } from './app.ts';
import { inspector, node, runButton, stateOf } from './screen.ts';

test('a condition is typed with completion, checked while typing, and takes inputs by name', async ({
  page,
  app,
}) => {
  await app.open(exampleText('if'));
  await node(page, 'About money?').click();
  const condition = page.getByRole('textbox', { name: 'Condition' });
  await condition.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('$count($) > ');
  await expect(inspector(page).getByText('Unexpected end of expression')).toBeVisible();
  // The problem came while somebody types: they must be able to go on.
  await expect(condition).toBeFocused();
  await page.keyboard.type('$substringA');
  await page.getByRole('option', { name: '$substringAfter' }).click();
  await expect(condition).toContainText('$count($) > $substringAfter(');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('$length($) > $limit');
  await expect(inspector(page).getByText('needs a wire to its input limit')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('$length($) > 3');
  await expect(inspector(page).getByText('needs a wire to its input limit')).toBeHidden();
  await runButton(page).click();
  await expect(stateOf(node(page, 'Reception'))).toHaveText('skipped');
  await expect(stateOf(node(page, 'Answer'))).toHaveText('done');
});
