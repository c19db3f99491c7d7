import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { flowText } from './flows.ts';
import {
  canvas,
  chooseInMenu,
  chooseOption,
  inspector,
  node,
  outputPort,
  palette,
  paletteItem,
  undo,
  standStill,
} from './screen.ts';

test('a note shows Markdown, is written in place, resized, and has no ports', async ({
  page,
  app,
}) => {
  await app.open(
    flowText({
      nodes: {
        note: {
          kind: 'note',
          title: 'Note',
          settings: { text: '# Plan\n\n- **one**\n- `two`' },
          at: [0, 0],
        },
        other: { kind: 'prompt', title: 'Other', at: [400, 0] },
      },
      wires: [],
    }),
  );
  const note = canvas(page).locator('.note-node');
  await expect(note.locator('.markdown-heading')).toHaveText('Plan');
  await expect(note.locator('strong')).toHaveText('one');
  await expect(note.locator('.port')).toHaveCount(0);
  await expectAccessible(page);
  await note.dblclick();
  const field = note.getByRole('textbox', { name: 'Text of the note' });
  await field.fill('Only *this*');
  await node(page, 'Other').click();
  await expect(note.locator('em')).toHaveText('this');
  await undo(page);
  await expect(note.locator('strong')).toHaveText('one');
  const before = await standStill(note);
  const corner = await standStill(note.locator('.resize-corner'));
  await page.mouse.move(corner.x + 6, corner.y + 6);
  await page.mouse.down();
  await page.mouse.move(corner.x + 66, corner.y + 46, { steps: 3 });
  await page.mouse.up();
  await expect
    .poll(async () => (await note.boundingBox())?.width)
    .toBeGreaterThan(before.width + 40);
});

test('cases are edited as a form, and their names are the ports', async ({ page, app }) => {
  await app.open(
    flowText({ nodes: { way: { kind: 'switch', title: 'Way', at: [0, 0] } }, wires: [] }),
  );
  await node(page, 'Way').click();
  const name = inspector(page).getByRole('textbox', { name: 'Cases, line 1: Name' });
  await name.fill('billing');
  await expect(outputPort(node(page, 'Way'), 'billing')).toBeVisible();
  await inspector(page).getByRole('button', { name: 'Add a line' }).click();
  await inspector(page).getByRole('textbox', { name: 'Cases, line 2: Name' }).fill('large');
  await chooseOption(page, 'Cases, line 2: Kind of test', 'When');
  await inspector(page).getByRole('textbox', { name: 'Cases, line 2: When' }).fill('total > 100');
  await expect(outputPort(node(page, 'Way'), 'large')).toBeVisible();
  await expectAccessible(page);
  await inspector(page).getByRole('button', { name: 'Edit as JSON' }).click();
  await expect(inspector(page).getByRole('textbox', { name: 'Cases' })).toContainText('"when"');
  await inspector(page).getByRole('button', { name: 'Edit as a form' }).click();
  await inspector(page).getByRole('button', { name: 'Remove line 1' }).click();
  await expect(outputPort(node(page, 'Way'), 'billing')).toHaveCount(0);
});

test('the palette finds kinds by other words in both languages, and remembers folded families', async ({
  page,
  app,
}) => {
  await app.open(flowText({ nodes: {}, wires: [] }));
  const search = palette(page).getByRole('searchbox');
  for (const [word, kind] of [
    ['foreach', 'Map'],
    ['遍历', 'Map'],
    ['while', 'Loop'],
    ['comment', 'Note'],
    ['条件', 'If'],
  ] as const) {
    await search.fill(word);
    await expect(paletteItem(page, kind)).toBeVisible();
  }
  await search.fill('');
  const family = palette(page).getByRole('button', { name: 'Models' });
  await expect(paletteItem(page, 'Chat model')).toBeVisible();
  await family.click();
  await expect(paletteItem(page, 'Chat model')).toHaveCount(0);
  await search.fill('chat');
  await expect(paletteItem(page, 'Chat model')).toBeVisible();
  await search.fill('');
  await page.reload();
  await expect(family).toHaveAttribute('aria-expanded', 'false');
  await expectAccessible(page);
  await chooseInMenu(page, 'Language', '简体中文');
  await expect(page.getByRole('navigation').getByRole('button', { name: /^模型/ })).toBeVisible();
});
