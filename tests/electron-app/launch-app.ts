import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test, _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { findElectron } from '../../scripts/start/electron-binary.ts';
import { hasDisplay } from '../../scripts/start/display.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Why the real app cannot run on this machine; undefined where it can. */
export function whyNoApp(): string | undefined {
  if (findElectron() === undefined)
    return 'Electron’s binary is not installed (npx install-electron fetches it).';
  if (!hasDisplay()) return 'There is no display; run under xvfb-run.';
  if (!existsSync(join(root, 'dist/main/main.js')))
    return 'The app is not built; run npm run build.';
  return undefined;
}

/** A folder of the running test's own; the app keeps all its data in it. */
export function homeFolder(): string {
  return test.info().outputPath('home');
}

/** Starts the built app in the real Electron; it ends with the test. */
export async function launchApp(
  ...args: readonly string[]
): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  // Chromium's sandbox refuses to run as root, which only test machines are.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: findElectron() ?? '',
    args: [...asRoot, root, ...args],
    env: { ...(process.env as Record<string, string>), MILLRACE_HOME: homeFolder() },
  });
  running.add(app);
  app.on('close', () => running.delete(app));
  const page = await app.firstWindow();
  // In a home of its own everybody is here for the first time; the tour has tests of its own.
  await page.getByRole('main').waitFor();
  const skip = page.locator('[data-tour="skip"]');
  if (await skip.isVisible()) await skip.click();
  return { app, page };
}

const running = new Set<ElectronApplication>();

/** Ends what a test has started; unsaved work must not hold it up. */
export async function endApps(): Promise<void> {
  for (const app of running) {
    const closed = app.waitForEvent('close');
    await app.evaluate(({ app: electronApp }) => electronApp.exit(0)).catch(() => undefined);
    await closed;
  }
}
