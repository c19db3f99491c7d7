import type { Page } from '@playwright/test';
import { exampleText, expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { flowText, stallingFlow, weatherFlow } from './flows.ts';
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

const largeDialogs = [
  'New from template…',
  'Keys and connections',
  'Format workbench',
  'Keyboard shortcuts',
  'Versions…',
  'Show the tour',
] as const;

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(name);
  await page.getByRole('option', { name }).first().click();
}

/** So many nodes that from far they are one picture. */
function manyNodes(): string {
  const places = Array.from({ length: 300 }, (_, at) => at);
  const node = (at: number) => ({
    kind: 'prompt',
    title: `Node ${at}`,
    at: [(at % 20) * 320, Math.floor(at / 20) * 200] as const,
  });
  return flowText({
    nodes: Object.fromEntries(places.map((at) => [`node${at}`, node(at)])),
    wires: places.slice(1).map((at) => `node${at - 1}.text -> node${at}.text`),
  });
}

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

    test('dialogs without tests of their own, searches and the chat', async ({ page, app }) => {
      await app.open(weatherFlow({ model: 'demo-fast' }));
      for (const name of ['Format workbench', 'Mark this version…', 'Recover unsaved work…']) {
        await command(page, name);
        await expect(page.getByRole('dialog').last()).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
      await page.keyboard.press('Control+k');
      await page.keyboard.type('weather');
      await expect(page.getByRole('option').first()).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+h');
      await page.keyboard.type('tokyo');
      await expect(page.getByRole('search').getByRole('listitem').first()).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Chat' }).click();
      await expectAccessible(page);
    });

    test('many nodes from far, and several selected', async ({ page, app }) => {
      await app.open(manyNodes());
      await expect(page.getByRole('img', { name: /^Overview of/ })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Control+a');
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

test('no animation runs where less motion is wanted', async ({ page, app }) => {
  await app.open(stallingFlow());
  await runButton(page).click();
  await expect(stateOf(node(page, 'Model'))).toHaveText('streaming');
  await expect(output(page)).toContainText('You asked');
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState, effect }) => {
        const { duration, iterations } = effect?.getTiming() ?? {};
        return playState === 'running' && (Number(duration) > 1 || iterations === Infinity);
      })
      .map(({ effect }) => (effect as KeyframeEffect).target?.outerHTML.slice(0, 120)),
  );
  expect(moving).toEqual([]);
});

test('a run is told once, as it goes on', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    const region = document.querySelector('[role="status"][aria-label="State of the run"]');
    new MutationObserver(() => {
      const text = (region?.textContent ?? '').trim();
      if (text !== '') told.push(text);
    }).observe(region as Element, { childList: true, characterData: true, subtree: true });
  });
  await runToEnd(page);
  const told = (): Promise<readonly string[]> =>
    page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
  await expect.poll(told).toEqual(['The run has started.', 'The run is done.']);
});

/** Things that are shown and reach out of the window, with nothing to scroll them into it. */
function findCutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element): boolean => {
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at);
        if (/auto|scroll/.test(overflowX + overflowY)) return true;
      }
      return false;
    };
    return [...document.querySelectorAll('button, input, [role="tab"], [role="combobox"]')]
      .filter((element) => element.closest('.react-flow, .sr-only') === null)
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => {
        const { left, top, right, bottom, width } = element.getBoundingClientRect();
        if (width === 0 || scrolls(element)) return false;
        return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
      })
      .map((element) => element.outerHTML.slice(0, 160));
  });
}

test.describe('magnified to 200 %', () => {
  // What a window of 1280 × 800 px has room for then.
  test.use({ viewport: { width: 640, height: 400 } });

  test('nothing is cut off without a way to scroll to it', async ({ page, app }) => {
    await app.open(weatherFlow({ model: 'demo-fast' }));
    await runToEnd(page);
    expect(await findCutOff(page)).toEqual([]);
    for (const name of largeDialogs) {
      await command(page, name);
      await expect(page.getByRole('dialog').last()).toBeVisible();
      expect((await findCutOff(page)).map((found) => `${name}: ${found}`)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    expect(
      await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.scrollHeight,
      ]),
    ).toEqual([640, 400]);
  });
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
