import { exampleText, expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { stallingFlow, weatherFlow } from './flows.ts';
import {
  chooseInMenu,
  inspector,
  node,
  output,
  runButton,
  runToEnd,
  showTab,
  stateOf,
  traceSteps,
} from './screen.ts';

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('start screen and empty flow', async ({ page, app }) => {
      await app.open(exampleText('weather-agent'));
      await expectAccessible(page);
      await page.keyboard.press('Control+n');
      await expectAccessible(page);
    });

    test('a run under way', async ({ page, app }) => {
      await app.open(stallingFlow());
      await runButton(page).click();
      await expect(stateOf(node(page, 'Model'))).toHaveText('streaming');
      await expect(output(page)).toContainText('You asked');
      await expectAccessible(page);
    });

    test('a run that is done, with settings, a step and each panel', async ({ page, app }) => {
      await app.open(weatherFlow({ model: 'demo-fast' }));
      await runToEnd(page);
      await traceSteps(page).filter({ hasText: 'round 1' }).click();
      await node(page, 'get_current_weather').click();
      await expect(inspector(page).getByRole('textbox', { name: 'Function' })).toBeVisible();
      await expectAccessible(page);
      await node(page, 'Weather agent').click();
      await inspector(page).getByRole('button', { name: 'Advanced' }).click();
      await expectAccessible(page);
      for (const tab of ['Problems', 'Runs'] as const) {
        await showTab(page, tab);
        await expectAccessible(page);
      }
    });

    test('a run that failed', async ({ page, app }) => {
      await app.open(weatherFlow({ model: 'demo-fast:fail' }));
      await runToEnd(page);
      await expect(stateOf(node(page, 'Weather agent'))).toHaveText('failed');
      await expectAccessible(page);
    });

    test('menu, lists and dialogs', async ({ page, app }) => {
      await app.open(exampleText('weather-agent'));
      await page.getByRole('banner').getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('menuitem', { name: 'Theme' }).click();
      await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await node(page, 'Weather agent').click();
      await inspector(page).getByRole('combobox', { name: 'Connection' }).click();
      await expect(page.getByRole('listbox')).toBeVisible();
      // An open list keeps the focus and hides the rest, which axe understands of dialogs only.
      await expectAccessible(page, ['aria-hidden-focus']);
      await page.keyboard.press('Escape');
      await inspector(page).getByRole('textbox', { name: 'Title' }).fill('Other');
      await page.keyboard.press('Control+n');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test('in Chinese', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await chooseInMenu(page, 'Language', '简体中文');
  await node(page, 'Weather agent').click();
  await expectAccessible(page);
});

test.describe('in a small window', () => {
  test.use({ viewport: { width: 1024, height: 700 } });

  test('nothing runs out of the window', async ({ page, app }) => {
    await app.open(weatherFlow({ model: 'demo-fast' }));
    await runToEnd(page);
    await node(page, 'Weather agent').click();
    await expectAccessible(page);
    expect(
      await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.scrollHeight,
      ]),
    ).toEqual([1024, 700]);
    await expect(runButton(page)).toBeInViewport({ ratio: 1 });
    for (const title of ['Question', 'Answer']) {
      await expect(node(page, title)).toBeInViewport();
    }
  });
});
