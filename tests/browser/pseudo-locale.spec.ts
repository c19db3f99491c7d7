import { expect, test } from './app.ts';
import { openBracketed, unbracketedOn } from './bracketed.ts';
import { weatherFlow } from './flows.ts';

test('no word of the main screen, of settings and of a finished run is left out', async ({
  page,
  app,
}) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  expect(await unbracketedOn(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status', { name: '⟦State of the run⟧' })).toHaveText(
    '⟦The run is done.⟧',
  );
  expect(await unbracketedOn(page)).toEqual([]);
  const steps = page.getByRole('treegrid').getByRole('row');
  for (const step of [0, 1, 2, 3]) {
    await steps.nth(step).click();
    expect(await unbracketedOn(page)).toEqual([]);
  }
  for (const tab of ['Problems', 'Speed', 'Query', 'Runs', 'Chat']) {
    await page.getByRole('tab', { name: `⟦${tab}⟧` }).click();
    expect(await unbracketedOn(page)).toEqual([]);
  }
  await page.getByRole('searchbox', { name: '⟦Find a module⟧' }).fill('zeppelin');
  expect(await unbracketedOn(page)).toEqual([]);
});

test('no word of the empty flow is left out', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  await page.keyboard.press('Control+n');
  await expect(page.getByText('⟦An empty flow⟧')).toBeVisible();
  expect(await unbracketedOn(page)).toEqual([]);
});

test('no word of the settings of any kind is left out', async ({ page, app }) => {
  test.slow();
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  await page.keyboard.press('Control+n');
  const modules = page.getByRole('navigation', { name: '⟦Modules⟧' });
  const items = modules.locator('button[draggable]');
  const titles = await items.allTextContents();
  expect(titles.length).toBeGreaterThan(20);
  const loose: string[] = [];
  for (const [at, title] of titles.entries()) {
    await items.nth(at).click();
    const advanced = page.getByRole('button', { name: '⟦Advanced⟧' });
    if (await advanced.isVisible()) await advanced.click();
    loose.push(...(await unbracketedOn(page)).map((text) => `${title}: ${text}`));
    await page.keyboard.press('Control+z');
  }
  expect(loose).toEqual([]);
});

test('no word of the menus is left out', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  for (const menu of ['Menu', 'More about runs']) {
    await page.getByRole('button', { name: `⟦${menu}⟧` }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    expect(await unbracketedOn(page)).toEqual([]);
    const submenus = page.getByRole('menu').locator('[aria-haspopup="menu"]');
    for (let at = 0; at < (await submenus.count()); at += 1) {
      await submenus.nth(at).hover();
      await expect(page.getByRole('menu')).toHaveCount(2);
      expect(await unbracketedOn(page)).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
});

test('no word of the searches is left out', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  await page.keyboard.press('Control+k');
  const option = page.getByRole('option').first();
  for (const text of ['', '@', '+', 'zzzz']) {
    await page.keyboard.type(text);
    if (text !== 'zzzz') await expect(option).toBeVisible();
    expect(await unbracketedOn(page)).toEqual([]);
    await page.keyboard.press('Control+a');
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(option).toBeVisible();
  expect(await unbracketedOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+h');
  await page.keyboard.type('tokyo');
  await expect(page.getByRole('search').getByRole('listitem').first()).toBeVisible();
  expect(await unbracketedOn(page)).toEqual([]);
});

const dialogs = [
  'New from template…',
  'Keys and connections',
  'Format workbench…',
  'Trust and own modules…',
  'Keyboard shortcuts',
] as const;

for (const name of dialogs) {
  test(`no word of “${name}” is left out`, async ({ page, app }) => {
    await app.open(weatherFlow({ model: 'demo-fast' }));
    await openBracketed(page);
    await page.getByRole('button', { name: '⟦Menu⟧' }).click();
    await page.getByRole('menuitem', { name: name.replace('…', '') }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(
      page.getByRole('dialog').locator('li, dl, textarea, .cm-editor').first(),
    ).toBeVisible();
    expect(await unbracketedOn(page)).toEqual([]);
    const add = page.getByRole('dialog').getByRole('button', { name: '⟦Add a connection⟧' });
    if (await add.isVisible()) {
      await add.click();
      await expect(page.getByText('⟦Programs on this machine⟧')).toBeVisible();
      expect(await unbracketedOn(page)).toEqual([]);
    }
  });
}

test('no word of the tour is left out', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  await page.keyboard.press('Control+n');
  await page.getByRole('button', { name: '⟦Menu⟧' }).click();
  await page.getByRole('menuitem', { name: 'Show the tour' }).click();
  const tour = page.getByRole('dialog', { name: '⟦Tour⟧' });
  for (let step = 1; step <= 6; step += 1) {
    await expect(tour).toContainText(`⟦Step ${step} of 6⟧`);
    if (step === 5) {
      await expect(page.getByRole('status', { name: '⟦State of the run⟧' })).toHaveText(
        '⟦The run is done.⟧',
      );
    }
    expect(await unbracketedOn(page)).toEqual([]);
    await tour.getByRole('button').last().click();
  }
  await expect(tour).toHaveCount(0);
});

test('no word of what is selected, of menus at the pointer and of a chat is left out', async ({
  page,
  app,
}) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  await page.keyboard.press('Control+a');
  expect(await unbracketedOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page
    .getByRole('group', { name: /^⟦Wire from / })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  expect(await unbracketedOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^⟦Output⟧/ }).click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  expect(await unbracketedOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '⟦Chat⟧' }).click();
  await page.getByRole('textbox', { name: '⟦Message⟧' }).fill('⟦Hello⟧');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status', { name: '⟦State of the run⟧' })).toHaveText(
    '⟦The run is done.⟧',
  );
  expect(await unbracketedOn(page)).toEqual([]);
});

test('no word of the dialogs about files is left out', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openBracketed(page);
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await unbracketedOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: '⟦Name⟧' }).fill('⟦Other⟧');
  await page.keyboard.press('Control+n');
  await expect(page.getByRole('button', { name: '⟦Don’t save⟧' })).toBeVisible();
  expect(await unbracketedOn(page)).toEqual([]);
});

test('what the engine says of problems, and of a run that cannot be, is in the language too', async ({
  page,
  app,
}) => {
  const flow = JSON.parse(weatherFlow({ model: 'demo-fast' })) as {
    readonly edges: readonly { readonly to: string }[];
  };
  const cut = { ...flow, edges: flow.edges.filter(({ to }) => !to.endsWith('.prompt')) };
  await app.open(JSON.stringify(cut));
  await openBracketed(page);
  await page.getByRole('tab', { name: /^⟦Problems⟧/ }).click();
  const problems = page.getByRole('list', { name: '⟦Problems⟧' }).getByRole('button');
  await expect(problems.filter({ hasText: /^⟦Error⟧⟦.*needs a wire.*⟧ ⟦Connect.*⟧$/ })).toHaveCount(
    1,
  );
  expect(await unbracketedOn(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status', { name: '⟦State of the run⟧' })).toHaveText(
    /^⟦The run failed\.⟧ ⟦The flow cannot run: .*⟧$/,
  );
});
