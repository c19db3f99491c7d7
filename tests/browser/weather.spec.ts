import { createGate } from '../servers/chat-server.ts';
import { weatherScript } from '../servers/weather-script.ts';
import { exampleText, expect, test } from './app.ts';
import { weatherFlow } from './flows.ts';
import {
  node,
  openTemplate,
  output,
  runButton,
  runInput,
  runStatus,
  runToEnd,
  stateOf,
  stopButton,
  traceDetail,
  traceSteps,
} from './screen.ts';

test('the example opens from the menu and runs with one key press', async ({ page, app }) => {
  await app.open(exampleText('chat'));
  await openTemplate(page, 'Weather agent');
  await expect(node(page)).toHaveCount(5);
  await expect(stateOf(node(page, 'Weather agent'))).toHaveText('idle');

  await page.keyboard.press('Control+Enter');
  // In one look, so that text which comes with the end of the run cannot pass.
  await page.waitForFunction(() => {
    const stop = [...document.querySelectorAll('button')].find((button) =>
      button.textContent.startsWith('Stop'),
    );
    const said = document.querySelector('[role="log"]')?.textContent ?? '';
    const onNode = document.querySelector('.live-text')?.textContent ?? '';
    return stop?.disabled === false && said.includes('Let me') && onNode.includes('Let me');
  });
  await expect(runStatus(page)).toHaveText('The run is done.');

  await expect(output(page)).toContainText(
    'The current weather in Tokyo is 10 degrees Celsius. The current weather in Paris is 22 degrees Celsius.',
  );
  for (const title of ['Question', 'Weather agent', 'Answer']) {
    await expect(stateOf(node(page, title))).toHaveText('done');
  }
  await expect(stateOf(node(page, 'get_current_weather'))).toHaveText('2 calls');
  await expect(stateOf(node(page, 'get_n_day_weather_forecast'))).toHaveText('idle');
});

test('every token, call and step shows as it comes', async ({ page, app, models }) => {
  const gates = [createGate(), createGate()];
  models.answerWith(
    weatherScript({
      beforeWrite: async ({ index }, place) => {
        // The first write opens the answer, the second one brings its first word.
        if (place === 2) await gates[index]?.opened;
      },
    }),
  );
  await app.open(weatherFlow({ connection: 'openai', model: 'any' }));
  const agent = node(page, 'Weather agent');
  await runButton(page).click();
  await expect(agent).toContainText('Let me');
  await expect(output(page)).toContainText('Let me');
  await expect(output(page)).not.toContainText('look that up');
  await expect(stateOf(agent)).toHaveText('streaming');
  await expect(stateOf(node(page, 'Answer'))).toHaveText('waiting');
  await expect(runButton(page)).toBeDisabled();
  await expect(stopButton(page)).toBeEnabled();
  await expect(traceSteps(page)).toHaveText([/^Question/, /^Weather agent/, /^round 1 · any/]);

  gates[0]?.open();
  await expect(agent).toContainText('round 2');
  await expect(output(page)).toContainText('Weather agentIn');
  await expect(output(page).getByTitle('{"location":"Tokyo","unit":"celsius"}')).toHaveText(
    'get_current_weatherTokyo, celsius',
  );
  await expect(output(page)).toContainText(
    'result{"location":"Paris","temperature":"22","unit":"celsius"}',
  );
  await expect(runStatus(page)).toHaveText('The run has started.');

  gates[1]?.open();
  await expect(runStatus(page)).toHaveText('The run is done.');
  await expect(output(page)).toContainText(
    'In Tokyo it is 10 degrees celsius. In Paris it is 22 degrees celsius.',
  );
  await expect(traceSteps(page)).toHaveText([
    /^Question/,
    /^Weather agent/,
    /^round 1 · any/,
    /^get_current_weather · Tokyo/,
    /^get_current_weather · Paris/,
    /^round 2 · any/,
    /^Answer/,
  ]);
});

test('a second press runs it again, with the input that was typed', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await runToEnd(page);
  await expect(output(page)).toContainText('Tokyo is 10');
  await runInput(page).fill('What is the weather in Beijing?');
  await runToEnd(page);
  await expect(output(page)).toContainText('Beijing is 90');
  await expect(output(page)).not.toContainText('Tokyo');
});

test('a step of the trace shows what it took, gave and cost', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await runToEnd(page);
  await traceSteps(page).filter({ hasText: 'get_current_weather · Tokyo' }).click();
  await expect(traceDetail(page).getByRole('heading', { level: 3 })).toContainText(
    'get_current_weather',
  );
  await expect(traceDetail(page)).toContainText('Tokyo');
  await expect(traceDetail(page)).toContainText('"10"');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(traceDetail(page).getByRole('heading', { level: 3 })).toContainText('round 2');
  await expect(traceDetail(page).getByText('Tokens', { exact: true })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(traceSteps(page)).toHaveCount(3);
});

test('a node without stream shows no text, one without trace no input and output', async ({
  page,
  app,
}) => {
  await app.open(weatherFlow({ model: 'demo-fast', stream: false, trace: false }));
  await runToEnd(page);
  const agent = node(page, 'Weather agent');
  await expect(stateOf(agent)).toHaveText('done');
  await expect(agent).not.toContainText('Let me');
  await expect(output(page)).toHaveText(
    'ReturnedThe current weather in Tokyo is 10 degrees Celsius. The current weather in Paris is 22 degrees Celsius.',
  );
  await traceSteps(page).filter({ hasText: 'Weather agent' }).click();
  await expect(traceDetail(page)).toContainText('Not recorded: this node writes no trace');
});
