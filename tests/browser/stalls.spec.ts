import { deltaChunk, event } from '../servers/chat-dialects.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow } from './flows.ts';
import { node, runToEnd, showTab, traceDetail } from './screen.ts';

/** How long the model thinks before the first token of the slow run, ms. */
const thinkingMs = 400;

test('the stall map marks the node that was slower than usual, in words, and leads to its step', async ({
  page,
  app,
  models,
  startHost,
}) => {
  let waitMs = 0;
  models.answerWith(() => ({
    chunks: (async function* () {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      yield event(deltaChunk({ content: 'Water ' }));
      yield event(deltaChunk({ content: 'flows.' }, 'stop'));
      yield 'data: [DONE]\n\n';
    })(),
  }));
  const host = await startHost({ OPENAI_BASE_URL: models.url });
  await app.open(chatFlow({ connection: 'openai', model: 'any' }), host);
  await page.getByRole('button', { name: 'More about runs' }).click();
  await page
    .getByRole('menuitemcheckbox', { name: 'Show on the canvas how fast nodes were' })
    .click();
  await page.keyboard.press('Escape');
  const legend = page.getByRole('region', { name: 'Speed against earlier runs' });
  await expect(legend).toContainText('Show a run to see');

  const model = node(page, 'Model').locator('.flow-node');
  await runToEnd(page);
  await expect(model).toHaveAttribute('data-stall', 'no-history');
  await expect(model).toContainText('no history');
  for (let run = 0; run < 3; run += 1) await runToEnd(page);
  waitMs = thinkingMs;
  await runToEnd(page);
  await expect(model).toHaveAttribute('data-stall', /slow/);
  await expect(model).toContainText(/× slower.*ms/);
  await legend.getByRole('combobox', { name: 'What is measured' }).click();
  await page.getByRole('option', { name: 'First token' }).click();
  await expect(model).toContainText(/× slowerFirst token/);
  await expectAccessible(page);

  await showTab(page, 'Speed');
  const rows = page.getByRole('grid', { name: 'Nodes by slowness' }).getByRole('row');
  await expect(rows.first()).toContainText('Model');
  await rows.first().click();
  await expect(node(page, 'Model')).toHaveClass(/selected/);
  await page.keyboard.press('Tab');
  await page.getByRole('grid', { name: 'Nodes by slowness' }).focus();
  await page.keyboard.press('Enter');
  await expect(traceDetail(page)).toBeVisible();
  await expectAccessible(page);
  await legend.getByRole('button', { name: 'Leave the stall map' }).click();
  await expect(model).not.toHaveAttribute('data-stall', /./);
});
