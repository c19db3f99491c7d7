import { readFileSync } from 'node:fs';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { expect, test } from './app.ts';
import type { AppHost } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { flowText } from './flows.ts';
import {
  canvas,
  chooseOption,
  dragKind,
  dragNode,
  drawWire,
  inputPort,
  inspector,
  node,
  output,
  outputPort,
  placeOf,
  pullWire,
  redo,
  runToEnd,
  stateOf,
  traceSteps,
  undo,
  unsavedMark,
  wire,
  standStill,
} from './screen.ts';
import type { Page } from '@playwright/test';

/** A map over three texts with a prompt in it, and a free node beside. */
function mapFlow(model = 'demo-fast'): string {
  return flowText({
    nodes: {
      list: {
        kind: 'input',
        title: 'List',
        settings: { type: 'json', default: '["one", "two", "three"]' },
        at: [0, 60],
      },
      each: {
        kind: 'map',
        title: 'Each',
        settings: { concurrency: 1, onElementError: 'collect' },
        at: [320, 0, 560, 320],
      },
      ask: {
        kind: 'llm',
        title: 'Ask',
        settings: { connection: 'demo', model },
        parent: 'each',
        at: [460, 60],
      },
      free: { kind: 'prompt', title: 'Free', settings: { template: 'x' }, at: [320, 420] },
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

/** What the app writes into its file. */
async function save(page: Page, host: AppHost): Promise<FlowDocument> {
  await page.keyboard.press('Control+s');
  await expect(unsavedMark(page)).toHaveCount(0);
  return JSON.parse(readFileSync(host.flowPath, 'utf8')) as FlowDocument;
}

function parentsOf(flow: FlowDocument): Record<string, string | undefined> {
  return Object.fromEntries(Object.values(flow.nodes).map(({ title, parent }) => [title, parent]));
}

test('a container counts its passes, and one pass can be looked at alone', async ({
  page,
  app,
}) => {
  await app.open(mapFlow());
  await runToEnd(page);
  await expect(stateOf(node(page, 'Each'))).toHaveText('done');
  const passes = page.getByRole('group', { name: 'Passes of Each' });
  await expect(passes).toContainText('3 of 3');
  await expect(traceSteps(page).filter({ hasText: /^Pass \d/ })).toHaveCount(3);
  await expect(node(page, 'Ask')).toContainText('made up of your own words');

  await passes.getByRole('button', { name: 'Next pass' }).click();
  await expect(passes).toContainText('1 of 3');
  await expect(output(page)).toContainText('“one”');
  await expect(output(page).getByText('Pass 2', { exact: true })).toHaveCount(0);
  await expect(traceSteps(page).filter({ hasText: /^Pass \d/ })).toHaveText([/^Pass 1/]);
  await passes.getByRole('button', { name: 'Next pass' }).click();
  await expect(output(page)).toContainText('“two”');
  await page.getByRole('button', { name: 'Only pass 2' }).click();
  await expect(output(page)).toContainText('“one”');
  await expect(traceSteps(page).filter({ hasText: /^Pass \d/ })).toHaveCount(3);

  await node(page, 'Ask').click();
  await inspector(page).getByRole('button', { name: 'Next pass' }).click();
  await expect(inspector(page).getByRole('group', { name: 'Passes of Each' })).toContainText(
    '1 of 3',
  );
  await expect(traceSteps(page).filter({ hasText: /^Pass \d/ })).toHaveText([/^Pass 1/]);
  await expectAccessible(page);
});

test('passes that fail are counted on the container and on the node', async ({ page, app }) => {
  await app.open(mapFlow('demo-fast:fail'));
  await runToEnd(page);
  const passes = page.getByRole('group', { name: 'Passes of Each' });
  await expect(passes).toContainText('3 failed');
  await expect(stateOf(node(page, 'Each'))).toHaveText('done');
  await expect(stateOf(node(page, 'Ask'))).toHaveText('failed');
});

test('a node is dragged into a container and out again; the container takes its nodes along', async ({
  page,
  app,
  host,
}) => {
  await app.open(mapFlow());
  await dragNode(page, node(page, 'Free'), { x: 140, y: -140 });
  expect(parentsOf(await save(page, host))).toMatchObject({ Free: 'each', Ask: 'each' });
  await undo(page);
  expect(parentsOf(await save(page, host))).toMatchObject({ Free: undefined });
  await redo(page);

  const before = await placeOf(node(page, 'Ask'), node(page, 'Each'));
  const [x, y] = await placeOf(node(page, 'Each'));
  await dragNode(page, node(page, 'Each'), { x: 60, y: -20 });
  await expect.poll(() => placeOf(node(page, 'Each'))).not.toEqual([x, y]);
  await expect.poll(() => placeOf(node(page, 'Ask'), node(page, 'Each'))).toEqual(before);
  const moved = await save(page, host);
  const [frame = [], ask = []] = [moved.layout['each'], moved.layout['ask']];
  expect([(ask[0] ?? 0) - (frame[0] ?? 0), (ask[1] ?? 0) - (frame[1] ?? 0)]).toEqual([140, 60]);

  await dragNode(page, node(page, 'Free'), { x: 0, y: 240 });
  expect(parentsOf(await save(page, host))).toMatchObject({ Free: undefined });
});

test('a node stays where it is when a wire of its own would cross the border', async ({
  page,
  app,
  host,
}) => {
  await app.open(mapFlow());
  const hint = canvas(page).getByRole('alert');
  const before = await placeOf(node(page, 'Ask'));
  await dragNode(page, node(page, 'Ask'), { x: 0, y: 260 });
  await expect(hint).toContainText('is for the nodes inside it');
  await expect.poll(() => placeOf(node(page, 'Ask'))).toEqual(before);

  await dragNode(page, node(page, 'Answers'), { x: -340, y: 120 });
  await expect(hint).toContainText('is an end of the flow and cannot lie inside “Each”');
  expect(parentsOf(await save(page, host))).toMatchObject({ Ask: 'each', Answers: undefined });
});

test('wires of a container: inside to inside, into it, and none out of it', async ({
  page,
  app,
}) => {
  await app.open(mapFlow());
  const hint = canvas(page).getByRole('alert');
  await pullWire(
    page,
    outputPort(node(page, 'Ask'), 'Text'),
    inputPort(node(page, 'Answers'), 'Value'),
  );
  await expect(hint).toContainText(
    'A wire leads from "Ask" straight out of "Each". End it at "Each", and go on from its output.',
  );
  await page.mouse.up();
  await pullWire(
    page,
    outputPort(node(page, 'Each'), 'Item'),
    inputPort(node(page, 'Answers'), 'Value'),
  );
  await expect(hint).toContainText('This port of “Each” is for the nodes inside it.');
  await page.mouse.up();
  await pullWire(
    page,
    outputPort(node(page, 'Each'), 'Errors'),
    inputPort(node(page, 'Ask'), 'Attachments'),
  );
  await expect(hint).toContainText('This port of “Each” is for the nodes outside it.');
  await page.mouse.up();
  await expect(wire(page)).toHaveCount(4);

  await drawWire(
    page,
    outputPort(node(page, 'Free'), 'Text'),
    inputPort(node(page, 'Ask'), 'Attachments'),
  );
  await expect(wire(page, 'Free', 'Ask')).toBeVisible();
  await drawWire(
    page,
    outputPort(node(page, 'Each'), 'Index'),
    inputPort(node(page, 'Each'), 'Result'),
  );
  await expect(wire(page, 'Each', 'Each')).toBeVisible();
  await expect(wire(page, 'Ask', 'Each')).toHaveCount(0);
});

test('a kind dropped on a container lies in it, a container is resized, and keys do both', async ({
  page,
  app,
  host,
}) => {
  await app.open(mapFlow());
  const frame = await placeOf(node(page, 'Each'), canvas(page));
  await dragKind(page, 'Prompt', frame[0] + 160, frame[1] + 180);
  expect(parentsOf(await save(page, host))).toMatchObject({ Prompt: 'each' });
  await undo(page);
  await expect(node(page, 'Prompt')).toHaveCount(0);

  const corner = node(page, 'Each').locator('.resize-corner');
  const box = await standStill(corner);
  const sizeOf = async (): Promise<readonly number[]> =>
    ((await save(page, host)).layout['each'] ?? []).slice(2);
  await page.mouse.move(box.x + 8, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 40, { steps: 3 });
  await page.mouse.up();
  const isLarger = async (): Promise<readonly boolean[]> => {
    const [width = 0, height = 0] = await sizeOf();
    return [width > 560, height > 320];
  };
  await expect.poll(isLarger).toEqual([true, true]);
  await undo(page);
  await expect.poll(sizeOf).toEqual([560, 320]);

  await node(page, 'Each').locator('.node-title').click();
  await inspector(page).getByRole('spinbutton', { name: 'Width' }).fill('700');
  await page.keyboard.press('Enter');
  await expect.poll(sizeOf).toEqual([700, 320]);
  await node(page, 'Free').click();
  await chooseOption(page, 'Lies in', 'Each');
  expect(parentsOf(await save(page, host))).toMatchObject({ Free: 'each' });
});

test('a container is wired by keys, from inside and to the inside', async ({ page, app }) => {
  await app.open(mapFlow());
  await node(page, 'Each').locator('.node-title').click();
  await inspector(page).getByRole('button', { name: 'Remove the wire from Ask · Text' }).click();
  await expect(wire(page, 'Ask', 'Each')).toHaveCount(0);
  await chooseOption(page, 'Wire to Result', 'Ask · Text');
  await expect(wire(page, 'Ask', 'Each')).toBeVisible();

  await node(page, 'Ask').click();
  await inspector(page).getByRole('button', { name: 'Remove the wire from Each · Item' }).click();
  await chooseOption(page, 'Wire to Prompt', 'Each · Index');
  await expect(wire(page, 'Each', 'Ask')).toBeVisible();
  await runToEnd(page);
  await expect(output(page)).toContainText('You asked: “0”');
});

test('a container is copied, deleted and brought back with all that lies in it', async ({
  page,
  app,
  host,
}) => {
  await app.open(mapFlow());
  await node(page, 'Each').locator('.node-title').click();
  await page.keyboard.press('Control+d');
  await expect(node(page, 'Each 2')).toBeVisible();
  const flow = await save(page, host);
  const copy = Object.entries(flow.nodes).find(([, { title }]) => title === 'Each 2')?.[0];
  expect(parentsOf(flow)).toMatchObject({ Ask: 'each', 'Ask 2': copy });
  expect(flow.edges.filter(({ from, to }) => `${from} ${to}`.includes(copy ?? '-'))).toHaveLength(
    2,
  );
  await page.keyboard.press('Delete');
  await expect(node(page, 'Ask 2')).toHaveCount(0);

  await node(page, 'Each').locator('.node-title').click();
  await page.keyboard.press('Delete');
  await expect(node(page)).toHaveCount(3);
  await expect(wire(page)).toHaveCount(0);
  await undo(page);
  await expect(node(page)).toHaveCount(5);
  await expect(wire(page)).toHaveCount(4);
});

test('a failed node goes on from its error port, and what is skipped is drawn so', async ({
  page,
  app,
}) => {
  await app.open(
    flowText({
      nodes: {
        question: { kind: 'input', title: 'Question', settings: { default: 'Who?' }, at: [0, 0] },
        model: {
          kind: 'llm',
          title: 'Model',
          settings: { connection: 'demo', model: 'demo-fast:fail' },
          at: [320, 0],
        },
        never: { kind: 'prompt', title: 'Never', settings: { template: '{{a}}' }, at: [680, 0] },
        rescue: {
          kind: 'prompt',
          title: 'Rescue',
          settings: { template: '{{a}}' },
          at: [680, 160],
        },
      },
      wires: ['question.value -> model.prompt', 'model.text -> never.a'],
    }),
  );
  await node(page, 'Model').click();
  await inspector(page).getByRole('button', { name: 'Advanced' }).click();
  await chooseOption(page, 'On failure', 'Go on from an error output');
  const port = outputPort(node(page, 'Model'), 'Error');
  await expect(port).toHaveAttribute('data-port-type', 'error');
  await drawWire(page, port, inputPort(node(page, 'Rescue'), 'a'));
  await runToEnd(page);
  await expect(stateOf(node(page, 'Model'))).toHaveText('failed');
  await expect(stateOf(node(page, 'Rescue'))).toHaveText('done');
  await expect(stateOf(node(page, 'Never'))).toHaveText('skipped');
  await expect(wire(page, 'Model', 'Never').locator('path.wire')).toHaveClass(/wire-skipped/);
  await expect(wire(page, 'Model', 'Rescue').locator('path.wire')).toHaveClass(
    /wire-error.*wire-lit/,
  );
  await expectAccessible(page);
});
