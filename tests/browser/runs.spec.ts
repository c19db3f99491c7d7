import { createGate } from '../servers/chat-server.ts';
import { weatherScript } from '../servers/weather-script.ts';
import { expect, test } from './app.ts';
import { weatherFlow } from './flows.ts';
import {
  node,
  output,
  runButton,
  runInput,
  runRows,
  runToEnd,
  showTab,
  stateOf,
  stopButton,
  traceSteps,
} from './screen.ts';

test('a run of before opens again with all its output and trace', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await runInput(page).fill('What is the weather in Beijing?');
  await runToEnd(page);
  const said = await output(page).innerText();
  const steps = await traceSteps(page).allInnerTexts();
  expect(said).toContain('Beijing is 90');

  await page.reload();
  await expect(runButton(page)).toBeEnabled();
  await expect(page.getByText('Run the flow to see its tokens here')).toBeVisible();
  await showTab(page, 'Runs');
  const newest = runRows(page).first();
  await expect(newest).toContainText('What is the weather in Beijing?');
  await newest.click();
  await expect(newest).toHaveAttribute('aria-current', 'true');
  await showTab(page, 'Output');
  await expect.poll(() => output(page).innerText()).toBe(said);
  await expect.poll(() => traceSteps(page).allInnerTexts()).toEqual(steps);
  await expect(stateOf(node(page, 'Weather agent'))).toHaveText('done');
});

test('a run goes on without the page, and is shown live again after a reload', async ({
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
  await expect(node(page, 'Weather agent')).toContainText('round 2');
  const said = await output(page).innerText();

  await page.reload();
  await expect(runButton(page)).toBeEnabled();
  await showTab(page, 'Runs');
  const newest = runRows(page).first();
  await expect(newest).toHaveText(/^running/);
  await newest.click();
  await showTab(page, 'Output');
  await expect(stopButton(page)).toBeEnabled();
  await expect.poll(() => output(page).innerText()).toBe(said);
  await expect(stateOf(node(page, 'Weather agent'))).toHaveText('streaming');
  gate.open();
  await expect(output(page)).toContainText('In Paris it is 22 degrees celsius.');
  await expect(stateOf(node(page, 'Weather agent'))).toHaveText('done');
  await expect(stopButton(page)).toBeDisabled();
});

test('a paused panel stands still and loses nothing; it can show one node alone', async ({
  page,
  app,
  models,
}) => {
  const gate = createGate();
  models.answerWith(
    weatherScript({
      beforeWrite: async ({ index }, place) => {
        if (index === 0 && place === 2) await gate.opened;
      },
    }),
  );
  await app.open(weatherFlow({ connection: 'openai', model: 'any' }));
  await runButton(page).click();
  await expect(output(page)).toHaveText('Weather agentLet me');
  await page.getByRole('button', { name: 'Pause this panel' }).click();
  gate.open();
  await expect(stateOf(node(page, 'Weather agent'))).toHaveText('done');
  await expect(output(page)).toHaveText('Weather agentLet me');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(output(page)).toContainText('In Paris it is 22 degrees celsius.');

  await node(page, 'Weather agent').click();
  await page.getByRole('button', { name: 'Show only Weather agent' }).click();
  await expect(output(page)).toContainText('In Paris it is 22 degrees celsius.');
  await node(page, 'get_current_weather').click();
  await expect(page.getByText('This node has said nothing in this run')).toBeVisible();
});
