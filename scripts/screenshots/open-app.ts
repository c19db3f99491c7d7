import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { startWebHost } from '../../core/bin/web-host.ts';

/** How the window looks in a picture. */
export interface Look {
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'zh-CN';
}

/** Opens the app on a flow file's text in a home of its own, hands out its page, and clears everything away. */
export async function withApp(
  browser: Browser,
  flowText: string,
  { theme, language }: Look,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'millrace-screenshots-'));
  const flowFile = join(home, 'my.flow.json');
  writeFileSync(flowFile, flowText);
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, MILLRACE_HOME: home };
  const host = await startWebHost({ port: 0, flowFile, recordPath: join(home, 'record.db'), env });
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    locale: language,
  });
  await context.addInitScript(
    (preferences) => {
      localStorage.setItem('millrace.preferences', preferences);
      localStorage.setItem('millrace.tour', 'asked');
    },
    JSON.stringify({ state: { theme, language }, version: 1 }),
  );
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    await page.locator('.react-flow__node, .far-layer[data-complete]').first().waitFor();
    await page.locator('[data-tour="run"]:enabled').waitFor();
    await page.evaluate(() => document.fonts.ready);
    await use(page);
  } finally {
    await context.close();
    await host.close();
    rmSync(home, { recursive: true, force: true });
  }
}
