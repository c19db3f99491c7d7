import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { makeLargeFlow } from './make-large-flow.ts';
import type { Look } from './open-app.ts';

/** One picture of the docs: what is open, and what is done before it is taken. */
export interface Picture extends Look {
  /** Its file in docs/screenshots, without `.png`. */
  readonly name: string;
  readonly flowText: string;
  /** It is taken in the middle of things, as soon as they are there. */
  readonly isMoving?: true;
  readonly stage: (page: Page) => Promise<void>;
}

const example = (name: string): string =>
  readFileSync(new URL(`../../examples/${name}.flow.json`, import.meta.url), 'utf8');

const title = (page: Page, text: string) =>
  page.locator('.canvas .node-title').getByText(text, { exact: true });

/** Runs the flow and waits for its end. */
async function runToEnd(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-tour="run"]:disabled').waitFor();
  await page.locator('[data-tour="run"]:enabled').waitFor({ timeout: 60_000 });
}

async function runAgent(page: Page): Promise<void> {
  await title(page, 'Weather agent').click();
  await runToEnd(page);
}

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(words);
  await page.getByRole('option', { name: words }).first().click();
}

async function changeFlow(page: Page): Promise<void> {
  await title(page, 'Weather agent').click();
  await page.keyboard.press('F2');
  await page.keyboard.type('Weather desk');
  await page.keyboard.press('Enter');
  await page.getByRole('spinbutton', { name: 'Most rounds' }).fill('4');
  await title(page, 'Question').click();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Shift+ArrowUp');
  await title(page, 'get_current_weather').click();
  await page.keyboard.press('Control+d');
  await title(page, 'get_n_day_weather_forecast').click();
  await page.keyboard.press('Delete');
  await command(page, 'Show changes since saving');
  await page.getByRole('region', { name: 'Comparison' }).waitFor();
}

const dark = { theme: 'dark', language: 'en' } as const;
const light = { theme: 'light', language: 'en' } as const;

/** All pictures of the docs. */
export const pictures: readonly Picture[] = [
  { name: 'main-light', ...light, flowText: example('weather-agent'), stage: runAgent },
  { name: 'main-dark', ...dark, flowText: example('weather-agent'), stage: runAgent },
  {
    name: 'main-zh-CN',
    theme: 'dark',
    language: 'zh-CN',
    flowText: example('weather-agent'),
    stage: runAgent,
  },
  {
    name: 'large-flow',
    ...light,
    flowText: makeLargeFlow(500),
    stage: async (page) => page.keyboard.press('1'),
  },
  {
    name: 'running-agent',
    ...dark,
    isMoving: true,
    flowText: example('weather-agent'),
    stage: async (page) => {
      await title(page, 'Weather agent').click();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('log').getByText('"temperature"').first().waitFor();
    },
  },
  { name: 'difference', ...light, flowText: example('weather-agent'), stage: changeFlow },
  {
    name: 'command-palette',
    ...dark,
    flowText: example('weather-agent'),
    stage: async (page) => {
      await title(page, 'Weather agent').click();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('al');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'chat',
    ...light,
    flowText: example('weather-agent'),
    stage: async (page) => {
      await page.getByRole('tab', { name: 'Chat' }).click();
      const field = page.getByRole('textbox', { name: 'Message', exact: true });
      await field.fill('What is the weather like in Tokyo and Paris, in celsius?');
      await field.press('Enter');
      await page.getByRole('button', { name: 'Stop', disabled: true }).waitFor();
      await page.getByRole('log', { name: 'Conversation' }).getByText('Paris is').waitFor();
    },
  },
  {
    name: 'trace',
    ...dark,
    flowText: example('plan-and-solve'),
    stage: async (page) => {
      await runToEnd(page);
      await page.getByRole('tab', { name: /^Trace/ }).dblclick();
      await page.getByRole('treegrid').getByRole('row').nth(3).click();
    },
  },
  {
    name: 'value-viewer',
    ...light,
    flowText: example('pick'),
    stage: async (page) => {
      await runToEnd(page);
      await page.getByRole('treegrid').getByRole('row').first().click();
      await page
        .getByRole('button', { name: /^Open large: / })
        .last()
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'templates',
    ...light,
    flowText: example('chat'),
    stage: async (page) => {
      await command(page, 'New from template…');
      await page.getByRole('dialog').getByRole('listitem').first().waitFor();
    },
  },
  {
    name: 'tour',
    ...light,
    flowText: example('weather-agent'),
    stage: async (page) => {
      await command(page, 'Show the tour');
      const card = page.getByRole('dialog', { name: 'Tour' });
      for (let step = 0; step < 2; step += 1) await card.getByRole('button').last().click();
      await card.getByRole('heading', { name: 'Settings' }).waitFor();
    },
  },
];
