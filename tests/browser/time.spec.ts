import type { Locator, Page } from '@playwright/test';
import { createGate, refuse } from '../servers/chat-server.ts';
import { weatherScript } from '../servers/weather-script.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { weatherFlow } from './flows.ts';
import {
  node,
  output,
  runButton,
  runStatus,
  runToEnd,
  standStill,
  stateOf,
  stopButton,
  traceDetail,
  traceSteps,
} from './screen.ts';

function bar(page: Page): Locator {
  return page.getByRole('region', { name: 'Time of the run' });
}

function slider(page: Page): Locator {
  return bar(page).getByRole('slider', { name: 'Moment of the run' });
}

function lookingBack(page: Page): Locator {
  return page.getByText(/^Looking back · /);
}

async function dragTo(page: Page, place: number): Promise<void> {
  const { x, y, width } = await standStill(slider(page));
  await page.mouse.move(x + width * 0.95, y + 12);
  await page.mouse.down();
  await page.mouse.move(x + width * place, y + 12, { steps: 4 });
  await page.mouse.up();
}

async function momentOf(page: Page): Promise<number> {
  return Number(await slider(page).getAttribute('aria-valuenow'));
}

test('a run is dragged back, gone through by keys and played to its end', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await expect(bar(page)).toBeHidden();
  await runToEnd(page);
  const agent = node(page, 'Weather agent');
  const said = await output(page).innerText();
  const steps = await traceSteps(page).count();
  await expect(lookingBack(page)).toBeHidden();

  await dragTo(page, 0.4);
  await expect(lookingBack(page)).toBeVisible();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /, event \d+ of \d+, /);
  await expect(stateOf(agent)).toHaveText(/running|streaming/);
  await expect(stateOf(node(page, 'Answer'))).toHaveText('waiting');
  const then = await output(page).innerText();
  expect([then.length < said.length, said.startsWith(then.split('\n')[0] ?? '–')]).toEqual([
    true,
    true,
  ]);
  expect(await traceSteps(page).count()).toBeLessThan(steps);
  await expectAccessible(page);

  const before = await momentOf(page);
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await page.keyboard.press(',');
  expect(await momentOf(page)).toBe(before + 1);
  await slider(page).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowLeft');
  expect(await momentOf(page)).toBeLessThanOrEqual(before + 1);
  await page.keyboard.press('Home');
  expect(await momentOf(page)).toBe(1);
  await expect(stateOf(agent)).toHaveText('waiting');
  await expect(page.getByText('Waiting for the first token')).toBeVisible();

  await bar(page)
    .getByRole('button', { name: /^Speed: 1×$/ })
    .click();
  await page.getByRole('menuitemradio', { name: '8×' }).click();
  await bar(page).getByRole('button', { name: 'Play', exact: true }).click();
  await expect(lookingBack(page)).toBeHidden();
  await expect(stateOf(agent)).toHaveText('done');
  expect(await output(page).innerText()).toBe(said);

  await traceSteps(page).filter({ hasText: 'round 2' }).click();
  await traceDetail(page).getByRole('button', { name: 'Go to this moment' }).click();
  await expect(agent).toContainText('round 2');
  await expect(stateOf(agent)).toHaveText('running');
  await output(page).getByText('Let me').dblclick();
  await page.keyboard.press('Alt+M');
  await expect(stateOf(agent)).toHaveText('streaming');
  await expect(output(page)).not.toContainText('celsius');
  await page.keyboard.press('Alt+End');
  await expect(lookingBack(page)).toBeHidden();
});

test('a run goes on while its beginning is looked at, and nothing of it is lost', async ({
  page,
  app,
  models,
}) => {
  const gate = createGate();
  models.answerWith(
    weatherScript({
      beforeWrite: async ({ index }, place) => {
        if (index === 1 && place === 2) await gate.opened;
      },
    }),
  );
  await app.open(weatherFlow({ connection: 'openai', model: 'any' }));
  await runButton(page).click();
  const agent = node(page, 'Weather agent');
  await expect(agent).toContainText('round 2');
  await expect(bar(page).getByRole('button', { name: 'Live' })).toBeDisabled();
  await dragTo(page, 0);
  await expect(stateOf(agent)).toHaveText('waiting');
  gate.open();
  await expect(runStatus(page)).toHaveText(/done/);
  await expect(stopButton(page)).toBeDisabled();
  await expect(stateOf(agent)).toHaveText('waiting');
  await bar(page).getByRole('button', { name: 'To the end' }).click();
  await expect(stateOf(agent)).toHaveText('done');
  await expect(output(page)).toContainText('In Paris it is 22 degrees celsius.');

  const asked = models.requests.length;
  models.answerWith(() => refuse(500, 'A replay asks no model.'));
  await dragTo(page, 0.3);
  await agent.click();
  await bar(page).getByRole('button', { name: 'Replay' }).click();
  await page.getByRole('menuitem', { name: 'Replay from the selected node' }).click();
  await expect(page.getByText(/^Replayed from Traffic of “.*”, as recorded$/)).toBeVisible();
  await expect(lookingBack(page)).toBeHidden();
  await expect(runStatus(page)).toHaveText(/done/);
  await expect(output(page)).toContainText('In Paris it is 22 degrees celsius.');
  expect(models.requests.length).toBe(asked);

  await bar(page).getByRole('button', { name: 'Replay' }).click();
  await page.getByRole('menuitem', { name: 'Replay at once' }).click();
  await expect(page.getByText('No model traffic was kept of this run.')).toBeVisible();
  // It took a moment only, and so does playing it.
  await expect(lookingBack(page)).toBeHidden();
  await expect(stateOf(agent)).toHaveText('done');
});
