import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow, flowText } from './flows.ts';
import { inspector, node, showTab, undo, wire } from './screen.ts';

test('problems stand by node, lead to their field, and are mended as one step', async ({
  page,
  app,
}) => {
  await app.open(
    chatFlow(
      { connection: 'gone', max_tokens: 5, retries: -1 },
      { wires: ['question.value -> model.prompt'] },
    ),
  );
  await showTab(page, 'Problems');
  const answer = page.getByRole('list', { name: 'Problems of Answer' });
  const model = page.getByRole('list', { name: 'Problems of Model' });
  await expect(model.getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page);
  await model.getByRole('button', { name: /retries/ }).click();
  await expect(inspector(page).getByRole('spinbutton', { name: 'Retries' })).toBeFocused();
  await model.getByRole('button', { name: 'Reset “Retries” to its default' }).click();
  // Only now is the rest of the settings looked at.
  await model.getByRole('button', { name: /^Rename it to/ }).click();
  await model.getByRole('button', { name: 'Use “Demo model”' }).click();
  await expect(model).toHaveCount(0);
  await answer.getByRole('button', { name: /needs a wire/ }).click();
  await expect(inspector(page).getByRole('combobox', { name: 'Wire to Value' })).toBeFocused();
  await answer.getByRole('button', { name: 'Connect “Model”' }).click();
  await expect(wire(page, 'Model', 'Answer')).toBeVisible();
  await expect(page.getByText('No problems found in this flow.')).toBeVisible();
  await undo(page);
  await expect(wire(page, 'Model', 'Answer')).toHaveCount(0);
  await expect(answer).toBeVisible();
});

test('a node that stands for another program’s becomes another kind and keeps its wires', async ({
  page,
  app,
}) => {
  const ports = (id: string) => [{ id, label: id, type: 'any' }];
  await app.open(
    flowText({
      nodes: {
        question: { kind: 'input', title: 'Question', at: [0, 0] },
        odd: {
          kind: 'placeholder',
          title: 'Odd one',
          settings: { builder: 'n8n', inputs: ports('in'), outputs: ports('out') },
          at: [320, 0],
        },
        answer: { kind: 'output', title: 'Answer', at: [640, 0] },
      },
      wires: ['question.value -> odd.in', 'odd.out -> answer.value'],
    }),
  );
  await expect(node(page, 'Odd one')).toContainText('1 problem');
  await node(page, 'Odd one').click();
  await inspector(page).getByRole('button', { name: 'Choose another kind…' }).click();
  const search = page.getByRole('combobox', { name: 'Choose another kind…' });
  await search.fill('delay');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(inspector(page)).toContainText('Waits a while');
  await expect(wire(page)).toHaveCount(2);
  await expect(node(page, 'Odd one')).not.toContainText('problem');
});

test('Ctrl+. mends the selected node’s first problem', async ({ page, app }) => {
  await app.open(chatFlow({}, { wires: ['question.value -> model.prompt'] }));
  await expect(node(page, 'Answer')).toContainText('1 problem');
  await node(page, 'Answer').click();
  await page.keyboard.press('Control+.');
  await expect(wire(page, 'Model', 'Answer')).toBeVisible();
});
