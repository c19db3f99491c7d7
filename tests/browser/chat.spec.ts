import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { dialects } from '../servers/chat-dialects.ts';
import { exampleText, expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow, flowText, stallingFlow } from './flows.ts';
import { stopButton, traceSteps } from './screen.ts';

const fast = (text: string): string =>
  text.replaceAll('"connection": "demo"', '"connection": "demo", "model": "demo-fast"');

function conversation(page: Page): Locator {
  return page.getByRole('log', { name: 'Conversation' });
}

async function say(page: Page, message: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill(message);
  await field.press('Enter');
}

async function openChat(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Chat' }).click();
}

test('an answer is shown as Markdown, and is told to the next turn on demand', async ({
  page,
  app,
  models,
}) => {
  models.answerWith(() => ({
    chunks: dialects.openai({ text: ['It **fe', 'eds** it:\n\n- a\n- ', 'b\n\n`x', '`'] }),
  }));
  await app.open(chatFlow({ connection: 'openai', model: 'any' }));
  await openChat(page);
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await say(page, 'What does a race do?');
  await expect(conversation(page).locator('strong')).toHaveText('feeds');
  await expect(conversation(page).locator('li')).toHaveText(['a', 'b']);
  await expect(page.getByRole('status', { name: 'Newest answer' })).toContainText(
    'It **feeds** it',
  );
  await page.getByRole('button', { name: 'Remember them' }).click();
  await say(page, 'And then?');
  await expect(conversation(page).locator('strong')).toHaveCount(2);
  expect(models.requests.at(-1)?.body.messages.map(({ content }) => content)).toEqual([
    'What does a race do?',
    'It **feeds** it:\n\n- a\n- b\n\n`x`',
    'And then?',
  ]);
  await page.getByRole('button', { name: 'Answer again' }).click();
  await expect(page.getByRole('button', { name: 'Answer again' })).toBeVisible();
  await expect(conversation(page).locator('strong')).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Clear the conversation' }).click();
  await expect(page.getByText('Talk with the flow')).toBeVisible();
});

test('tool calls unfold, the run of an answer is shown in the trace, and a reload keeps both', async ({
  page,
  app,
}) => {
  await app.open(fast(exampleText('weather-agent')));
  await openChat(page);
  await say(page, "What's the weather in celsius in Tokyo?");
  const call = conversation(page).getByRole('button', { name: /get_current_weather/ });
  await expect(call).toContainText('done');
  await expect(call).toHaveAttribute('aria-expanded', 'false');
  await call.click();
  await expect(conversation(page)).toContainText('"location": "Tokyo"');
  await expect(conversation(page)).toContainText('Result');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show the run in the trace' }).click();
  await expect(page.getByRole('tab', { name: /^Trace/ })).toBeFocused();
  await expect(traceSteps(page).first()).toBeVisible();
  await page.reload();
  await openChat(page);
  await expect(call).toContainText('done');
});

test('an answer is stopped, and its message written anew', async ({ page, app }) => {
  await app.open(stallingFlow());
  await openChat(page);
  await say(page, 'first line');
  await expect(conversation(page)).toContainText('simulated');
  await page.getByRole('tabpanel').getByRole('button', { name: 'Stop' }).click();
  await expect(stopButton(page).first()).toBeDisabled();
  await expect(conversation(page)).toContainText('Stopped');
  await page.getByRole('button', { name: 'Edit the message' }).click();
  const field = page.getByRole('textbox', { name: 'Message', exact: true });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('first line');
  await field.press('Shift+Enter');
  await field.pressSequentially('second line');
  await field.press('Enter');
  await expect(conversation(page)).toContainText('first line\nsecond line');
  await expect(conversation(page).getByRole('paragraph').filter({ hasText: 'You:' })).toHaveCount(
    1,
  );
});

test('a question is answered within the conversation', async ({ page, app }) => {
  await app.open(fast(readFileSync('examples/human-in-the-loop.flow.json', 'utf8')));
  await openChat(page);
  await say(page, 'cakes');
  const questions = conversation(page).getByRole('list', { name: 'Waiting for you' });
  await questions.getByRole('button', { name: 'Approve' }).click();
  await questions.getByRole('button', { name: 'Newsletter' }).click();
  await expect(conversation(page)).toContainText('[Newsletter] You asked: “cakes”');
});

test('a flow that takes no text says so, and what to do', async ({ page, app }) => {
  await app.open(
    flowText({ nodes: { note: { kind: 'note', title: 'Note', at: [0, 0] } }, wires: [] }),
  );
  await openChat(page);
  await expect(page.getByText('This flow takes no text')).toBeVisible();
  await page.getByRole('button', { name: 'Add an input' }).click();
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
});
