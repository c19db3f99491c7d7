import type { Locator, Page } from '@playwright/test';
import { exampleText, expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import {
  canvas,
  chooseInMenu,
  node,
  openTemplate,
  output,
  runButton,
  runToEnd,
  unsavedMark,
} from './screen.ts';

function gallery(page: Page): Locator {
  return page.getByRole('dialog', { name: /^(New from template|从模板新建)$/ });
}

function card(page: Page, name: string): Locator {
  return gallery(page).getByRole('listitem').getByRole('button', { name, exact: true });
}

function search(page: Page): Locator {
  return gallery(page).getByRole('searchbox', { name: 'Find a template' });
}

test('the empty canvas leads to the gallery, and a card becomes an unsaved flow that runs at once', async ({
  page,
  app,
}) => {
  await app.open(exampleText('chat'));
  await page.keyboard.press('Control+n');
  await canvas(page).getByRole('button', { name: 'New from template…' }).click();
  const flows = gallery(page).getByRole('region', { name: 'Whole flows' });
  await expect.poll(() => flows.getByRole('button').count()).toBeGreaterThanOrEqual(8);
  await expect(card(page, 'Prompt chain')).toHaveAccessibleDescription(
    /^One call lists the points .* Uses .*Chat model/,
  );
  await card(page, 'Prompt chain').click();
  await expect(gallery(page)).toBeHidden();
  await expect(node(page)).toHaveCount(5);
  await expect(unsavedMark(page)).toBeVisible();
  await expect(page).toHaveTitle(/prompt-chain\.flow\.json/);
  await runToEnd(page);
  await expect(output(page)).toContainText('- The new wheel is made of oak');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('it is found by words and tags, and opened by keys alone', async ({ page, app }) => {
  await app.open(exampleText('chat'));
  await chooseInMenu(page, 'New from template…');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('classify');
  await expect(gallery(page).locator('[data-template]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(node(page, 'What is it about?')).toBeVisible();

  // The copy is unsaved work: another template does not throw it away unasked.
  await chooseInMenu(page, 'New from template…');
  await gallery(page).getByRole('button', { name: 'People', pressed: false }).click();
  await expect(gallery(page).locator('[data-template]')).toHaveCount(2);
  await search(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(card(page, 'Human approval')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(card(page, 'Agent team')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(search(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Don’t save' }).click();
  await expect(node(page, 'Approval')).toBeVisible();
});

test('what fits nothing says how to go on', async ({ page, app }) => {
  await app.open(exampleText('chat'));
  await chooseInMenu(page, 'New from template…');
  await search(page).fill('zeppelin');
  await expect(gallery(page)).toContainText('No template has all of these words.');
  await gallery(page).getByRole('button', { name: 'Show all' }).click();
  await expect(card(page, 'Chat')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(gallery(page)).toBeHidden();
});

test('a flow in a file of its own still finds it', async ({ page, app }) => {
  await app.open(exampleText('chat'));
  await openTemplate(page, 'Sub-flow in a file');
  await expect(runButton(page)).toBeEnabled();
  await expect(page.getByRole('tab', { name: 'Problems' })).toHaveText('Problems');
});

test.describe('in a small window', () => {
  test.use({ viewport: { width: 1024, height: 700 } });
  for (const theme of ['light', 'dark'] as const) {
    for (const language of ['en', 'zh-CN'] as const) {
      test(`the gallery in ${theme}, ${language}`, async ({ page, app }) => {
        const preferences = { state: { theme, language, recordTraffic: true }, version: 1 };
        await app.open(exampleText('chat'));
        await page.evaluate(
          (text) => localStorage.setItem('millrace.preferences', text),
          JSON.stringify(preferences),
        );
        await page.reload();
        await expect(node(page)).toHaveCount(3);
        const first = language === 'en' ? 'Chat' : '对话';
        await page.keyboard.press('Control+n');
        await expectAccessible(page);
        await page.screenshot({ path: test.info().outputPath(`empty-${theme}-${language}.png`) });
        await canvas(page).getByRole('button').last().click();
        await expect(card(page, first)).toBeVisible();
        await expectAccessible(page);
        await page.screenshot({ path: test.info().outputPath(`gallery-${theme}-${language}.png`) });
      });
    }
  }
});
