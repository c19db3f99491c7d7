import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow, flowText } from './flows.ts';
import { canvas, dragNode, inspector, node, placeOf, undo, wire } from './screen.ts';

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

async function selectAll(page: Page): Promise<void> {
  await page.locator('.react-flow__pane').click({ position: { x: 30, y: 300 } });
  await page.keyboard.press('Control+a');
}

test('several nodes are lined up and spaced by the toolbar over them, one step each', async ({
  page,
  app,
}) => {
  await app.open(scattered());
  await page.keyboard.press('0');
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
  await page.keyboard.press('0');
  const title = node(page, 'Answer').locator('.node-title');
  const box = await title.boundingBox();
  if (box === null) throw new Error('The node is not in sight.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y - 30, { steps: 3 });
  await page.mouse.move(x + 40, y - 66, { steps: 3 });
  await expect(canvas(page).locator('.snap-guide').first()).toBeVisible();
  await page.mouse.up();
  await expect(canvas(page).locator('.snap-guide')).toHaveCount(0);
  expect((await placesFrom(page))[1]?.[1]).toBe(0);
  await undo(page);
  await page.keyboard.down('Alt');
  await dragNode(page, node(page, 'Answer'), { x: 40, y: -66 });
  await page.keyboard.up('Alt');
  await expect.poll(async () => (await placesFrom(page))[1]?.[1]).toBe(4);
});
