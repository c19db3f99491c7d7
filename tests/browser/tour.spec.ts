import type { Locator, Page } from '@playwright/test';
import { exampleText, expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow } from './flows.ts';
import { chooseInMenu, node, output, runButton, runStatus, traceSteps } from './screen.ts';

const tour = (page: Page): Locator => page.getByRole('dialog', { name: 'Tour' });
const press = (page: Page, name: string): Promise<void> =>
  tour(page).getByRole('button', { name, exact: true }).click();

/** Whether the card lies whole in the window, and on no part that it explains. */
async function expectInPlace(page: Page): Promise<void> {
  await expect(tour(page)).toBeInViewport({ ratio: 1 });
  await expect
    .poll(async () => {
      const [card, light] = [
        await tour(page).boundingBox(),
        await page.locator('.tour-light').boundingBox(),
      ];
      if (card === null || light === null) return 'missing';
      const apart =
        card.x >= light.x + light.width ||
        light.x >= card.x + card.width ||
        card.y >= light.y + light.height ||
        light.y >= card.y + card.height;
      return apart ? 'apart' : 'overlapping';
    })
    .toBe('apart');
}

test.describe('for the first time here', () => {
  test.use({ isFirstTime: true });

  test('the tour is offered once, and not now means never again', async ({ page, app }) => {
    await app.open(exampleText('weather-agent'));
    await expect(tour(page)).toContainText('Welcome to Millrace');
    await expectAccessible(page);
    await press(page, 'Not now');
    await expect(tour(page)).toHaveCount(0);
    await page.reload();
    await expect(runButton(page)).toBeEnabled();
    await expect(tour(page)).toHaveCount(0);
  });

  test('whoever runs the flow at once is left alone', async ({ page, app }) => {
    await app.open(exampleText('weather-agent'));
    await expect(tour(page)).toBeVisible();
    await runButton(page).click();
    await expect(tour(page)).toHaveCount(0);
  });

  test('a flow of one’s own is not covered', async ({ page, app }) => {
    await app.open(chatFlow());
    await expect(node(page, 'Question')).toBeVisible();
    await expect(tour(page)).toHaveCount(0);
  });
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1024, height: 700 } });

    test('it walks through the window by keys and runs the flow', async ({ page, app }) => {
      await app.open(chatFlow());
      await chooseInMenu(page, 'Show the tour');
      await expect(node(page, 'Weather agent')).toBeVisible();
      const heading = tour(page).getByRole('heading');
      for (const title of ['Modules', 'Nodes and wires', 'Settings', 'Run']) {
        await expect(heading).toHaveText(title);
        await expectInPlace(page);
        if (title === 'Run') break;
        await tour(page).getByRole('button', { name: 'Next' }).focus();
        await page.keyboard.press('Enter');
      }
      await press(page, 'Back');
      await expect(heading).toHaveText('Settings');
      await press(page, 'Next');
      await press(page, 'Run it');
      await expect(heading).toHaveText('Output and trace');
      await expect(runStatus(page)).toHaveText('The run is done.');
      await expect(output(page)).toContainText('get_current_weather');
      await expect(traceSteps(page).first()).toBeVisible();
      await expectInPlace(page);
      await expectAccessible(page);
      await press(page, 'Next');
      await expect(heading).toHaveText('Everything by its name');
      await expectInPlace(page);
      await press(page, 'Done');
      await expect(tour(page)).toHaveCount(0);
    });
  });
}

test('Esc ends it, and the window below stays in use', async ({ page, app }) => {
  await app.open(exampleText('weather-agent'));
  await page.keyboard.press('Control+k');
  await page.keyboard.type('tour');
  await page.keyboard.press('Enter');
  await expect(tour(page)).toBeFocused();
  await page.getByRole('searchbox', { name: 'Find a module' }).fill('agent');
  await expect(tour(page)).toBeVisible();
  await tour(page).getByRole('button', { name: 'Next' }).focus();
  await page.keyboard.press('Escape');
  await expect(tour(page)).toHaveCount(0);
});
