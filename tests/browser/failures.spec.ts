import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { brokenStreams, dialects } from '../servers/chat-dialects.ts';
import { hang, refuse } from '../servers/chat-server.ts';
import type { ChatScript } from '../servers/chat-server.ts';
import { expect, test } from './app.ts';
import { chatFlow, weatherFlow } from './flows.ts';
import {
  inspector,
  node,
  output,
  runButton,
  runInput,
  runStatus,
  runToEnd,
  showTab,
  spokenWith,
  stateOf,
  stopButton,
  traceSteps,
} from './screen.ts';

const openAi = { connection: 'openai', model: 'any' };

const failures: readonly {
  readonly name: string;
  readonly script: ChatScript;
  readonly says: RegExp;
}[] = [
  {
    name: 'a model that the server does not know',
    script: () => refuse(404, 'The model `any` does not exist'),
    says: /does not know the model “any” or the address is wrong/,
  },
  {
    name: 'a server that refuses the key',
    script: () => refuse(401, 'Incorrect API key provided'),
    says: /did not accept the key/,
  },
  {
    name: 'an error in the middle of the stream',
    script: () => ({ chunks: brokenStreams.openrouterErrorMidstream(['The mill ', 'race']) }),
    says: /The provider broke off its answer: Upstream went away/,
  },
  {
    name: 'a stream that just ends',
    script: () => ({ chunks: brokenStreams.eofWithoutFinish(['The mill ', 'race']) }),
    says: /the provider closed the stream without a finish reason/,
  },
  {
    name: 'a page instead of an answer',
    script: () => ({ contentType: 'text/html', chunks: ['<html><b>Sign in</b></html>'] }),
    says: /answered with a web page instead of a model’s stream/,
  },
];

for (const { name, script, says } of failures) {
  test(`${name} is told at the node and in Output`, async ({ page, app, models }) => {
    models.answerWith(script);
    await app.open(chatFlow(openAi));
    await runToEnd(page);
    await expect(runStatus(page)).toHaveText(/^The run failed\. /);
    await expect(stateOf(node(page, 'Model'))).toHaveText('failed');
    await expect(node(page, 'Model')).toContainText(says);
    await expect(output(page)).toContainText(says);
    await expect(stateOf(node(page, 'Answer'))).toHaveText('idle');
    await expect(stopButton(page)).toBeDisabled();
  });
}

test('what had arrived before the error stays', async ({ page, app, models }) => {
  models.answerWith(() => ({ chunks: brokenStreams.bareJsonError(['The mill ', 'race']) }));
  await app.open(chatFlow(openAi));
  await runToEnd(page);
  await expect(output(page)).toContainText('The mill race');
  await expect(output(page)).toContainText('Upstream went away');
});

test('a missing key is told before the run, at the connection, and in the run', async ({
  page,
  app,
  startHost,
}) => {
  await app.open(chatFlow({ connection: 'openai' }), await startHost());
  await node(page, 'Model').click();
  await expect(inspector(page)).toContainText('OPENAI_API_KEY is not set');
  await runToEnd(page);
  await expect(node(page, 'Model')).toContainText('OPENAI_API_KEY is not set');
  await expect(output(page)).toContainText('choose the demo model, which needs no key');
});

test('a server that is not there is told with its address', async ({ page, app, startHost }) => {
  const port = await freePort();
  const host = await startHost({ OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` });
  await app.open(chatFlow({ ...openAi, retries: 0 }), host);
  await runToEnd(page);
  await expect(node(page, 'Model')).toContainText(`127.0.0.1:${port}`);
  await expect(output(page)).toContainText(`127.0.0.1:${port}`);
});

test('a tool that never ends is ended, and the model hears of it', async ({
  page,
  app,
  models,
}) => {
  models.answerWith(({ index, body }) => ({
    chunks:
      index === 0
        ? dialects.openai({
            calls: [
              { id: 'call_1', name: 'get_current_weather', arguments: '{"location":"Tokyo"}' },
            ],
          })
        : dialects.openai({ text: [`The tool said: ${body.messages.at(-1)?.content}`] }),
  }));
  const flow = weatherFlow(openAi)
    .replace('const wanted = location.toLowerCase();', 'for (;;) {}')
    .replace('"title": "get_current_weather"', '"title": "Endless"');
  await app.open(withTimeout(flow, 'current', 300));
  await runToEnd(page);
  await expect(runStatus(page)).toHaveText('The run is done.');
  await expect(output(page)).toContainText('tool error');
  await expect(output(page)).toContainText('The tool said:');
  await expect(traceSteps(page).filter({ hasText: 'get_current_weather' })).toContainText('ms');
  await expect(stateOf(node(page, 'Endless'))).toHaveText('failed');
});

test('a model that never answers can be stopped', async ({ page, app, models }) => {
  models.answerWith(hang);
  await app.open(chatFlow(openAi));
  await runButton(page).click();
  await expect(stateOf(node(page, 'Model'))).toHaveText('running');
  await expect(page.getByText('Waiting for the first token')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(runStatus(page)).toHaveText('The run was stopped.');
});

test('problems of the flow are listed with their place, and a run says why it cannot start', async ({
  page,
  app,
}) => {
  await app.open(chatFlow({}, { wires: ['question.value -> model.prompt'] }));
  await expect(node(page, 'Answer')).toContainText('1 problem');
  await showTab(page, 'Problems');
  const problems = page.getByRole('list', { name: 'Problems of Answer' });
  await expect(problems.getByRole('listitem')).toHaveCount(1);
  await problems.getByRole('button', { name: /needs a wire/ }).click();
  await expect(inspector(page).getByRole('textbox', { name: 'Title' })).toHaveValue('Answer');
  await page.keyboard.press('Control+Enter');
  await expect(runStatus(page)).toContainText('The run failed.');
  await expect(runButton(page)).toBeEnabled();
  await showTab(page, 'Output');
  await expect(page.getByRole('tabpanel').locator('[data-run-error]')).toContainText(
    'needs a wire',
  );
  // Said once, with the state of the run.
  await expect
    .poll(() => spokenWith(page, 'needs a wire'))
    .toEqual([expect.stringContaining('The run failed.')]);
});

test('what fails in a run, and what it asks, is said once to screen readers', async ({
  page,
  app,
  models,
}) => {
  const example = readFileSync('examples/human-in-the-loop.flow.json', 'utf8');
  await app.open(
    example.replaceAll('"connection": "demo"', '"connection": "demo", "model": "demo-fast"'),
  );
  await runInput(page).fill('cakes');
  await runButton(page).click();
  const questions = page.getByRole('list', { name: 'Waiting for you' });
  await expect(questions.getByRole('button', { name: 'Approve' })).toBeVisible();
  const text = (await questions.locator('.font-semibold').first().textContent()) ?? '';
  await expect.poll(() => spokenWith(page, text)).toEqual([expect.stringContaining(' asks: ')]);
  // Nor does it depend on a panel that may be closed.
  await stopButton(page).click();
  await expect.poll(() => spokenWith(page, text)).toEqual([]);

  models.answerWith(() => refuse(404, 'The model `any` does not exist'));
  await app.open(chatFlow(openAi));
  await runToEnd(page);
  await expect(runStatus(page)).toContainText('The run failed.');
  const sentence = ((await runStatus(page).textContent()) ?? '')
    .replace('The run failed.', '')
    .trim();
  expect(await spokenWith(page, sentence)).toHaveLength(1);
});

test('an empty flow says what to do instead of running', async ({ page, app }) => {
  await app.open(chatFlow());
  await page.keyboard.press('Control+n');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('The flow has no nodes yet.')).toBeVisible();
});

function withTimeout(flow: string, nodeId: string, timeoutMs: number): string {
  const document = JSON.parse(flow) as { nodes: Record<string, { settings: object }> };
  Object.assign(document.nodes[nodeId]?.settings ?? {}, { timeoutMs });
  return JSON.stringify(document);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
