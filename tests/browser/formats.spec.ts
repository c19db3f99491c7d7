import type { Locator, Page } from '@playwright/test';
import { exampleText, expect, test } from './app.ts';
import { weatherFlow } from './flows.ts';
import { chooseInMenu, inspector, node, output, runToEnd } from './screen.ts';
import { expectAccessible } from './expect-accessible.ts';

const bench = (page: Page): Locator => page.getByRole('dialog', { name: 'Format workbench' });
const result = (page: Page): Locator =>
  bench(page).getByRole('region', { name: 'What it is read as' });
const part = (page: Page, name: string): Locator =>
  bench(page).getByRole('region', { name, exact: true });

async function openWorkbench(page: Page): Promise<void> {
  await chooseInMenu(page, 'Format workbench');
  await expect(bench(page)).toBeVisible();
}

async function chooseFormat(page: Page, id: string): Promise<void> {
  await bench(page).getByRole('combobox', { name: 'Format' }).click();
  await page.getByRole('option', { name: new RegExp(`^${id} `) }).click();
}

async function writeOutput(page: Page, text: string): Promise<void> {
  await bench(page).getByRole('textbox', { name: 'What the model wrote' }).fill(text);
}

test('an example is read at once, and every step tells what came out and what is held', async ({
  page,
  app,
}) => {
  await app.open(exampleText('chat'));
  await openWorkbench(page);
  await expect(result(page).getByRole('region', { name: '1 call' })).toContainText('get_weather');
  await chooseFormat(page, 'qwen3-coder');
  await expect(result(page)).toContainText('"days": 3');

  await chooseFormat(page, 'hermes');
  const text = 'Hi <tool_call>{"name":"get_weather","arguments":{"city":"Bern"}}</tool_call>';
  await writeOutput(page, text.slice(0, 'Hi <tool_c'.length));
  await expect(result(page).getByRole('region', { name: 'Text' })).toHaveText('TextHi <tool_c');
  const slider = bench(page).getByRole('slider', { name: 'Step' });
  await slider.press('ArrowLeft');
  await expect(part(page, 'Held back')).toContainText('<tool_c');
  await expect(part(page, 'Arrived').locator('mark')).toHaveText('<tool_c');

  await writeOutput(page, text);
  await expect(result(page).getByRole('region', { name: '1 call' })).toContainText('"Bern"');
  await expect(result(page).getByRole('region', { name: 'Text' })).toHaveText('TextHi ');
  await bench(page).getByRole('combobox', { name: 'How it arrives' }).click();
  await page.getByRole('option', { name: 'All at once' }).click();
  await slider.press('Home');
  await expect(part(page, 'Came out')).toContainText('call of get_weather begins');
});

test('a format of your own is made, kept, used by a run, and removed', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await openWorkbench(page);
  await chooseFormat(page, 'hermes');
  const json = bench(page).getByRole('textbox', { name: 'The format as JSON' });
  const save = bench(page).getByRole('button', { name: 'Save as my format' });
  await expect(json).toContainText('"hermes"');
  await expect(save).toBeDisabled();
  await replaceText(page, json, '{ "id": "sluice" ');
  await expect(bench(page).getByRole('list', { name: 'What is wrong' })).toContainText(
    'This is not JSON',
  );
  await replaceText(page, json, '{ "id": "hermes", "title": "", "calls": [], "strip": [] }');
  await expect(bench(page).getByRole('list', { name: 'What is wrong' })).toContainText('title');
  await replaceText(page, json, JSON.stringify(sluice));
  await writeOutput(page, 'Go <<gate>>{"tool":"get_weather","with":{"city":"Bern"}}<</gate>>');
  await expect(result(page).getByRole('region', { name: '1 call' })).toContainText('"Bern"');
  await save.click();
  await expect(page.getByText('Saved the format sluice.')).toBeVisible();
  await expect(bench(page).getByRole('combobox', { name: 'Format' })).toContainText('sluice');
  await page.keyboard.press('Escape');

  await node(page, 'Weather agent').click();
  await inspector(page).getByRole('button', { name: 'Advanced' }).click();
  await inspector(page).getByRole('combobox', { name: 'Raw tool-call format' }).click();
  await page.getByRole('option', { name: 'sluice' }).click();
  await runToEnd(page);
  await expect(output(page)).toContainText('The current weather in Tokyo');
  await expect(output(page)).not.toContainText('gate');

  await openWorkbench(page);
  await chooseFormat(page, 'sluice');
  await bench(page).getByRole('button', { name: 'Remove', exact: true }).click();
  await bench(page).getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByText('Removed the format sluice.')).toBeVisible();
  await expect(bench(page).getByRole('combobox', { name: 'Format' })).toContainText('hermes');
});

test('tools that are none are told of, until they are mended', async ({ page, app }) => {
  await app.open(exampleText('chat'));
  await openWorkbench(page);
  const tools = bench(page).getByRole('textbox', { name: 'Offered tools, as JSON' });
  await replaceText(page, tools, '[{}]');
  await expect(bench(page).getByText('This is not a list of tools')).toBeVisible();
  await replaceText(page, tools, '');
  await expect(bench(page).getByText('This is not a list of tools')).toBeHidden();
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('the workbench is accessible, in both languages', async ({ page, app }) => {
      await app.open(exampleText('chat'));
      await openWorkbench(page);
      await expect(result(page).getByRole('region', { name: '1 call' })).toBeVisible();
      await bench(page).getByRole('slider', { name: 'Step' }).press('ArrowLeft');
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await chooseInMenu(page, 'Language', '简体中文');
      await page.getByRole('banner').getByRole('button', { name: '菜单' }).click();
      await page.getByRole('menuitem', { name: '格式工作台' }).click();
      await expect(page.getByRole('region', { name: '1 个调用' })).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test.describe('in a small window', () => {
  test.use({ viewport: { width: 1024, height: 700 } });
  test('the workbench fits', async ({ page, app }) => {
    await app.open(exampleText('chat'));
    await openWorkbench(page);
    await expect(result(page).getByRole('region', { name: '1 call' })).toBeVisible();
    await expect(bench(page).getByRole('button', { name: 'Save as my format' })).toBeInViewport({
      ratio: 1,
    });
    await expect(part(page, 'Came out')).toBeInViewport({ ratio: 1 });
  });
});

const sluice = {
  id: 'sluice',
  title: 'Sluice gates',
  calls: [
    {
      body: 'json',
      open: ['<<gate>>'],
      close: ['<</gate>>'],
      nameKeys: ['tool'],
      argumentKeys: ['with'],
    },
  ],
  strip: ['<<eof>>'],
};

/** Types over all that an editor holds. */
async function replaceText(page: Page, editor: Locator, text: string): Promise<void> {
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  if (text !== '') await page.keyboard.insertText(text);
}
