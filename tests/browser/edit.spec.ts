import { expect, test } from './app.ts';
import { chatFlow } from './flows.ts';
import {
  canvas,
  dragNode,
  drawWire,
  inputPort,
  inspector,
  node,
  outputPort,
  placeOf,
  redo,
  undo,
  unsavedMark,
  wire,
  standStill,
} from './screen.ts';

test('a move is one step to undo, however long the drag was', async ({ page, app }) => {
  await app.open(chatFlow());
  const model = node(page, 'Model');
  const before = await placeOf(model);
  await dragNode(page, model, { x: 60, y: 120 });
  const after = await placeOf(model);
  expect(after).not.toEqual(before);
  await expect(unsavedMark(page)).toBeVisible();
  await undo(page);
  await expect.poll(() => placeOf(model)).toEqual(before);
  await expect(unsavedMark(page)).toHaveCount(0);
  await redo(page);
  await expect.poll(() => placeOf(model)).toEqual(after);
  await undo(page);
  await undo(page);
  await expect.poll(() => placeOf(model)).toEqual(before);
});

test('a wire and its removal are undone and redone', async ({ page, app }) => {
  await app.open(chatFlow({}, { wires: ['question.value -> model.prompt'] }));
  await drawWire(
    page,
    outputPort(node(page, 'Model'), 'Text'),
    inputPort(node(page, 'Answer'), 'Value'),
  );
  await expect(wire(page)).toHaveCount(2);
  await undo(page);
  await expect(wire(page)).toHaveCount(1);
  await redo(page);
  await expect(wire(page, 'Model', 'Answer')).toBeVisible();

  await wire(page, 'Question', 'Model').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await expect(wire(page)).toHaveCount(1);
  await undo(page);
  await expect(wire(page)).toHaveCount(2);
});

for (const key of ['Delete', 'Backspace']) {
  test(`${key} removes a node with its wires, and undo brings all of it back`, async ({
    page,
    app,
  }) => {
    await app.open(chatFlow());
    await node(page, 'Model').click();
    await page.keyboard.press(key);
    await expect(node(page)).toHaveCount(2);
    await expect(wire(page)).toHaveCount(0);
    await undo(page);
    await expect(node(page, 'Model')).toBeVisible();
    await expect(wire(page)).toHaveCount(2);
    await expect(unsavedMark(page)).toHaveCount(0);
    await redo(page);
    await expect(node(page)).toHaveCount(2);
  });
}

test('typing in a field is undone field by field, not letter by letter', async ({ page, app }) => {
  await app.open(chatFlow({ instructions: 'Be brief.' }));
  await node(page, 'Model').click();
  const title = inspector(page).getByRole('textbox', { name: 'Title' });
  await title.fill('');
  await title.pressSequentially('Brook');
  const instructions = inspector(page).getByRole('textbox', { name: 'Instructions' });
  await instructions.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Be kind.');
  await expect(instructions).toHaveText('Be brief. Be kind.');
  // Undone where it was typed: the editor has no history of its own.
  await page.keyboard.press('Control+z');
  await expect(instructions).toHaveText('Be brief.');
  await expect(title).toHaveValue('Brook');
  await page.keyboard.press('Control+Shift+z');
  await expect(instructions).toHaveText('Be brief. Be kind.');
  await page.keyboard.press('Control+z');
  await canvas(page)
    .locator('.react-flow__pane')
    .click({ position: { x: 40, y: 40 } });
  await undo(page);
  await expect(node(page, 'Model')).toBeVisible();
  await expect(unsavedMark(page)).toHaveCount(0);
});

test('a node is renamed on the canvas by F2 and by a double click', async ({ page, app }) => {
  await app.open(chatFlow());
  await node(page, 'Model').click();
  await page.keyboard.press('F2');
  const field = canvas(page).getByRole('textbox', { name: 'Title of the node' });
  await expect(field).toBeFocused();
  await page.keyboard.type('Brook');
  await page.keyboard.press('Enter');
  // Arrow keys go on with the node at once.
  await expect(page.locator('.react-flow__node:focus')).toHaveCount(1);
  await expect(node(page, 'Brook')).toBeVisible();
  await node(page, 'Brook').locator('.node-title').dblclick();
  await page.keyboard.type('never kept');
  await page.keyboard.press('Escape');
  await expect(node(page, 'Brook')).toBeVisible();
  await undo(page);
  await expect(node(page, 'Model')).toBeVisible();
});

test('nodes are duplicated with the wires between them', async ({ page, app }) => {
  await app.open(chatFlow());
  await node(page, 'Question').click();
  await node(page, 'Model').click({ modifiers: ['Control'] });
  await expect(inspector(page)).toContainText('2 nodes selected');
  await page.keyboard.press('Control+d');
  await expect(node(page)).toHaveCount(5);
  await expect(wire(page, 'Question 2', 'Model 2')).toBeVisible();
  await expect(wire(page)).toHaveCount(3);
  await expect(node(page, 'Model 2')).toHaveClass(/selected/);
  await expect(node(page, 'Model')).not.toHaveClass(/selected/);
  await undo(page);
  await expect(node(page)).toHaveCount(3);
});

test('nodes are copied, cut and pasted; text in a field keeps its own clipboard', async ({
  page,
  app,
}) => {
  await app.open(chatFlow());
  await canvas(page)
    .locator('.react-flow__pane')
    .click({ position: { x: 40, y: 40 } });
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(node(page)).toHaveCount(6);
  await expect(wire(page, 'Model 2', 'Answer 2')).toBeVisible();
  expect(await placeOf(node(page, 'Model 2'))).not.toEqual(await placeOf(node(page, 'Model')));

  await page.keyboard.press('Control+x');
  await expect(node(page)).toHaveCount(3);
  await page.keyboard.press('Control+v');
  await expect(node(page)).toHaveCount(6);

  await node(page, 'Answer').click();
  const title = inspector(page).getByRole('textbox', { name: 'Title' });
  await title.selectText();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('End');
  await page.keyboard.press('Control+v');
  await expect(title).toHaveValue('AnswerAnswer');
  await expect(node(page)).toHaveCount(6);
});

test('a box selects what it touches, and Esc lets go of it', async ({ page, app }) => {
  await app.open(chatFlow());
  const question = await standStill(node(page, 'Question'));
  const model = await standStill(node(page, 'Model'));
  await page.keyboard.down('Shift');
  await page.mouse.move(question.x - 20, question.y - 20);
  await page.mouse.down();
  await page.mouse.move(model.x + 20, model.y + 40, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(inspector(page)).toContainText('2 nodes selected');
  await page.keyboard.press('Escape');
  await expect(inspector(page)).toContainText('This flow');
});
