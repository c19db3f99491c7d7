import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow, flowText } from './flows.ts';
import { inspector, node, runInput, runToEnd } from './screen.ts';

const comparison = (page: Page): Locator =>
  page.getByRole('dialog', { name: 'Two runs side by side' });
const row = (page: Page, name: string): Locator =>
  comparison(page).getByRole('row').filter({ hasText: name });
const drawn = (page: Page, title: string): Locator =>
  comparison(page).locator('.compared-node').filter({ hasText: title });

/** A map that asks a model once for each question. */
function mapFlow(): string {
  return flowText({
    nodes: {
      list: { kind: 'input', title: 'List', settings: { type: 'json' }, at: [0, 60] },
      each: {
        kind: 'map',
        title: 'Each',
        settings: { concurrency: 1 },
        at: [320, 0, 560, 320],
      },
      ask: {
        kind: 'llm',
        title: 'Ask',
        settings: { connection: 'demo', model: 'demo-fast' },
        parent: 'each',
        at: [460, 60],
      },
      answers: { kind: 'output', title: 'Answers', at: [960, 60] },
    },
    wires: [
      'list.value -> each.list',
      'each.item -> ask.prompt',
      'ask.text -> each.result',
      'each.results -> answers.value',
    ],
  });
}

/** Runs the flow once for each input. */
async function runWith(page: Page, ...inputs: readonly string[]): Promise<void> {
  for (const input of inputs) {
    await runInput(page).fill(input);
    await runToEnd(page);
  }
}

/** Opens the comparison of the last two runs. */
async function compareLastTwo(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Compare with');
  await page.keyboard.press('Enter');
  const choice = page.getByRole('dialog', { name: 'Compare with another run' });
  await choice.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(comparison(page).getByRole('treegrid')).toBeVisible();
}

test('a changed question leads to the first other token, in the list, in the texts and on the canvas', async ({
  page,
  app,
}) => {
  await app.open(chatFlow({ model: 'demo-fast' }));
  await expect(node(page)).toHaveCount(3);
  await runWith(page, 'What is a mill?', 'What is a race?');
  await compareLastTwo(page);
  // The model's text is the first that differs: it is chosen, and scrolled to.
  await expect(row(page, 'Model')).toHaveAttribute('aria-selected', 'true');
  await expect(comparison(page).getByRole('tab', { name: 'Text' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  const texts = comparison(page).getByRole('group', { name: 'Both texts' });
  await expect(texts.locator('mark')).toHaveText([/mill/, /race/]);
  await expect(texts.locator('mark').first()).toBeInViewport();
  await expect(comparison(page)).toContainText(/The texts part at character \d+\./);
  await expect(drawn(page, 'Question')).toHaveAttribute('data-mark', 'differs');
  await expect(drawn(page, 'Model')).toContainText('Input, Text, Output');
  await expectAccessible(page);

  // A node of the drawing leads to its step, and keys to the next one.
  await drawn(page, 'Question').click();
  await expect(row(page, 'Question')).toHaveAttribute('aria-selected', 'true');
  await comparison(page)
    .getByRole('tab', { name: /Output/ })
    .click();
  await expect(texts).toContainText('What is a race?');
  await comparison(page).getByRole('treegrid').focus();
  await page.keyboard.press('ArrowUp');
  await expect(row(page, 'The whole run')).toHaveAttribute('aria-selected', 'true');
  await comparison(page).getByRole('tab', { name: 'Settings' }).click();
  await expect(comparison(page)).toContainText('Both ran the same flow.');
  await page.keyboard.press('Escape');
  await expect(comparison(page)).toBeHidden();
});

test('passes fold, differences come first, and what only one run has says so', async ({
  page,
  app,
}) => {
  await app.open(mapFlow());
  await runWith(page, '["What is a mill?", "What is a sluice?"]');
  await runWith(page, '["What is a mill?", "What is a dam?", "What is a lock?"]');
  await compareLastTwo(page);
  const names = comparison(page).getByRole('row').locator('[role=gridcell]:first-child');
  await expect(row(page, 'Pass 3')).toContainText('only in B');
  const grid = comparison(page).getByRole('treegrid');
  await row(page, 'Pass 2').click();
  await grid.focus();
  const before = await names.count();
  await page.keyboard.press('ArrowLeft');
  await expect(names).toHaveCount(before - 1);
  await page.keyboard.press('ArrowRight');
  await expect(names).toHaveCount(before);
  await comparison(page).getByRole('button', { name: 'Differences first' }).click();
  await expect(names.first()).toContainText('only in B');
  await comparison(page).getByRole('button', { name: 'Swap A and B' }).click();
  await expect(row(page, 'Pass 3')).toContainText('only in A');
});

test('another prompt is found in the settings, and marks its node alone and what came after it', async ({
  page,
  app,
}) => {
  await app.open(chatFlow({ model: 'demo-fast' }));
  await runWith(page, 'What is a mill?');
  await node(page, 'Model').locator('.node-title').click();
  await inspector(page).getByRole('textbox', { name: 'Instructions' }).fill('[demo: length]');
  await runWith(page, 'What is a mill?');
  await compareLastTwo(page);
  await expect(drawn(page, 'Question')).toHaveAttribute('data-mark', 'same');
  await expect(drawn(page, 'Model')).toContainText('Text');
  await expect(row(page, 'Model')).toHaveAttribute('aria-selected', 'true');
  // The second text is cut by its limit: it ends where the first goes on.
  const marks = comparison(page).getByRole('group', { name: 'Both texts' }).locator('mark');
  await expect(marks).toHaveCount(2);
  await expect(marks.last()).toHaveText('■ ends here');
  await comparison(page).getByRole('tab', { name: 'Settings' }).click();
  await expect(comparison(page).getByRole('group', { name: 'Settings' })).toContainText(
    '[demo: length]',
  );
});
