import type { Page } from '@playwright/test';
import { deltaChunk, dialects, event } from '../servers/chat-dialects.ts';
import { expect, test } from './app.ts';
import { chatFlow, flowText, weatherFlow } from './flows.ts';
import {
  inspector,
  node,
  output,
  runButton,
  runToEnd,
  stateOf,
  traceDetail,
  traceSteps,
} from './screen.ts';

/** Runs whatever of it is taken for a page; `fired` then says so. */
const trap =
  '<img src=x onerror="window.fired=1"><script>window.fired=2</script><b>bold</b> [link](javascript:window.fired=3) **strong**';

test('the page comes with its policy, and the session cannot be read by scripts', async ({
  page,
  app,
  host,
}) => {
  await app.open(chatFlow());
  const answer = await page.request.get(`${host.origin}/`);
  expect(answer.headers()['content-security-policy']).toContain("default-src 'none'");
  expect(answer.headers()['content-security-policy']).not.toContain("'unsafe-eval'");
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('the start address lets one browser in, once', async ({ page, app, browser, startHost }) => {
  app.allow(/403|401/);
  const host = await startHost();
  await page.goto(host.web.url);
  await expect(runButton(page)).toBeEnabled();
  expect(page.url()).toBe(`${host.origin}/`);
  const other = await browser.newContext();
  const stranger = await other.newPage();
  for (const address of [host.web.url, host.origin]) {
    await stranger.goto(address);
    await expect(stranger.locator('body')).toContainText(/run the command again/i);
    await expect(runButton(stranger)).toHaveCount(0);
  }
  await other.close();
});

test('the policy holds against inline scripts and other hosts', async ({ page, app }) => {
  app.allow(/Content Security Policy|policy violation|violates the following/);
  app.allow(/^request to http:\/\/example\.invalid/);
  await app.open(chatFlow());
  const tried = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.fired = 1';
    document.body.append(script);
    const outside = await fetch('http://example.invalid/').then(
      () => 'sent',
      () => 'blocked',
    );
    return { inline: 'fired' in window, outside };
  });
  expect(tried).toEqual({ inline: false, outside: 'blocked' });
  expect(app.reports.filter((report) => report.startsWith('policy violation'))).toHaveLength(2);
});

test('markup in titles, descriptions, settings and answers stays text', async ({
  page,
  app,
  models,
}) => {
  models.answerWith(() => ({
    chunks: [event(deltaChunk({ content: trap }, 'stop')), 'data: [DONE]\n\n'],
  }));
  await app.open(
    flowText({
      name: trap,
      description: trap,
      nodes: {
        question: { kind: 'input', title: trap, settings: { default: trap }, at: [0, 0] },
        model: {
          kind: 'llm',
          title: 'Model',
          settings: { connection: 'openai', model: 'any', instructions: trap },
          at: [320, 0],
        },
      },
      wires: ['question.value -> model.prompt'],
    }),
  );
  await expect(inspector(page).getByRole('textbox', { name: 'Name' })).toHaveValue(trap);
  await expect(inspector(page).getByRole('textbox', { name: 'Description' })).toHaveText(trap);
  await runToEnd(page);
  await expect(stateOf(node(page, 'Model'))).toHaveText('done');
  await expect(output(page)).toContainText(trap);
  await expect(node(page, 'Model')).toContainText(trap);
  await node(page, 'Model').click();
  await expect(inspector(page).getByRole('textbox', { name: 'Instructions' })).toHaveText(trap);
  await traceSteps(page).filter({ hasText: 'Model' }).click();
  await expect(traceDetail(page)).toContainText(trap);
  await expectNothingFired(page);
});

test('markup in a tool’s result, its call and an error stays text', async ({
  page,
  app,
  models,
}) => {
  models.answerWith(({ index }) =>
    index === 0
      ? {
          chunks: dialects.openai({
            calls: [
              {
                id: 'call_1',
                name: 'get_current_weather',
                arguments: JSON.stringify({ location: trap }),
              },
            ],
          }),
        }
      : {
          status: 400,
          contentType: 'application/json',
          chunks: [JSON.stringify({ error: { message: trap } })],
        },
  );
  await app.open(weatherFlow({ connection: 'openai', model: 'any' }));
  await runToEnd(page);
  await expect(output(page)).toContainText('result');
  await expect(output(page)).toContainText('onerror');
  await expect(node(page, 'Weather agent')).toContainText('<img src=x');
  await expectNothingFired(page);
});

async function expectNothingFired(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => ({
      fired: 'fired' in window,
      images: document.querySelectorAll('img').length,
      scripts: document.querySelectorAll('script').length,
      bold: [...document.querySelectorAll('b, strong')].map((element) => element.textContent),
      links: [...document.querySelectorAll('a')].map((element) => element.href),
    })),
  ).toEqual({ fired: false, images: 0, scripts: 1, bold: [], links: [] });
}
