import { readFileSync } from 'node:fs';
import type { Download, Locator, Page } from '@playwright/test';
import { startCollector } from '../servers/otlp-collector.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { weatherFlow } from './flows.ts';
import { output, runStatus, runToEnd } from './screen.ts';

// As in browsers that have no pickers of their own: what is saved is a download.
test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
});

test('a run is exported, and its recording opened again as it was', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await runToEnd(page);
  const said = await output(page).innerText();
  await openRunMenu(page, 'Export run…');
  const dialog = page.getByRole('dialog', { name: 'Export run' });
  await expect(dialog).toContainText('In the file: inputs, outputs, every token');
  await expect(dialog).toContainText('masked');
  await expectAccessible(page);
  const whole = await download(page, dialog.getByRole('button', { name: 'Export…' }));
  expect(whole.name).toMatch(/^weather.*\.millrace-run\.jsonl$/);
  await expect(dialog).toBeHidden();

  await openRunMenu(page, 'Export run…');
  await dialog.getByRole('switch', { name: 'Leave out contents' }).click();
  await expect(dialog).toContainText('not what was said');
  const hollow = await download(page, dialog.getByRole('button', { name: 'Export…' }));
  expect([whole.text.includes('Celsius'), hollow.text.includes('10 degrees')]).toEqual([
    true,
    false,
  ]);

  // By what it holds, whatever it is called.
  await dropFile(page, 'renamed.txt', whole.text);
  await expect(page.getByText('was added to the record')).toBeVisible();
  await expect(runStatus(page)).toHaveText(/done/);
  await expect.poll(() => output(page).innerText()).toBe(said);
  await dropFile(page, 'broken.millrace-run.jsonl', whole.text.slice(0, 3_000));
  await expect(page.getByText(/^Line \d+ of the file/)).toBeVisible();
});

test('a run is saved as a test', async ({ page, app }) => {
  await app.open(weatherFlow({ model: 'demo-fast' }));
  await runToEnd(page);
  await page.getByRole('button', { name: 'More about runs' }).click();
  const saved = await download(page, page.getByRole('menuitem', { name: 'Save as test…' }));
  expect(saved.name).toMatch(/\.millrace-test\.json$/);
  expect(JSON.parse(saved.text)).toMatchObject({
    format: 'millrace/test',
    traffic: expect.any(Array),
    expect: {
      state: 'done',
      toolCalls: [{ name: 'get_current_weather' }, { name: 'get_current_weather' }],
    },
  });
});

test('traces go to a collector: a test trace, a run, and every run after that', async ({
  page,
  app,
}) => {
  const collector = await startCollector();
  try {
    await app.open(weatherFlow({ model: 'demo-fast' }));
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await page.getByRole('menuitem', { name: 'OpenTelemetry…' }).click();
    const dialog = page.getByRole('dialog', { name: 'OpenTelemetry' });
    await expect(dialog.getByRole('button', { name: 'Send test trace' })).toBeDisabled();
    await dialog
      .getByRole('textbox', { name: 'Address of the collector' })
      .fill('http://127.0.0.1:1');
    await dialog.getByRole('button', { name: 'Add a header' }).click();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Remove row 1' }).click();
    await dialog.getByRole('textbox', { name: 'Address of the collector' }).fill(collector.base);
    await dialog.getByRole('button', { name: 'Send test trace' }).click();
    await expect(dialog.getByRole('status')).toContainText('The collector took the test trace');
    await dialog.getByRole('switch', { name: 'After every run' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await runToEnd(page);
    await expect.poll(() => collector.spans().length).toBeGreaterThan(5);
    const sent = collector.requests.length;
    await openRunMenu(page, 'Export run…');
    const exporting = page.getByRole('dialog', { name: 'Export run' });
    await exporting.getByRole('combobox', { name: 'Format' }).click();
    await page.getByRole('option', { name: 'OpenTelemetry trace' }).click();
    await expect(exporting).toContainText('not what was said');
    await exporting.getByRole('button', { name: /^Send to 127/ }).click();
    await expect(page.getByText(/^\d+ of \d+ spans sent$/)).toBeVisible();
    expect(collector.requests.length).toBe(sent + 1);
    expect(collector.requests.at(-1)?.text).not.toContain('Tokyo');
    // The settings are the person's, not the page's: the next test starts without any.
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await page.getByRole('menuitem', { name: 'OpenTelemetry…' }).click();
    await expect(dialog.getByRole('switch', { name: 'After every run' })).toBeChecked();
    await dialog.getByRole('switch', { name: 'After every run' }).click();
    await dialog.getByRole('textbox', { name: 'Address of the collector' }).fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
  } finally {
    await collector.close();
  }
});

async function openRunMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More about runs' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function download(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const [file]: [Download, void] = await Promise.all([
    page.waitForEvent('download'),
    button.click(),
  ]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

/** Drops a file on the window, as from the desktop. */
async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content ?? ''], fileName ?? ''));
      return data;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
