import { weatherScript } from '../servers/weather-script.ts';
import { expect, test } from './app.ts';
import { chatFlow, flowText } from './flows.ts';
import {
  canvas,
  chooseInMenu,
  chooseOption,
  dragKind,
  drawWire,
  inputPort,
  inspector,
  node,
  output,
  outputPort,
  paletteItem,
  pullWire,
  runInput,
  runStatus,
  runToEnd,
  wire,
} from './screen.ts';

test('a flow is drawn from nothing, set up and run', async ({ page, app, models }) => {
  models.answerWith(weatherScript());
  await app.open(chatFlow());
  await chooseInMenu(page, 'New');
  await expect(node(page)).toHaveCount(0);
  await expect(canvas(page).getByRole('heading', { name: 'An empty flow' })).toBeVisible();

  await dragKind(page, 'Input', 120, 80);
  await dragKind(page, 'Prompt', 420, 80);
  await dragKind(page, 'Chat model', 120, 300);
  await dragKind(page, 'Output', 420, 340);
  await expect(node(page)).toHaveCount(4);

  await node(page, 'Prompt').click();
  const template = inspector(page).getByRole('textbox', { name: 'Template' });
  await template.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Say it in one word: {{question}}');
  await expect(inputPort(node(page, 'Prompt'), 'question')).toBeVisible();

  await drawWire(
    page,
    outputPort(node(page, 'Input'), 'Value'),
    inputPort(node(page, 'Prompt'), 'question'),
  );
  await drawWire(
    page,
    outputPort(node(page, 'Prompt'), 'Text'),
    inputPort(node(page, 'Chat model'), 'Prompt'),
  );
  await drawWire(
    page,
    outputPort(node(page, 'Chat model'), 'Text'),
    inputPort(node(page, 'Output'), 'Value'),
  );
  await expect(wire(page)).toHaveCount(3);
  await expect(wire(page, 'Prompt', 'Chat model')).toBeVisible();

  await node(page, 'Chat model').click();
  await chooseOption(page, 'Connection', 'OpenAI');
  await inspector(page).getByRole('textbox', { name: 'Model' }).fill('any-model');
  await runInput(page).fill('What is a mill race?');
  models.answerWith(({ body }) => ({
    chunks: [
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: `${body.model} heard: ${body.messages.at(-1)?.content}` }, finish_reason: 'stop' }] })}\n\n`,
      'data: [DONE]\n\n',
    ],
  }));
  await runToEnd(page);
  await expect(runStatus(page)).toHaveText('The run is done.');
  await expect(output(page)).toContainText(
    'any-model heard: Say it in one word: What is a mill race?',
  );
});

test('a wire that does not fit is refused, and the reason stands at the pointer', async ({
  page,
  app,
}) => {
  await app.open(
    flowText({
      nodes: {
        tool: { kind: 'tool', title: 'Shout', at: [0, 0] },
        first: { kind: 'prompt', title: 'First', at: [320, 0] },
        second: { kind: 'prompt', title: 'Second', at: [640, 0] },
        model: { kind: 'llm', title: 'Model', at: [320, 200] },
      },
      wires: ['first.text -> second.text'],
    }),
  );
  const reason = canvas(page).getByRole('alert');
  const refusals = [
    ['Shout', 'Output Tool', 'First', 'Input text', /tool/],
    ['First', 'Output Text', 'Model', 'Input Tools', /tool/],
    ['Second', 'Output Text', 'First', 'Input text', 'This wire would close a circle'],
    ['First', 'Output Text', 'First', 'Input text', 'A node cannot be wired to itself.'],
    ['First', 'Output Text', 'Second', 'Input text', 'This wire is already there.'],
    ['First', 'Output Text', 'Second', 'Output Text', 'Both ends are outputs'],
  ] as const;
  for (const [from, output_, to, input, words] of refusals) {
    await pullWire(
      page,
      node(page, from).getByLabel(new RegExp(`^${output_}:`)),
      node(page, to).getByLabel(new RegExp(`^${input}:`)),
    );
    await expect(reason).toContainText(words);
    await page.mouse.up();
    await expect(wire(page)).toHaveCount(1);
  }
  await expect(reason).toHaveCount(0);
});

test('a second wire to an input that takes one replaces the first', async ({ page, app }) => {
  await app.open(
    flowText({
      nodes: {
        first: { kind: 'input', title: 'First', at: [0, 0] },
        second: { kind: 'input', title: 'Second', at: [0, 160] },
        prompt: { kind: 'prompt', title: 'Prompt', at: [320, 0] },
      },
      wires: ['first.value -> prompt.text'],
    }),
  );
  await expect(wire(page, 'First', 'Prompt')).toBeVisible();
  await drawWire(
    page,
    outputPort(node(page, 'Second'), 'Value'),
    inputPort(node(page, 'Prompt'), 'text'),
  );
  await expect(wire(page, 'Second', 'Prompt')).toBeVisible();
  await expect(wire(page)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(wire(page, 'First', 'Prompt')).toBeVisible();
  await expect(wire(page)).toHaveCount(1);
});

test('a click in the palette adds a node; so do Tab, a few letters and Enter', async ({
  page,
  app,
}) => {
  await app.open(chatFlow());
  await paletteItem(page, 'Prompt').click();
  await expect(node(page, 'Prompt')).toHaveClass(/selected/);
  await expect(inspector(page).getByRole('textbox', { name: 'Title' })).toHaveValue('Prompt');

  // A click leaves the focus on the node: Tab still means the search until keys walk the canvas.
  await node(page, 'Prompt').click();
  await page.keyboard.press('Tab');
  const search = page.getByRole('combobox', { name: 'Add a module' });
  await expect(search).toBeFocused();
  await page.keyboard.type('agen');
  await expect(page.getByRole('option', { name: 'Agent' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'Prompt' })).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(node(page, 'Agent')).toBeVisible();
  await expect(search).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'Agent added.' })).toHaveCount(1);
});

test('the end of a wire is pulled to another node; let go in nowhere, it stays', async ({
  page,
  app,
}) => {
  await app.open(
    flowText({
      nodes: {
        source: { kind: 'input', title: 'Source', at: [0, 0] },
        upper: { kind: 'prompt', title: 'Upper', at: [360, 0] },
        lower: { kind: 'prompt', title: 'Lower', at: [360, 200] },
      },
      wires: ['source.value -> upper.text'],
    }),
  );
  const besideUpper = { x: -18, y: 0 };
  await pullWire(
    page,
    inputPort(node(page, 'Upper'), 'text'),
    canvas(page).getByRole('button', { name: 'Zoom in' }),
    besideUpper,
  );
  await page.mouse.up();
  await expect(wire(page, 'Source', 'Upper')).toBeVisible();
  await pullWire(
    page,
    inputPort(node(page, 'Upper'), 'text'),
    inputPort(node(page, 'Lower'), 'text'),
    besideUpper,
  );
  await page.mouse.up();
  await expect(wire(page, 'Source', 'Lower')).toBeVisible();
  await expect(wire(page)).toHaveCount(1);
});
