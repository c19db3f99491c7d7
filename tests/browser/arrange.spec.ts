import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow, flowText } from './flows.ts';
import {
  canvas,
  dragKind,
  dragNode,
  inspector,
  node,
  placeOf,
  undo,
  wire,
  standStill,
} from './screen.ts';

function tools(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('toolbar', { name: 'Arrange the selection' });
}

/** Three nodes that stand anyhow. */
function scattered(): string {
  return flowText({
    nodes: {
      question: { kind: 'input', title: 'Question', at: [0, 0] },
      model: { kind: 'llm', title: 'Model', settings: { connection: 'demo' }, at: [340, 160] },
      answer: { kind: 'output', title: 'Answer', at: [700, 60] },
    },
    wires: ['question.value -> model.prompt', 'model.text -> answer.value'],
  });
}

/** Where the model and the answer stand from the question, px at zoom 1. */
async function placesFrom(page: Page): Promise<readonly (readonly number[])[]> {
  const spotOf = async (title: string): Promise<readonly number[]> => {
    const transform = await node(page, title).evaluate((element) => element.style.transform);
    return Array.from(transform.matchAll(/-?[\d.]+(?=px)/g), ([text]) => Number(text));
  };
  const [left = 0, top = 0] = await spotOf('Question');
  const spots = [await spotOf('Model'), await spotOf('Answer')];
  return spots.map(([x = 0, y = 0]) => [x - left, y - top]);
}

/** To 100 %, once the page has shown the whole flow. */
async function zoomToPlain(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('0');
    const zoom = page.getByRole('group', { name: 'Zoom' }).getByText('100 %');
    await expect(zoom).toBeVisible({ timeout: 500 });
  }).toPass();
}

async function selectAll(page: Page): Promise<void> {
  await page.locator('.react-flow__pane').click({ position: { x: 30, y: 300 } });
  await page.keyboard.press('Control+a');
}

test('several nodes are lined up and spaced by the toolbar over them, one step each', async ({
  page,
  app,
}) => {
  await app.open(scattered());
  await zoomToPlain(page);
  await selectAll(page);
  await tools(page).getByRole('button', { name: 'Align top edges' }).click();
  await expect
    .poll(() => placesFrom(page))
    .toEqual([
      [340, 0],
      [700, 0],
    ]);
  await expectAccessible(page);
  await tools(page).getByRole('button', { name: 'Distribute horizontally' }).click();
  await expect
    .poll(() => placesFrom(page))
    .toEqual([
      [350, 0],
      [700, 0],
    ]);
  await undo(page);
  await undo(page);
  await expect
    .poll(() => placesFrom(page))
    .toEqual([
      [340, 160],
      [700, 60],
    ]);
  await page.keyboard.press('Alt+a');
  await expect
    .poll(() => placesFrom(page))
    .toEqual([
      [0, 160],
      [0, 60],
    ]);
});

test('Shift+L lays the flow out in one step, and again changes nothing', async ({ page, app }) => {
  await app.open(scattered());
  await page.keyboard.press('Shift+L');
  const level = [
    [320, -26],
    [640, -26],
  ];
  await expect.poll(() => placesFrom(page)).toEqual(level);
  await page.keyboard.press('Shift+L');
  expect(await placesFrom(page)).toEqual(level);
  await undo(page);
  await expect
    .poll(() => placesFrom(page))
    .toEqual([
      [340, 160],
      [700, 60],
    ]);
});

test('nodes get a titled frame that carries them, changes its colour, and goes again', async ({
  page,
  app,
}) => {
  await app.open(chatFlow());
  await node(page, 'Question').click();
  await node(page, 'Model').click({ modifiers: ['Control'] });
  await page.keyboard.press('Control+g');
  const group = node(page, 'Group');
  await expect(group).toHaveClass(/selected/);
  await expect(wire(page)).toHaveCount(2);
  await inspector(page).getByRole('combobox', { name: 'Colour' }).click();
  await page.getByRole('option', { name: 'Green' }).click();
  await expect(group.locator('.group-node')).toHaveAttribute('data-color', 'green');
  await expectAccessible(page);

  const [before] = await placesFrom(page);
  const answer = await placeOf(node(page, 'Answer'), node(page, 'Question'));
  await page.keyboard.down('Alt');
  await dragNode(page, group, { x: 0, y: 90 });
  await page.keyboard.up('Alt');
  await expect
    .poll(async () => (await placeOf(node(page, 'Answer'), node(page, 'Question')))[1])
    .toBeLessThan(answer[1] - 60);
  expect((await placesFrom(page))[0]).toEqual(before);
  await undo(page);
  await expect.poll(() => placeOf(node(page, 'Answer'), node(page, 'Question'))).toEqual(answer);

  await page.keyboard.press('Control+Shift+g');
  await expect(group).toHaveCount(0);
  await expect(node(page)).toHaveCount(3);
  await expect(inspector(page)).toContainText('2 nodes selected');
});

test('a dragged node snaps to the line of its neighbour, and says so; Alt lets it pass', async ({
  page,
  app,
}) => {
  await app.open(scattered());
  await zoomToPlain(page);
  const title = node(page, 'Answer').locator('.node-title');
  const box = await standStill(title);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y - 30, { steps: 3 });
  await page.mouse.move(x + 40, y - 66, { steps: 3 });
  await expect(canvas(page).locator('.snap-guide').first()).toBeVisible();
  await page.mouse.up();
  await expect(canvas(page).locator('.snap-guide')).toHaveCount(0);
  await expect.poll(async () => (await placesFrom(page))[1]?.[1]).toBe(0);
  await undo(page);
  await expect.poll(async () => (await placesFrom(page))[1]?.[1]).toBe(60);
  await page.keyboard.down('Alt');
  await dragNode(page, node(page, 'Answer'), { x: 40, y: -66 });
  await page.keyboard.up('Alt');
  await expect.poll(async () => (await placesFrom(page))[1]?.[1]).toBe(4);
});

test('a node goes into the wire that it is let go on, from the canvas and from the palette', async ({
  page,
  app,
}) => {
  await app.open(
    chatFlow(
      {},
      {
        nodes: {
          question: { kind: 'input', title: 'Question', at: [0, 0] },
          answer: { kind: 'output', title: 'Answer', at: [700, 0] },
          loose: { kind: 'text', title: 'Loose', at: [350, 220] },
        },
        wires: ['question.value -> answer.value'],
      },
    ),
  );
  await zoomToPlain(page);
  const [x, y] = await placeOf(node(page, 'Loose').locator('.node-title'));
  await page.mouse.move(x + 20, y + 8);
  await page.mouse.down();
  await page.mouse.move(x + 20, y - 100, { steps: 4 });
  await page.mouse.move(x + 20, y - 205, { steps: 10 });
  await expect(canvas(page).locator('.splice-mark')).toBeVisible();
  await page.mouse.up();
  await expect(wire(page, 'Question', 'Loose')).toBeVisible();
  await expect(wire(page, 'Loose', 'Answer')).toBeVisible();
  await expect(wire(page)).toHaveCount(2);
  await undo(page);
  await expect(wire(page, 'Question', 'Answer')).toBeVisible();

  const [left, top] = await placeOf(canvas(page));
  const [start, level] = await placeOf(node(page, 'Question'));
  await dragKind(page, 'Prompt', start - left + 420, level - top + 40);
  await expect(wire(page, 'Question', 'Prompt')).toBeVisible();
  await expect(wire(page, 'Prompt', 'Answer')).toBeVisible();

  await node(page, 'Prompt').click();
  await page.keyboard.press('Shift+Delete');
  await expect(node(page, 'Prompt')).toHaveCount(0);
  await expect(wire(page, 'Question', 'Answer')).toBeVisible();
  await undo(page);
  await undo(page);
  await expect(node(page)).toHaveCount(3);
});

test('a wire takes a node by its button and by keys, and goes by Alt + click', async ({
  page,
  app,
}) => {
  await app.open(chatFlow());
  await zoomToPlain(page);
  const from = wire(page, 'Question', 'Model');
  await from.locator('.react-flow__edge-interaction').hover();
  await canvas(page).getByRole('button', { name: 'Put a node into this wire' }).click();
  const search = page.getByRole('combobox', { name: 'Put a node into this wire' });
  await expect(search).toBeFocused();
  await expect(page.getByRole('option', { name: /^Input/ })).toHaveCount(0);
  await expectAccessible(page);
  await search.fill('prompt');
  await page.keyboard.press('Enter');
  await expect(wire(page, 'Question', 'Prompt')).toBeVisible();
  await expect(wire(page, 'Prompt', 'Model')).toBeVisible();
  // What follows has made way: no node covers another.
  await page.keyboard.press('1');
  expect((await placesFrom(page))[0]?.[0]).toBeGreaterThan(560);
  await undo(page);
  await expect(wire(page)).toHaveCount(2);
  expect((await placesFrom(page))[0]?.[0]).toBe(320);

  await wire(page, 'Model', 'Answer').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('i');
  await expect(search).toBeFocused();
  await page.keyboard.press('Escape');

  await from.locator('.react-flow__edge-interaction').click({ modifiers: ['Alt'] });
  await expect(wire(page)).toHaveCount(1);
  await undo(page);
  await expect(wire(page)).toHaveCount(2);
});

test('nodes are pasted at the pointer, with the wires that led to them, and from a whole flow file', async ({
  page,
  app,
}) => {
  await app.open(chatFlow());
  await zoomToPlain(page);
  await node(page, 'Model').click();
  await page.keyboard.press('Control+c');
  const pane = await standStill(canvas(page));
  await page.mouse.move(pane.x + 400, pane.y + 420);
  await page.keyboard.press('Control+Shift+v');
  await expect(wire(page, 'Question', 'Model 2')).toBeVisible();
  await expect(wire(page)).toHaveCount(3);
  const [x, y] = await placeOf(node(page, 'Model 2'));
  expect([Math.abs(x - pane.x - 340), Math.abs(y - pane.y - 402)]).toEqual([
    expect.closeTo(0, -1),
    expect.closeTo(0, -1),
  ]);
  await page.keyboard.press('Control+v');
  await expect(node(page, 'Model 3')).toBeVisible();
  await expect(wire(page)).toHaveCount(3);

  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, chatFlow());
  await expect(node(page, 'Question 2')).toBeVisible();
  await expect(wire(page, 'Question 2', 'Model 4')).toBeVisible();
  await undo(page);
  await undo(page);
  await undo(page);
  await expect(node(page)).toHaveCount(3);
});
