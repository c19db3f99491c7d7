import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { endApps, homeFolder, launchApp, whyNoApp } from './launch-app.ts';

const weather = fileURLToPath(new URL('../../examples/weather-agent.flow.json', import.meta.url));
const reason = whyNoApp();

test.skip(reason !== undefined, reason ?? '');
test.afterEach(endApps);

test('starts on its own page with the sandbox on and nothing of Node in the page', async () => {
  const { app, page } = await launchApp();
  expect(page.url()).toBe('app://millrace/index.html');
  await expect(page.getByRole('button', { name: 'Run' })).toBeEnabled();
  expect(
    await page.evaluate(() =>
      ['require', 'process', 'module'].filter((name) => name in globalThis),
    ),
  ).toEqual([]);
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): {
        sandbox: boolean;
        contextIsolation: boolean;
        nodeIntegration: boolean;
      };
    };
    const { sandbox, contextIsolation, nodeIntegration } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false });
});

test('opens the weather flow, runs it, and tokens arrive before it ends', async () => {
  const { page } = await launchApp(weather);
  const stop = page.getByRole('button', { name: 'Stop' });
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(stop).toBeEnabled();
  const output = page.getByRole('log');
  await expect(output).toContainText('get_current_weather');
  await expect(stop).toBeEnabled();
  await expect(stop).toBeDisabled({ timeout: 30_000 });
  await expect(output).toContainText('celsius');
});

test('the engine comes back after it was killed', async () => {
  const { app, page } = await launchApp(weather);
  const run = page.getByRole('button', { name: 'Run' });
  await expect(run).toBeEnabled();
  const pid = await app.evaluate(
    ({ app: running }) =>
      running
        .getAppMetrics()
        .find(
          ({ name, serviceName }) =>
            name === 'Millrace engine' || serviceName === 'Millrace engine',
        )?.pid,
  );
  expect(pid).toBeGreaterThan(0);
  process.kill(pid ?? 0, 'SIGKILL');
  await expect(run).toBeDisabled();
  await expect(run).toBeEnabled();
});

test('asks before unsaved work is lost, and saves it', async () => {
  const { app, page } = await launchApp(weather);
  await expect(page.getByRole('button', { name: 'Run' })).toBeEnabled();
  const path = join(homeFolder(), 'kept.flow.json');
  await app.evaluate(({ dialog }, filePath) => {
    const answers = [2, 0];
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = async (...args: unknown[]) => {
      asked.push((args.at(-1) as { message: string }).message);
      return { response: answers.shift() ?? 2, checkboxChecked: false };
    };
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await page.evaluate(() =>
    (
      globalThis as unknown as { millrace: { setUnsaved(unsaved: boolean): void } }
    ).millrace.setUnsaved(true),
  );
  const close = (): Promise<void> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const asked = (): Promise<number> =>
    app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked.length);
  await expect
    .poll(async () => {
      await close();
      return asked();
    })
    .toBe(1);
  expect(app.windows()).toHaveLength(1);
  // Saved as a copy, so that the example of the checkout stays as it is.
  await page.evaluate(async () => {
    const { millrace } = globalThis as unknown as {
      millrace: {
        saveFile(file: unknown, options: unknown): Promise<unknown>;
        onCommand(listener: (command: string) => void): void;
        setUnsaved(unsaved: boolean): void;
      };
    };
    millrace.onCommand((command) => {
      if (command !== 'save') return;
      void millrace
        .saveFile({ name: 'kept.flow.json', text: '{}' }, { saveAs: true })
        .then(() => millrace.setUnsaved(false));
    });
  });
  const ended = app.waitForEvent('close');
  await close();
  await ended;
  expect(await readFile(path, 'utf8')).toBe('{}');
});
