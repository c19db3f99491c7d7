import { readFileSync } from 'node:fs';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { node, runButton, runInput, stateOf } from './screen.ts';

const example = (name: string): string => {
  const text = readFileSync(`examples/${name}.flow.json`, 'utf8');
  return text.replaceAll('"connection": "demo"', '"connection": "demo", "model": "demo-fast"');
};

test('a call that needs approval waits on its node and above the output, and takes changed arguments', async ({
  page,
  app,
}) => {
  await app.open(example('agent-team'));
  await runButton(page).click();
  await expect(stateOf(node(page, 'book_table'))).toHaveText('asks you');
  const questions = page.getByRole('list', { name: 'Waiting for you' });
  await expect(questions).toContainText('May book_table be called?');
  await expectAccessible(page);
  await questions.getByRole('button', { name: 'Change' }).click();
  const value = questions.getByRole('textbox', { name: 'Changed value' });
  await value.fill('{ "city": ');
  await expect(questions.getByRole('button', { name: 'Approve as changed' })).toBeDisabled();
  await value.fill('{ "city": "Paris", "people": 7 }');
  await questions.getByRole('button', { name: 'Approve as changed' }).click();
  await expect(questions).toBeHidden();
  await expect(page.getByText('people is 7').first()).toBeVisible();
});

test('the node itself approves and denies', async ({ page, app }) => {
  await app.open(example('agent-team'));
  await runButton(page).click();
  await node(page, 'book_table').getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByText('did not allow this call').first()).toBeVisible();
});

test('a person changes what waits, and chooses an answer', async ({ page, app }) => {
  await app.open(example('human-in-the-loop'));
  await runInput(page).fill('cakes');
  await runButton(page).click();
  const questions = page.getByRole('list', { name: 'Waiting for you' });
  await questions.getByRole('button', { name: 'Approve' }).click();
  await questions.getByRole('button', { name: 'Newsletter' }).click();
  await expect(page.getByText('[Newsletter] You asked: “cakes”').first()).toBeVisible();
});
