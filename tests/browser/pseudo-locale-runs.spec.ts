import { expect, test } from './app.ts';
import { openBracketed, ownWords, unbracketedOn } from './bracketed.ts';
import { weatherFlow } from './flows.ts';

test('no word of the history, its filters and the record is left out', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  await page.getByRole('button', { name: '⟦More about runs⟧' }).click();
  await page
    .getByRole('menuitemcheckbox', { name: '⟦Show on the canvas how fast nodes were⟧' })
    .click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status', { name: '⟦State of the run⟧' })).toHaveText(
    '⟦The run is done.⟧',
  );
  await expect(page.locator('.stall-tag').first()).toBeVisible();
  await page.getByRole('tab', { name: '⟦Runs⟧' }).click();
  const rows = page.getByRole('grid', { name: '⟦Runs⟧' }).getByRole('row');
  await page
    .getByRole('searchbox', { name: '⟦Search in all that was said and done⟧' })
    .fill('paris');
  await expect(rows.filter({ has: page.locator('mark') }).first()).toBeVisible();
  expect(await unbracketedOn(page)).toEqual([]);
  await page.getByRole('button', { name: '⟦Narrow the runs down⟧' }).click();
  const form = page.getByRole('dialog', { name: '⟦Narrow the runs down⟧' });
  await form.getByRole('button', { name: '⟦failed⟧' }).click();
  expect(await unbracketedOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  // The record holds the runs of other tests too: this word is in none of them.
  await page
    .getByRole('searchbox', { name: '⟦Search in all that was said and done⟧' })
    .fill('zeppelinesque');
  await expect(page.getByText('⟦No run is like that⟧')).toBeVisible();
  expect(await unbracketedOn(page)).toEqual([]);
  await page.getByRole('button', { name: '⟦Record…⟧' }).click();
  await expect(page.getByRole('dialog').locator('dl')).toBeVisible();
  expect(await unbracketedOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '⟦More about runs⟧' }).click();
  await page.getByRole('menuitem', { name: '⟦Export run…⟧' }).click();
  await page.getByRole('combobox', { name: '⟦Format⟧' }).click();
  await page.getByRole('option', { name: '⟦OpenTelemetry trace⟧' }).click();
  expect(await unbracketedOn(page)).toEqual([]);
  await page.getByRole('button', { name: '⟦Set up a collector…⟧' }).click();
  await page.getByRole('button', { name: '⟦Add a header⟧' }).click();
  expect(await unbracketedOn(page)).toEqual([]);
});

test('no word of two runs side by side is left out', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  const state = page.getByRole('status', { name: '⟦State of the run⟧' });
  for (const question of ['Weather in Paris?', 'Weather in Tokyo and Rome?']) {
    await page.getByRole('textbox', { name: '⟦Input of the run⟧' }).fill(question);
    await page.keyboard.press('Control+Enter');
    await expect(state).toHaveText('⟦The run is done.⟧');
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Compare with');
  await page.keyboard.press('Enter');
  // Times of runs stand as the browser's language writes them; what was asked and called is the run's own.
  const said =
    /[A-Z][a-z]{2} \d+, \d{4}, [\d:]+\s[AP]M|Weather in|fahrenheit|and Rome|Rome|Alt End/g;
  const loose = async (): Promise<readonly string[]> =>
    (await unbracketedOn(page)).filter((text) =>
      /[A-Za-z]/.test(text.replace(said, '').replace(ownWords, '')),
    );
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('⟦Run A⟧');
  expect(await loose()).toEqual([]);
  await dialog.getByRole('button', { name: '⟦Compare⟧' }).click();
  await expect(dialog.getByRole('treegrid')).toBeVisible();
  expect(await loose()).toEqual([]);
  await dialog.getByRole('tab', { name: '⟦Settings⟧' }).click();
  await dialog.getByRole('button', { name: '⟦Differences first⟧' }).click();
  expect(await loose()).toEqual([]);
});

test('no word of a run without nodes and of a search without hits is left out', async ({
  page,
  app,
}) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  await page.keyboard.press('Control+n');
  await page.keyboard.press('Control+Enter');
  expect(await unbracketedOn(page)).toEqual([]);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('zeppelin');
  expect(await unbracketedOn(page)).toEqual([]);
});

test('no word of versions and differences is left out', async ({ page, app }) => {
  // The browser writes dates, not the dictionaries.
  const isDate = (text: string): boolean => /^[A-Z][a-z]{2} \d+, \d{4}, [\d:]+\s[AP]M$/.test(text);
  const loose = async () => (await unbracketedOn(page)).filter((text) => !isDate(text));
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  await page.getByRole('textbox', { name: '⟦Name⟧' }).fill('⟦Other⟧');
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: '⟦Menu⟧' }).click();
  await page.getByRole('menuitem', { name: 'Versions' }).click();
  await expect(page.getByRole('list', { name: '⟦Differences⟧' })).toBeVisible();
  expect(await loose()).toEqual([]);
  await page.getByRole('navigation').getByRole('button').last().click();
  await page.getByRole('button', { name: '⟦Show on the canvas⟧' }).click();
  await expect(page.getByRole('region', { name: '⟦Comparison⟧' })).toBeVisible();
  expect(await loose()).toEqual([]);
});

test('no word of a held run, of changed outputs and of what is pinned is left out', async ({
  page,
  app,
}) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  await page.keyboard.press('F10');
  await expect(page.getByRole('list', { name: '⟦Held, until you let it go on⟧' })).toBeVisible();
  expect(await unbracketedOn(page)).toEqual([]);
  await page.getByRole('button', { name: '⟦Change…⟧' }).click();
  expect(await unbracketedOn(page)).toEqual([]);
  await page.keyboard.press('F7');
  await expect(page.locator('.flow-node[data-state="done"]').last()).toBeVisible();
  await page.locator('.flow-node[data-state="done"]').first().click();
  await page.getByRole('button', { name: '⟦Pin outputs⟧' }).click();
  await page.getByRole('button', { name: '⟦Change outputs…⟧' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await unbracketedOn(page)).toEqual([]);
});
