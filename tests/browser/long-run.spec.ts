import { dirname, join } from 'node:path';
import { keepLongRun, writeLongFlow } from '../../bench/keep-long-run.ts';
import { openRecord } from '../../core/node/record/open-record.ts';
import { expect, test } from './app.ts';
import { runRows, showTab, traceSteps } from './screen.ts';

const passes = 12_500;

test('a run of 50,000 steps opens at once, is scrolled to its end and searched', async ({
  page,
  app,
  startHost,
}) => {
  test.setTimeout(90_000);
  const host = await startHost();
  const record = openRecord(join(dirname(host.flowPath), 'record.db'));
  await keepLongRun(record, passes);
  record.close();
  await app.open(writeLongFlow(), host);
  await showTab(page, 'Runs');
  await runRows(page).click();
  await expect(traceSteps(page).first()).toBeVisible();
  const grid = page.getByRole('treegrid', { name: 'Steps of the run' });
  // The head counts as a row, the loop and each pass as well.
  await expect(grid).toHaveAttribute('aria-rowcount', String(passes * 5 + 2), { timeout: 45_000 });
  await grid.focus();
  await page.keyboard.press('End');
  await expect(traceSteps(page).last()).toContainText('Sum up');
  await expect(traceSteps(page).filter({ hasText: `Round ${passes}` })).toBeVisible();
  const search = page.getByRole('searchbox', { name: 'Search names, inputs, outputs and errors' });
  await search.fill(`of ${passes - 7}`);
  await expect(page.getByRole('status', { name: 'Steps found' })).toHaveText(/^[1-4] of 50,001$/);
  await expect(traceSteps(page).filter({ hasText: `Round ${passes - 7}` })).toBeVisible();
});
