import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow } from './flows.ts';
import {
  canvas,
  inspector,
  node,
  output,
  runStatus,
  runToEnd,
  stateOf,
  traceSteps,
  undo,
  unsavedMark,
  wire,
} from './screen.ts';

test('a selection becomes a sub-flow that runs, shows what goes on in it, and is undone in one step', async ({
  page,
  app,
}) => {
  await app.open(chatFlow({ model: 'demo-fast' }));
  await node(page, 'Model').click();
  await page.keyboard.press('Control+Alt+g');
  const subFlow = node(page, 'Sub-flow');
  await expect(subFlow).toBeVisible();
  await expect(node(page, 'Model')).toHaveCount(0);
  await expect(wire(page)).toHaveCount(2);
  await runToEnd(page);
  await expect(runStatus(page)).toHaveText('The run is done.');
  await expect(stateOf(subFlow)).toHaveText('done');
  await expect(subFlow).toContainText('made up of your own words');
  await expect(subFlow).toContainText('tok');
  await expect(traceSteps(page).filter({ hasText: 'Model' })).toHaveAttribute('aria-level', '2');

  await page.getByRole('button', { name: 'Show only Sub-flow' }).click();
  await expect(output(page)).toContainText('made up of your own words');
  await expectAccessible(page);
  await undo(page);
  await expect(node(page, 'Model')).toBeVisible();
  await expect(subFlow).toHaveCount(0);
});

test('a sub-flow is entered with its run, edited, and left; the file keeps what was changed in it', async ({
  page,
  app,
  host,
}) => {
  await app.open(chatFlow({ model: 'demo-fast' }));
  await node(page, 'Model').click();
  await page.keyboard.press('Control+Alt+g');
  await expect(node(page, 'Sub-flow')).toBeVisible();
  await runToEnd(page);
  await inspector(page).getByRole('button', { name: 'Open sub-flow' }).first().click();
  const path = canvas(page).getByRole('navigation', { name: 'Where you are in the flow' });
  await expect(path).toContainText('Flow of a test');
  await expect(path).toContainText('Sub-flow');
  await expect(stateOf(node(page, 'Model'))).toHaveText('done');
  await expect(node(page, 'Model')).toContainText('made up of your own words');
  await expectAccessible(page);

  await node(page, 'Model').click();
  await inspector(page).getByRole('textbox', { name: 'Title' }).fill('Brook');
  await path.getByRole('button', { name: 'Flow of a test' }).click();
  await expect(node(page, 'Question')).toBeVisible();
  await expect(node(page, 'Sub-flow')).toHaveClass(/selected/);
  await expect(unsavedMark(page)).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(unsavedMark(page)).toHaveCount(0);
  const saved = JSON.parse(readFileSync(host.flowPath, 'utf8')) as FlowDocument;
  const held = Object.values(saved.nodes).find(({ kind }) => kind === 'sub-flow');
  expect(JSON.stringify(held?.settings['flow'])).toContain('"title":"Brook"');

  await undo(page);
  await expect(node(page, 'Model')).toBeVisible();
  await expect(path).toBeVisible();
});

test('a sub-flow in a file is looked at with its run, and not changed; saving goes on', async ({
  page,
  app,
  host,
}) => {
  const examples = new URL('../../examples/', import.meta.url);
  const folder = dirname(host.flowPath);
  const inner = readFileSync(new URL('translate.flow.json', examples), 'utf8');
  writeFileSync(join(folder, 'translate.flow.json'), inner);
  await app.open(readFileSync(new URL('sub-flow-file.flow.json', examples), 'utf8'));
  await runToEnd(page);
  await expect(runStatus(page)).toHaveText('The run is done.');
  const subFlow = node(page).filter({
    has: page.locator('.node-detail', { hasText: 'translate' }),
  });
  await subFlow.first().locator('.node-title').click();
  await inspector(page).getByRole('button', { name: 'Open sub-flow' }).first().click();
  const path = canvas(page).getByRole('navigation', { name: 'Where you are in the flow' });
  await expect(path).toContainText('to look at');
  await expect(canvas(page).locator('.state-word[data-state="done"]').first()).toBeVisible();
  await node(page).first().click();
  await expect(inspector(page).getByRole('textbox', { name: 'Title' })).toBeDisabled();
  await page.keyboard.press('Delete');
  await path.getByRole('button', { name: 'Back' }).click();
  await expect(path).toHaveCount(0);
  await inspector(page).getByRole('textbox', { name: 'Title' }).fill('Translator');
  await page.keyboard.press('Control+s');
  await expect(unsavedMark(page)).toHaveCount(0);
  expect(readFileSync(host.flowPath, 'utf8')).toContain('"Translator"');
  expect(readFileSync(join(folder, 'translate.flow.json'), 'utf8')).toBe(inner);
});
