import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { weatherFlow } from './flows.ts';
import { chooseInMenu, node, runButton } from './screen.ts';

test('the interface speaks Chinese throughout, and remembers it', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await chooseInMenu(page, 'Language', '简体中文');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.reload();
  await expect(page.getByRole('button', { name: '运行', exact: true })).toBeEnabled();
  expect(await englishOn(page)).toEqual([]);

  await page.getByRole('button', { name: '运行', exact: true }).click();
  await expect(page.getByRole('status', { name: '运行状态' })).toHaveText('运行已完成。');
  await page.getByRole('treegrid').getByRole('row').filter({ hasText: 'Weather agent' }).click();
  expect(await englishOn(page)).toEqual([]);
  for (const title of ['Question', 'Weather agent', 'Answer', 'get_current_weather']) {
    await node(page, title).click();
    expect(await englishOn(page)).toEqual([]);
  }
  for (const tab of [/^问题/, /^运行记录/]) {
    await page.getByRole('tab', { name: tab }).click();
    expect(await englishOn(page)).toEqual([]);
  }
  await page.getByRole('banner').getByRole('button', { name: '菜单' }).click();
  expect(await englishOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('.react-flow__pane').click({ position: { x: 40, y: 40 } });
  await page.keyboard.press('?');
  expect(await englishOn(page)).toEqual([]);
});

test.describe('on a Chinese system', () => {
  test.use({ locale: 'zh-CN' });
  test('it speaks Chinese from the start, and English on demand', async ({ page, app, host }) => {
    await host.letIn(page.context());
    await page.goto(host.origin);
    await expect(page.getByRole('button', { name: '运行', exact: true })).toBeEnabled();
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('menuitem', { name: '语言' }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await expect(runButton(page)).toBeEnabled();
    expect(app.reports).toEqual([]);
  });
});

for (const [theme, other] of [
  ['Dark', 'light'],
  ['Light', 'dark'],
] as const) {
  test.describe(`on a ${other} system`, () => {
    test.use({ colorScheme: other });
    test(`${theme} is chosen and remembered`, async ({ page, app }) => {
      await app.open(weatherFlow({ model: 'demo-fast' }));
      const before = await brightness(page);
      await chooseInMenu(page, 'Theme', theme);
      await expect.poll(() => brightness(page)).not.toBe(before);
      const chosen = await brightness(page);
      expect(chosen > 0.5).toBe(theme === 'Light');
      await page.reload();
      await expect(runButton(page)).toBeEnabled();
      expect(await brightness(page)).toBe(chosen);
      await chooseInMenu(page, 'Theme', 'As the system');
      await expect.poll(() => brightness(page)).toBe(before);
    });
  });
}

/** How bright the window's surface is, 0 to 1. */
function brightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas');
    const paint = canvas.getContext('2d');
    if (paint === null) return -1;
    paint.fillStyle = getComputedStyle(document.body).backgroundColor;
    paint.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = paint.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3 / 255;
  });
}

/** Names that stay as they are: of the program, of keys, of formats and units, and what a flow itself says. */
const names =
  /^(Millrace|JSON|HTTP|MCP|OpenAPI|SQL|OpenTelemetry|kB|Home|End|ReAct|ReWOO|GET|Ctrl|Alt|Shift|PgUp|PgDn|Esc|Tab|Del|Enter|Space|F2|Y|Z|C|X|V|D|A|G|N|O|S|English|OpenAI|JSDoc|JavaScript|tok|ms|s|KB|B|MB|id|API|AI)$/;

/** What the flow of the test brings: its titles, its names and its file. */
const ownWords =
  /my\.flow\.json|get_\w+|Weather agent|Question|Answer|demo(-fast)?|location|unit|num_days/g;

/** English words that can be read on the screen, without those of the flow itself and of what models said. */
async function englishOn(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const foreign =
      '[role="log"], [role="row"] [title], .cm-editor, .live-text, .node-title, input, code, .selectable, [aria-current]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      const parent = text.parentElement;
      if (parent === null || parent.closest(foreign) !== null) continue;
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      found.push(text.textContent ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      if (element.closest(foreign) !== null && !element.matches('input')) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const value = element.getAttribute(name);
        if (value !== null) found.push(value);
      }
    }
    return found;
  });
  return [...new Set(texts)].filter((text) =>
    (text.replace(ownWords, '').match(/[A-Za-z][A-Za-z']+/g) ?? []).some(
      (word) => !names.test(word),
    ),
  );
}
