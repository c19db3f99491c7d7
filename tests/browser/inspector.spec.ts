import { exampleText, expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow, flowText } from './flows.ts';
import { inspector, node, runToEnd, undo, wire } from './screen.ts';

test('a setting shows that it is changed, goes back to its default, tells its path, and is found by its words', async ({
  page,
  app,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open(chatFlow());
  await node(page, 'Model').click();
  const panel = inspector(page);
  await panel.getByRole('searchbox', { name: 'Search the settings' }).fill('retries');
  const retries = panel.getByRole('spinbutton', { name: 'Retries', exact: true });
  await retries.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(retries).toHaveValue('10');
  await retries.fill('11');
  await expect(retries).toHaveAccessibleDescription(/between 0 and 10/);
  await expect(panel.getByRole('img', { name: 'Changed from its default' })).toBeVisible();
  await panel.getByRole('button', { name: 'More about Retries' }).click();
  await page.getByRole('menuitem', { name: 'Copy the setting’s path' }).click();
  await expect(page.getByText('Copied nodes.model.settings.retries')).toBeVisible();
  await panel.getByRole('button', { name: 'More about Retries' }).click();
  await page.getByRole('menuitem', { name: 'Reset to default' }).click();
  await expect(retries).toHaveValue('0');
  await undo(page);
  await expect(retries).toHaveValue('11');
  await panel.getByRole('searchbox').fill('nothing of that name');
  await expect(panel.getByText('No setting is called so.')).toBeVisible();
});

test('several nodes share their settings, changed together as one step', async ({ page, app }) => {
  await app.open(
    flowText({
      nodes: {
        a: { kind: 'llm', title: 'A', settings: { connection: 'demo', model: 'demo' }, at: [0, 0] },
        b: { kind: 'agent', title: 'B', settings: { connection: 'demo' }, at: [320, 0] },
      },
      wires: [],
    }),
  );
  await node(page, 'A').click();
  await node(page, 'B').click({ modifiers: ['Control'] });
  const model = inspector(page).getByRole('textbox', { name: 'Model' });
  await expect(model).toHaveAttribute('placeholder', 'Different values');
  await model.fill('demo-fast');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await node(page, 'B').click();
  await expect(model).toHaveValue('demo-fast');
  await undo(page);
  await expect(model).toHaveValue('');
  await node(page, 'A').click();
  await expect(model).toHaveValue('demo');
});

test('templates offer what could fill them, JSON its keys, and a fault is told with its line', async ({
  page,
  app,
}) => {
  await app.open(
    flowText({
      nodes: {
        question: { kind: 'input', title: 'Question', at: [0, 0] },
        prompt: { kind: 'prompt', title: 'Prompt', settings: { template: '' }, at: [320, 0] },
        answer: { kind: 'output', title: 'Answer', at: [640, 0] },
      },
      wires: ['prompt.text -> answer.value'],
    }),
  );
  await node(page, 'Prompt').click();
  const panel = inspector(page);
  await panel.getByRole('textbox', { name: 'Template' }).click();
  await page.keyboard.type('Say {{');
  await expect(page.getByRole('option', { name: /answer/ })).toHaveCount(0);
  await page.getByRole('option', { name: /question.*Question, not wired yet/ }).click();
  await panel.getByRole('button', { name: 'Connect “Question”' }).click();
  await expect(wire(page, 'Question', 'Prompt')).toBeVisible();
  await panel.getByRole('button', { name: 'Edit as JSON' }).first().click();
  const examples = panel.getByRole('textbox', { name: 'Examples' });
  await examples.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('[{"in');
  await expect(page.getByRole('option', { name: /input/ })).toBeVisible();
  // The editor takes no Enter for the list in its first 75 ms, and nothing on the page tells when they are over.
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await expect(examples).toHaveText('[{"input": }]');
  await expect(panel.getByText('line 1, column 12: a value is missing')).toBeVisible();
  await expectAccessible(page);
});

test('the large editor goes on where the field was, and searches in itself', async ({
  page,
  app,
}) => {
  await app.open(exampleText('weather-agent'));
  await node(page, 'get_current_weather').click();
  const field = inspector(page).getByRole('textbox', { name: 'Function' });
  await field.click();
  await page.keyboard.press('Control+End');
  await inspector(page).getByRole('button', { name: 'Open in a larger editor' }).click();
  const dialog = page.getByRole('dialog', { name: 'Function' });
  await dialog.getByRole('textbox', { name: 'Function' }).focus();
  await page.keyboard.type('// end');
  // Behind the dialog it is there for eyes only.
  await expect(page.locator('aside .cm-content').first()).toContainText('// end');
  await page.keyboard.press('Control+f');
  await dialog.getByRole('textbox', { name: 'Find' }).fill('wanted');
  await page.keyboard.press('Enter');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('textbox', { name: 'Find' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('the last run of a node, and what last passed a wire, stand in the settings', async ({
  page,
  app,
}) => {
  await app.open(chatFlow({ model: 'demo-fast' }));
  await runToEnd(page);
  await node(page, 'Model').click();
  const lastRun = inspector(page).getByRole('region', { name: 'Last run' });
  await expect(lastRun).toContainText('done');
  await expect(lastRun).toContainText('What is a mill race?');
  await expect(lastRun).toContainText('Tokens');
  await wire(page, 'Question', 'Model').focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(page.locator('.edge-value')).toContainText('What is a mill race?');
  await page.keyboard.press('Enter');
  await expect(inspector(page).getByRole('region', { name: 'Last passed' })).toContainText(
    'What is a mill race?',
  );
  await expectAccessible(page);
});
