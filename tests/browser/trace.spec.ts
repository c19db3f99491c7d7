import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { flowText } from './flows.ts';
import { canvas, node, runToEnd, traceDetail, traceSteps } from './screen.ts';

/** A map over so many numbers with a code in it that fails for one of them. */
function mapFlow(count: number, onElementError = 'collect'): string {
  const code = `/** @param {number} item */
function check(item) {
  if (item === 3) throw new Error('Three is too much.');
  return 'number ' + item;
}`;
  return flowText({
    nodes: {
      list: {
        kind: 'input',
        title: 'List',
        settings: {
          type: 'json',
          default: JSON.stringify(Array.from({ length: count }, (_, at) => at + 1)),
        },
        at: [0, 60],
      },
      each: {
        kind: 'map',
        title: 'Each',
        settings: { concurrency: 1, onElementError },
        at: [320, 0, 460, 260],
      },
      check: { kind: 'code', title: 'Check', settings: { code }, parent: 'each', at: [420, 60] },
      out: { kind: 'output', title: 'Out', at: [860, 60] },
    },
    wires: [
      'list.value -> each.list',
      'each.item -> check.item',
      'check.result -> each.result',
      'each.results -> out.value',
    ],
  });
}

test('the trace is searched, narrowed down, folded and walked by keys', async ({ page, app }) => {
  await app.open(mapFlow(40));
  await runToEnd(page);
  const grid = page.getByRole('treegrid', { name: 'Steps of the run' });
  const search = page.getByRole('searchbox', { name: 'Search names, inputs, outputs and errors' });
  const found = page.getByRole('status', { name: 'Steps found' });

  await search.fill('NUMBER 17');
  await expect(traceSteps(page)).toHaveText([/^Each/, /^Pass 17/, /^Check/, /^Out/]);
  await expect(found).toHaveText('3 of 43');
  await search.fill('too much');
  await expect(traceSteps(page)).toHaveText([/^Each/, /^Pass 3/, /^Check/, /^Out/]);
  await search.press('Escape');
  await expect(search).toHaveValue('');

  await page.getByRole('button', { name: 'Narrow the steps down' }).click();
  await page.getByRole('menuitem', { name: 'State' }).press('ArrowRight');
  await page.getByRole('menuitemcheckbox', { name: 'failed' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(found).toHaveText('1 of 43');
  await page.getByRole('button', { name: 'Narrow the steps down, by 1 thing now' }).click();
  await page.getByRole('menuitem', { name: 'Show all steps' }).click();

  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(traceSteps(page)).toHaveText([/^List/, /^Each/, /^Out/]);
  await expect(traceDetail(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(traceDetail(page).getByRole('heading', { level: 3 })).toHaveText('Each');
  await expect(node(page, 'Each')).toHaveClass(/selected/);
  await page.keyboard.press('Escape');
  await expect(traceDetail(page)).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(traceSteps(page).filter({ hasText: 'Pass 2' })).toHaveCount(1);
  await expectAccessible(page);
});

test('the trace stands on a time axis that zooms, or in columns, and follows the canvas', async ({
  page,
  app,
}) => {
  await app.open(mapFlow(5));
  await runToEnd(page);
  const grid = page.getByRole('treegrid', { name: 'Steps of the run' });
  const whole = page.getByRole('button', { name: 'Show the whole run' });
  await expect(whole).toBeDisabled();
  await grid.focus();
  await page.keyboard.press('+');
  await expect(whole).toBeEnabled();
  await page.keyboard.press('0');
  await expect(whole).toBeDisabled();
  await grid.hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await expect(whole).toBeEnabled();
  await whole.click();

  await page.getByRole('button', { name: 'Show figures instead of bars' }).click();
  await expect(traceSteps(page).first()).toHaveText(/^List\+/);
  await page.getByRole('button', { name: 'Show bars on a time axis' }).click();

  await node(page, 'Out').click();
  await page
    .getByRole('button', { name: 'Only steps of the node that is selected on the canvas' })
    .click();
  await expect(traceSteps(page)).toHaveText([/^Out/]);
  await canvas(page).getByText('Check', { exact: true }).click();
  await expect(traceSteps(page).filter({ hasText: /^Check/ })).toHaveCount(5);
  await expectAccessible(page);
});

test('an error says what, what to do and where, leads there, and unfolds what came with it', async ({
  page,
  app,
}) => {
  await app.open(mapFlow(5, 'stop'));
  await runToEnd(page);
  await traceSteps(page).filter({ hasText: /^Each/ }).click();
  const detail = traceDetail(page);
  await expect(detail.getByText('Three is too much.')).toBeVisible();
  await detail.getByRole('button', { name: 'Details' }).click();
  await expect(detail.getByRole('heading', { name: 'Data' })).toBeVisible();
  await expectAccessible(page);
  await detail.getByRole('button', { name: 'Go to Check' }).click();
  await expect(node(page, 'Check')).toHaveClass(/selected/);
  await traceSteps(page)
    .filter({ hasText: /^Check/ })
    .last()
    .click();
  await expect(detail.getByRole('button', { name: 'Details' })).toBeVisible();
  await expect(detail.getByRole('button', { name: 'Go to Check' })).toHaveCount(0);
});
