import { dirname, join } from 'node:path';
import { openRecord } from '../../core/node/record/open-record.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow, weatherFlow } from './flows.ts';
import {
  inspector,
  node,
  runInput,
  runRows,
  runToEnd,
  showTab,
  stateOf,
  traceDetail,
  unsavedMark,
} from './screen.ts';

test('a run is found by what was said in it, leads there, is starred, noted and deleted by keys', async ({
  page,
  app,
  startHost,
}) => {
  await app.open(weatherFlow({ model: 'demo-fast' }), await startHost());
  for (const city of ['Beijing', 'Oslo']) {
    await runInput(page).fill(`What is the weather in ${city}?`);
    await runToEnd(page);
  }
  await showTab(page, 'Runs');
  const rows = runRows(page);
  await expect(rows).toHaveText([/^done.*in Oslo/, /^done.*in Beijing/]);
  await expect(rows.last()).toContainText('tok');

  const search = page.getByRole('searchbox', { name: 'Search in all that was said and done' });
  await search.fill('beijing is 90');
  await expect(rows.first()).toContainText('in Beijing');
  const match = rows.filter({ has: page.locator('mark') }).first();
  await expect(match).toContainText('Beijing is 90');
  await expectAccessible(page);
  await match.click();
  await expect(node(page, 'Weather agent')).toHaveClass(/selected/);
  await expect(traceDetail(page)).toBeVisible();
  await expect(rows.first()).toHaveAttribute('aria-current', 'true');

  await search.fill('');
  const grid = page.getByRole('grid', { name: 'Runs', exact: true });
  await expect(rows).toHaveText([/in Oslo/, /in Beijing/]);
  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('s');
  await expect(rows.first().getByRole('button', { name: 'Take the star away' })).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.type('the northern one');
  await page.keyboard.press('Enter');
  await expect(rows.first()).toContainText('the northern one');
  await expect(grid).toBeFocused();
  await page.getByRole('button', { name: 'Only starred' }).click();
  await expect(rows).toHaveCount(1);

  await grid.focus();
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: /^Delete the run of “Weather agent”/ });
  await expect(dialog).toContainText('This cannot be undone');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No run is like that')).toBeVisible();
  await page.getByRole('button', { name: 'No longer only: Only starred' }).click();
  await expect(rows).toHaveText([/^done.*in Beijing/]);
});

test('filters narrow the runs down, say so, and are cleared', async ({ page, app, startHost }) => {
  await app.open(chatFlow({ model: 'demo-fast' }), await startHost());
  await runToEnd(page);
  await showTab(page, 'Runs');
  await expect(runRows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Narrow the runs down' }).click();
  const form = page.getByRole('dialog', { name: 'Narrow the runs down' });
  await form.getByRole('button', { name: 'failed' }).click();
  await form.getByRole('textbox', { name: 'Node' }).fill('Model');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByText('No run is like that')).toBeVisible();
  const chips = page.getByRole('group', { name: 'Only runs like this are shown' });
  await expect(chips.getByRole('button')).toHaveText([
    'failed',
    'Node: Model',
    'Clear the filters',
  ]);
  await chips.getByRole('button', { name: 'No longer only: failed' }).click();
  await expect(runRows(page)).toHaveCount(1);
  await chips.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(chips).toHaveCount(0);
});

test('a run is shown on its flow as it ran, with the open one behind it', async ({
  page,
  app,
  startHost,
}) => {
  await app.open(weatherFlow({ model: 'demo-fast' }), await startHost());
  await runToEnd(page);
  await node(page, 'get_n_day_weather_forecast').click();
  await page.keyboard.press('Delete');
  await expect(node(page)).toHaveCount(4);
  await expect(unsavedMark(page)).toBeVisible();

  await showTab(page, 'Runs');
  await runRows(page).first().click();
  const bar = page.getByRole('region', { name: 'A flow as it ran' });
  await expect(bar).toContainText('Weather agent as it ran on');
  await expect(node(page)).toHaveCount(5);
  await expect(stateOf(node(page, 'Weather agent'))).toHaveText('done');
  await node(page, 'Weather agent').click();
  await expect(inspector(page).getByRole('textbox', { name: 'Title' })).toBeDisabled();
  await expectAccessible(page);

  await bar.getByRole('button', { name: 'What changed' }).click();
  const comparison = page.getByRole('region', { name: /^Comparison/ });
  await expect(comparison).toContainText('Run of');
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Back to the flow' }).click();
  await expect(node(page)).toHaveCount(4);
  await expect(unsavedMark(page)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(node(page)).toHaveCount(5);
});

test('many runs are loaded as one comes to them; the record is kept small', async ({
  page,
  app,
  startHost,
}) => {
  const host = await startHost();
  const record = openRecord(join(dirname(host.flowPath), 'record.db'));
  const flow = chatFlow();
  for (let index = 0; index < 450; index += 1) {
    const startedUs = (Date.now() - (450 - index) * 1000) * 1000;
    const name = `Flow ${index}`;
    const run = { runId: `r${index}`, flowId: 'f', flowName: name, flow, input: {}, startedUs };
    record.startRun(run).end({ state: 'done', endedUs: startedUs + 1000 });
  }
  record.close();
  await app.open(flow, host);
  await showTab(page, 'Runs');
  const grid = page.getByRole('grid', { name: 'Runs', exact: true });
  await grid.focus();
  await expect(grid).toHaveAttribute('aria-rowcount', '-1');
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(runRows(page).filter({ hasText: 'Flow 0' })).toBeVisible({ timeout: 200 });
  }).toPass();
  await expect(grid).toHaveAttribute('aria-rowcount', '450');

  await page.getByRole('button', { name: 'Record…' }).click();
  const dialog = page.getByRole('dialog', { name: 'The record' });
  await expect(dialog).toContainText('450, of which 0 starred');
  await expectAccessible(page);
  await dialog.getByRole('combobox', { name: 'For' }).click();
  await page.getByRole('option', { name: '7 days' }).click();
  await dialog.getByRole('button', { name: 'Keep runs like this' }).click();
  await expect(dialog.getByRole('button', { name: 'Keep runs like this' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Delete what is no longer kept…' }).click();
  await dialog.getByRole('button', { name: 'Delete them' }).click();
  await expect(dialog.getByText('0 runs deleted.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^450 runs · .* · kept for 7 days$/)).toBeVisible();
});
