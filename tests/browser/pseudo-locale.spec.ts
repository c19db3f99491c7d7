import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { weatherFlow } from './flows.ts';

/** In the pseudo-locale every word of the interface stands in brackets: what does not, no dictionary knows. */
async function openBracketed(page: Page): Promise<void> {
  await page.evaluate(() =>
    localStorage.setItem(
      'millrace.preferences',
      JSON.stringify({ state: { language: 'en-XA', recordTraffic: true }, version: 1 }),
    ),
  );
  await page.reload();
  await expect(page.getByRole('button', { name: '⟦Run⟧', exact: true })).toBeEnabled();
}

/** What the flow of the tests, its models and its files say: titles, values, names in code. */
const ownWords =
  /my\.flow\.json|weather-agent\.flow\.json|get_\w+|Weather agent|Question|Answer|OpenAI|Millrace|English|demo(-fast)?|JSON|JavaScript|untitled\.flow\.json|\/home\/me\/flows\/modules|hermes|Hermes: <tool_call> tags.*|"?(location|unit)"?|Tokyo|Paris|celsius|^(question|complaint|text|path|Tests)$|What's the weather .*|\d+ (sec|min)\. ago|[\d/]+, [\d:]+ [AP]M|[a-zA-Z-]+(\.[a-z-]+)*\.(com|ai|xyz)/g;

/** Keys, units, marks that are the same in every language, and times that the browser itself writes. */
const universal =
  /^(now|Ctrl|Shift|Alt|End|Home|Esc|Tab|Del|Enter|Space|F2|ms|s|min|kB|B|MB|tok|en-XA|[A-Z]|https?)$/;

/** Words that can be read, or that screen readers say, and stand in no brackets. */
async function unbracketedOn(page: Page): Promise<readonly string[]> {
  const loose = await page.evaluate(() => {
    // Values of the flow and of its run: what people and models wrote.
    const foreign =
      '[translate=no], .markdown, .cm-editor, textarea, .live-text, .node-title, code, kbd, .selectable, .font-mono, .text-tools, script, style';
    const outside = (text: string, start: number): { words: string; depth: number } => {
      let depth = start;
      let words = '';
      for (const letter of text) {
        if (letter === '⟦') depth += 1;
        if (depth === 0) words += letter;
        if (letter === '⟧') depth -= 1;
      }
      return { words, depth };
    };
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    // A sentence with keys in it is several texts: its brackets open in the first and close in the last.
    let depth = 0;
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      const parent = text.parentElement;
      if (parent === null || !parent.checkVisibility({ visibilityProperty: true })) continue;
      const read = outside(text.textContent ?? '', depth);
      depth = read.depth;
      if (parent.closest(foreign) === null) found.push(read.words);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      // What people wrote is not translated, also where it stands in a hint.
      if (element.closest('.react-flow__attribution, .cm-content, [translate=no]') !== null)
        continue;
      // The mark that folds a value is named after the value's own key.
      if (element.nextElementSibling?.matches('.text-tools') === true) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) {
        found.push(outside(element.getAttribute(name) ?? '', 0).words);
      }
    }
    return found;
  });
  return [...new Set(loose)].filter((text) =>
    (text.replace(ownWords, '').match(/[A-Za-z][A-Za-z'-]*/g) ?? []).some(
      (word) => !universal.test(word),
    ),
  );
}

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
