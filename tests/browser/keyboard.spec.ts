import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { chatFlow } from './flows.ts';
import { addThreeNodes, inspector, node, output, placeOf, runStatus, wire } from './screen.ts';

test('a flow is made and run without a mouse', async ({ page, app }) => {
  await app.open(chatFlow());
  await page.keyboard.press('Control+n');
  await expect(node(page)).toHaveCount(0);
  await addThreeNodes(page);
  await page.keyboard.press('1');
  for (const title of ['Input', 'Chat model', 'Output']) {
    await expect(node(page, title)).toBeInViewport({ ratio: 0.99 });
  }

  await node(page, 'Chat model').focus();
  await page.keyboard.press('Enter');
  await expect(inspector(page).getByRole('textbox', { name: 'Title' })).toHaveValue('Chat model');
  await chooseByKeys(page, 'Wire to Prompt', 'Input');
  await expect(wire(page, 'Input', 'Chat model')).toBeVisible();
  await node(page, 'Output').focus();
  await page.keyboard.press('Enter');
  await chooseByKeys(page, 'Wire to Value', 'Chat model · Text');
  await expect(wire(page, 'Chat model', 'Output')).toBeVisible();

  const place = (): ReturnType<typeof placeOf> =>
    placeOf(node(page, 'Output'), node(page, 'Input'));
  const before = await place();
  await node(page, 'Output').focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await place())[1]).toBeGreaterThan(before[1]);
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await place())[0]).toBeGreaterThan(before[0]);

  await page.getByRole('textbox', { name: 'Input of the run' }).focus();
  await page.keyboard.type('What is a weir?');
  await page.keyboard.press('Enter');
  await expect(runStatus(page)).toHaveText('The run has started.');
  await expect(runStatus(page)).toHaveText('The run is done.');
  await expect(output(page)).toContainText('What is a weir?');
});

test('the focus is visible wherever Tab leads', async ({ page, app }) => {
  await app.open(chatFlow());
  await page.getByRole('banner').getByRole('button', { name: 'Menu' }).focus();
  const unseen: string[] = [];
  const seen = new Set<string>();
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press('Tab');
    const focused = await describeFocus(page);
    if (focused.name === 'body') break;
    seen.add(focused.name);
    if (!focused.visible) unseen.push(focused.name);
  }
  expect(unseen).toEqual([]);
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'Find a module',
      'Chat model',
      'Model, Chat model',
      'Zoom in',
      'Output',
    ]),
  );
});

test('the sheet of keys opens with ? and closes with Esc', async ({ page, app }) => {
  await app.open(chatFlow());
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByRole('button', { name: 'Run the flow' })).toContainText('Ctrl ⏎');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
});

test('0 and 1 zoom to 100 % and to the whole flow', async ({ page, app }) => {
  await app.open(chatFlow());
  const zoom = page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: /100 %/ });
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await page.getByRole('button', { name: 'Zoom out' }).click();
  const small = await zoom.textContent();
  await page.keyboard.press('0');
  await expect(zoom).toHaveText('100 %');
  await page.keyboard.press('1');
  await expect(zoom).not.toHaveText(small ?? '');
  await expect(node(page, 'Answer')).toBeInViewport();
});

async function chooseByKeys(page: Page, field: string, option: string): Promise<void> {
  await inspector(page).getByRole('combobox', { name: field }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: option })).toBeVisible();
  await page.keyboard.type(option.slice(0, 5));
  await expect(page.getByRole('option', { name: option })).toBeFocused();
  await page.keyboard.press('Enter');
}

/** The focused thing's name, and whether it looks different from when it is not focused. */
async function describeFocus(
  page: Page,
): Promise<{ readonly name: string; readonly visible: boolean }> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement || focused instanceof SVGElement)) {
      return { name: 'body', visible: true };
    }
    if (focused === document.body) return { name: 'body', visible: true };
    const around = [
      focused,
      focused.parentElement,
      focused.closest('.editor'),
      focused.closest('section'),
    ];
    const look = (): string =>
      [...around.filter((element) => element !== null), ...focused.querySelectorAll('*')]
        .map((element) => {
          const style = getComputedStyle(element);
          return [
            style.outline,
            style.outlineOffset,
            style.boxShadow,
            style.borderColor,
            style.backgroundColor,
            style.stroke,
            style.strokeWidth,
          ].join(' ');
        })
        .join('\n');
    const withFocus = look();
    focused.blur();
    const without = look();
    focused.focus({ preventScroll: true });
    const name =
      focused.getAttribute('aria-label') ??
      focused.textContent?.trim().split('\n')[0] ??
      focused.tagName;
    return { name, visible: withFocus !== without };
  });
}
