import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { exampleText, expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow, flowText } from './flows.ts';
import {
  chooseInMenu,
  dragNode,
  inspector,
  node,
  output,
  paletteItem,
  placeOf,
  runToEnd,
  undo,
  unsavedMark,
  wire,
} from './screen.ts';

// As in browsers that have no pickers of their own: opening uses a file input, exporting a download.
test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showOpenFilePicker');
    Reflect.deleteProperty(window, 'showSaveFilePicker');
  });
});

test('what is exported opens again as the same document, byte by byte', async ({
  page,
  app,
  host,
}) => {
  await app.open(exampleText('weather-agent'));
  await dragNode(page, node(page, 'Answer'), { x: 40, y: 80 });
  await node(page, 'Question').click();
  const exported = await exportFlow(page);
  expect(exported).not.toBe(exampleText('weather-agent'));
  expect(JSON.parse(exported)).toMatchObject({
    ...(JSON.parse(exampleText('weather-agent')) as object),
    layout: expect.anything(),
  });

  await chooseInMenu(page, 'New');
  await page.getByRole('button', { name: 'Don’t save' }).click();
  await openByInput(page, 'again.flow.json', exported);
  await expect(node(page)).toHaveCount(5);
  expect(await exportFlow(page)).toBe(exported);
  expect(readFileSync(host.flowPath, 'utf8')).toBe(exampleText('weather-agent'));
  await runToEnd(page);
  await expect(output(page)).toContainText('Tokyo is 10');
});

test('Ctrl+S writes the file that the app was started with', async ({ page, app, host }) => {
  await app.open(chatFlow());
  await expect(unsavedMark(page)).toHaveCount(0);
  await node(page, 'Model').click();
  await inspector(page).getByRole('textbox', { name: 'Title' }).fill('Brook');
  await expect(unsavedMark(page)).toBeVisible();
  await expect(page).toHaveTitle(/^● my\.flow\.json/);
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved my.flow.json.')).toBeVisible();
  await expect(unsavedMark(page)).toHaveCount(0);
  expect(readFileSync(host.flowPath, 'utf8')).toBe(chatFlow().replace('"Model"', '"Brook"'));
  await page.reload();
  await expect(node(page, 'Brook')).toBeVisible();
});

test('the later of two windows does not write over what the earlier one saved', async ({
  page,
  app,
  context,
  host,
}) => {
  await app.open(chatFlow());
  const other = await context.newPage();
  await other.goto(host.origin);
  await renameModel(other, 'Brook');
  await other.keyboard.press('Control+s');
  await expect(other.getByText('Saved my.flow.json.')).toBeVisible();
  const theirs = readFileSync(host.flowPath, 'utf8');

  app.allow(/409/);
  await renameModel(page, 'River');
  await page.keyboard.press('Control+s');
  const question = page.getByRole('dialog', { name: 'my.flow.json was changed elsewhere' });
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(unsavedMark(page)).toBeVisible();
  expect(readFileSync(host.flowPath, 'utf8')).toBe(theirs);

  await page.keyboard.press('Control+s');
  await question.getByRole('button', { name: 'Overwrite' }).click();
  await expect(unsavedMark(page)).toHaveCount(0);
  expect(readFileSync(host.flowPath, 'utf8')).toBe(theirs.replace('"Brook"', '"River"'));
  await renameModel(page, 'Delta');
  await page.keyboard.press('Control+s');
  await expect(unsavedMark(page)).toHaveCount(0);
});

async function renameModel(page: Page, title: string): Promise<void> {
  await page.locator('.react-flow__node').nth(1).click();
  await inspector(page).getByRole('textbox', { name: 'Title' }).fill(title);
}

test('leaving with unsaved work asks first', async ({ page, app, host }) => {
  await app.open(chatFlow());
  await paletteItem(page, 'Prompt').click();
  await expect(unsavedMark(page)).toBeVisible();

  const asked = page.waitForEvent('dialog');
  const leaving = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await leaving;

  await chooseInMenu(page, 'New');
  const question = page.getByRole('dialog', { name: 'Save the changes to my.flow.json?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(node(page, 'Prompt')).toBeVisible();
  await page.keyboard.press('Control+n');
  await question.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(node(page)).toHaveCount(0);
  expect(readFileSync(host.flowPath, 'utf8')).toContain('"kind": "prompt"');
});

test('a file opens when it is dropped on the window', async ({ page, app }) => {
  await app.open(chatFlow());
  await dropFile(page, 'dropped.flow.json', exampleText('weather-agent'));
  await expect(node(page)).toHaveCount(5);
  await expect(page.getByRole('banner')).toContainText('dropped.flow.json');
});

test('a broken file says what is wrong, line by line, and changes nothing', async ({
  page,
  app,
}) => {
  await app.open(chatFlow());
  await node(page, 'Model').click();
  await inspector(page).getByRole('textbox', { name: 'Title' }).fill('Brook');
  const broken = chatFlow()
    .replace('"model.text"', '"model text"')
    .replace('"title": "Question"', '"title": 7');
  await dropFile(page, 'broken.flow.json', broken);
  await page.getByRole('button', { name: 'Don’t save' }).click();
  const dialog = page.getByRole('dialog', { name: 'broken.flow.json cannot be opened' });
  await expect(dialog.getByRole('listitem')).toHaveText([
    new RegExp(`${lineOf(broken, '"model text"')}:\\d+.*node\\.port`),
    new RegExp(`${lineOf(broken, '"title": 7')}:\\d+.*title`),
  ]);
  await dialog.getByRole('contentinfo').or(dialog.locator('footer')).getByRole('button').click();
  await expect(node(page, 'Brook')).toBeVisible();
  await expect(unsavedMark(page)).toBeVisible();

  await dropFile(page, 'noise.flow.json', '{\n  "format": \n}');
  await page.getByRole('button', { name: 'Don’t save' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveText(/3:1.*not valid JSON/);
  await page.keyboard.press('Escape');
  await undo(page);
  await expect(node(page, 'Model')).toBeVisible();
});

test('a file of a newer version can be looked at, not changed', async ({ page, app, host }) => {
  const newer = chatFlow().replace('"formatVersion": 1', '"formatVersion": 2');
  await app.open(newer);
  await expect(page.getByRole('alert')).toContainText('made by a newer version');
  await expect(node(page)).toHaveCount(3);
  const before = await placeOf(node(page, 'Model'), node(page, 'Answer'));
  await dragNode(page, node(page, 'Model'), { x: 60, y: 80 });
  // The drag moves the whole view: the two are read one after the other, so only what stays counts.
  await expect.poll(() => placeOf(node(page, 'Model'), node(page, 'Answer'))).toEqual(before);
  await node(page, 'Model').click();
  await page.keyboard.press('Delete');
  await expect(node(page)).toHaveCount(3);
  await expect(inspector(page).getByRole('textbox', { name: 'Title' })).toBeDisabled();
  await expect(paletteItem(page, 'Prompt')).toBeDisabled();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('save it under another name')).toBeVisible();
  expect(readFileSync(host.flowPath, 'utf8')).toBe(newer);
  expect(await exportFlow(page)).toBe(newer);
});

test('a kind that nobody knows stays in the flow, with its wires and fields', async ({
  page,
  app,
  host,
}) => {
  const text = flowText({
    nodes: {
      source: { kind: 'input', title: 'Source', settings: { default: 'x' }, at: [0, 0] },
      odd: {
        kind: 'acme.blender',
        kindVersion: 7,
        title: 'Blender',
        settings: { speed: 3, deep: { list: [1, null, 'two'] } },
        at: [320, 0],
      },
      answer: { kind: 'output', title: 'Answer', at: [640, 0] },
    },
    wires: ['source.value -> odd.fruit', 'odd.juice -> answer.value'],
  });
  await app.open(text);
  const odd = node(page, 'Blender');
  await expect(odd).toContainText('This version does not know “acme.blender”.');
  await expect(odd).toContainText('unknown');
  await expect(wire(page)).toHaveCount(2);
  await dragNode(page, odd, { x: 0, y: 40 });
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved my.flow.json.')).toBeVisible();
  type Saved = { nodes: object; edges: object };
  const saved = JSON.parse(readFileSync(host.flowPath, 'utf8')) as Saved;
  const { nodes, edges } = JSON.parse(text) as Saved;
  expect(saved).toMatchObject({ nodes, edges });
  await runToEnd(page);
  await expect(page.getByRole('status', { name: 'State of the run' })).toContainText(
    'acme.blender',
  );
});

async function exportFlow(page: Page): Promise<string> {
  const download = page.waitForEvent('download');
  await chooseInMenu(page, 'Export JSON');
  return readFileSync(await (await download).path(), 'utf8');
}

async function openByInput(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ''], fileName ?? '', { type: 'application/json' }));
      return transfer;
    },
    [name, text],
  );
  await page.locator('body').dispatchEvent('dragover', { dataTransfer });
  await page.locator('body').dispatchEvent('drop', { dataTransfer });
}

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}
