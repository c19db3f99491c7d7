import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow } from './flows.ts';
import { runStatus, runToEnd, showTab } from './screen.ts';

test('the record is asked in SQL: an example, a statement of one’s own, an error at its place', async ({
  page,
  app,
  startHost,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open(chatFlow({ model: 'demo-fast' }), await startHost());
  await runToEnd(page);
  await showTab(page, 'Query');
  await expect(page.getByText('Nothing here can change it')).toBeVisible();
  const editor = page.getByRole('textbox', { name: 'SQL statement' });
  const table = page.getByRole('table', { name: 'Rows' });

  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem').first().click();
  await expect(table).toBeVisible();
  await expect(editor).toContainText(/SELECT/i);
  await expectAccessible(page);

  const ask = async (sql: string): Promise<void> => {
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(sql);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
  };
  await ask("SELECT 'a, b' AS words, 2 AS two UNION ALL SELECT 'c', 3");
  await expect(table.getByRole('row')).toHaveText(['wordstwo', 'a, b2', 'c3']);
  await expect(runStatus(page)).toHaveText('The run is done.');
  await page.getByRole('button', { name: 'Copy the rows' }).click();
  await page.getByRole('menuitem', { name: 'Copy as CSV' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'words,two\r\n"a, b",2\r\nc,3\r\n',
  );

  await ask('SELECT nope FROM run_list');
  const problem = page.getByRole('alert').filter({ hasText: 'sql_error' });
  await expect(problem).toContainText('nope');
  await expect(page.locator('.text-mark-error')).toHaveText('nope');
  await ask('DELETE FROM run_list');
  await expect(page.getByRole('alert').filter({ hasText: 'sql_' })).toBeVisible();

  await ask('SELECT run_id FROM run_list');
  await expect(table.getByRole('row')).toHaveCount(2);
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.getByRole('navigation', { name: 'What can be asked' }).getByText('run_list').click();
  await page.getByRole('button', { name: 'Insert run_list' }).click();
  await expect(editor).toHaveText('run_list');
});
