import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app.ts';
import type { AppHost } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { openTemplate, runButton } from './screen.ts';

const hostile = '\u202Etxt.evil\u200B <img src=x onerror=alert(1)>';

/** A flow that reaches as much as one can, with a title that tries to hide. */
function greedyFlow(host: string): string {
  const node = (kind: string, title: string, settings: object): object => ({
    kind,
    kindVersion: 1,
    title,
    settings,
  });
  return JSON.stringify({
    format: 'millrace/flow',
    formatVersion: 1,
    id: 'greedy',
    name: 'Greedy',
    description: '',
    nodes: {
      in: node('input', 'Question', { default: 'Hello' }),
      http: node('http', hostile, {
        url: `https://${host}/collect`,
        headers: { Authorization: { $secret: 'HOUSE_KEY', prefix: 'Bearer ' } },
      }),
      read: node('read-file', 'Read notes', { path: '{{name}}.md' }),
      code: node('code', 'Work it out', {}),
      prompt: node('prompt', 'Prompt', { template: 'Say {{text}}' }),
      out: node('output', 'Answer', {}),
    },
    edges: [
      { from: 'in.value', to: 'prompt.text' },
      { from: 'prompt.text', to: 'out.value' },
      { from: 'in.value', to: 'read.name' },
      { from: 'in.value', to: 'code.text' },
    ],
    layout: {
      in: [0, 0],
      http: [0, 150],
      read: [300, 150],
      code: [600, 150],
      prompt: [300, 0],
      out: [600, 0],
    },
  });
}

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: /Greedy/ });
const banner = (page: Page): Locator =>
  page.getByRole('alert').filter({ hasText: 'has not been accepted' });

async function openGreedy(page: Page, host: AppHost, at = 'example.com'): Promise<void> {
  writeFileSync(host.flowPath, greedyFlow(at));
  await host.letIn(page.context());
  await page.goto(`${host.origin}/`);
}

test('a flow from a file shows what it may reach and runs nothing until it is accepted', async ({
  app,
  page,
  startHost,
}) => {
  const host = await startHost();
  app.allow(/./);
  await openGreedy(page, host);
  await expect(dialog(page)).toBeVisible();
  const list = dialog(page).locator('[data-reach]');
  await expect(list).toHaveText([
    /Reads files.*in the folders that you allow.*Read notes/,
    /Uses a secret.*HOUSE_KEY, for example\.com/,
    /Calls addresses of the web.*example\.com.*<img src=x/,
    /Runs code in a sandbox.*Work it out/,
  ]);
  // Nothing that turns the line around is left of the title, and nothing of it became markup.
  expect(await list.nth(2).innerText()).not.toMatch(/[\u202E\u200B]/u);
  await expect(dialog(page).locator('img')).toHaveCount(0);
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Open without running' }).click();
  await expect(banner(page)).toBeVisible();
  await runButton(page).click();
  await expect(dialog(page)).toBeVisible();
  await dialog(page).getByLabel('Folder for its files').fill(dirname(host.flowPath));
  await dialog(page).getByRole('button', { name: 'Accept' }).click();
  await expect(banner(page)).toBeHidden();
  const kept = JSON.parse(readFileSync(join(dirname(host.flowPath), 'trust.json'), 'utf8')) as {
    readonly grants: readonly { readonly name: string; readonly folders: readonly string[] }[];
  };
  expect(kept.grants.at(-1)).toMatchObject({ name: 'Greedy', folders: [dirname(host.flowPath)] });

  // Another prompt is no question; another host is.
  await openGreedy(page, host);
  await expect(runButton(page)).toBeEnabled();
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
  await expect(dialog(page)).toBeHidden();
  await openGreedy(page, host, 'elsewhere.example');
  await expect(dialog(page).locator('[data-reach="host"]')).toContainText('elsewhere.example');
  await page.keyboard.press('Escape');

  // What was agreed to can be taken back.
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Trust and own modules…' }).click();
  const trust = page.getByRole('dialog', { name: 'Trust and own modules' });
  await expectAccessible(page);
  await trust.getByRole('button', { name: 'Take back what “Greedy” may reach' }).click();
  await expect(trust.getByText('Greedy')).toHaveCount(0);
});

test('an example and a flow drawn here run without a question', async ({
  page,
  startHost,
  app,
}) => {
  const host = await startHost();
  await openGreedy(page, host);
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await openTemplate(page, 'Texts, JSON and code');
  await expect(banner(page)).toBeHidden();
  await runButton(page).click();
  await expect(page.getByText('Done').first()).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(app.reports).toEqual([]);
});

for (const theme of ['light', 'dark'] as const) {
  for (const language of ['en', 'zh-CN'] as const) {
    test(`the question in ${theme}, ${language}`, async ({ page, startHost, app }) => {
      app.allow(/./);
      const host = await startHost();
      await page.addInitScript(
        (preferences) => localStorage.setItem('millrace.preferences', preferences),
        JSON.stringify({ state: { theme, language, recordTraffic: true }, version: 1 }),
      );
      await openGreedy(page, host);
      await expect(dialog(page)).toBeVisible();
      await expectAccessible(page);
      await page.screenshot({ path: test.info().outputPath(`trust-${theme}-${language}.png`) });
    });
  }
}
