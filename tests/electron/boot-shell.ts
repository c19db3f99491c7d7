import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import { createEngineClient } from '../../core/api/engine-client.ts';
import type { EngineClient } from '../../core/api/engine-client.ts';
import type { DesktopApi } from '../../core/api/desktop-api.ts';
import { createDesktopBridge } from '../../renderer/host/desktop-bridge.ts';
import type * as FakeState from './fake/state.ts';
import type * as FakeApp from './fake/app.ts';
import type * as FakePage from './fake/page.ts';
import type { FakeBrowserWindow } from './fake/browser-window.ts';
import type { FakeUtilityProcess } from './fake/utility-process.ts';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const realEngine = fileURLToPath(new URL('../../electron/engine/engine.ts', import.meta.url));

interface BootOptions {
  /** What follows the program's name on the command line. */
  readonly commandLine?: readonly string[];
  readonly engineScript?: string;
  /** Set the fake up before the app's code runs. */
  readonly prepare?: (fake: typeof FakeState.fake, folder: string) => void | Promise<void>;
}

/** The app's real main process and preload script, booted on the fake Electron. */
export interface BootedShell {
  readonly fake: typeof FakeState.fake;
  readonly app: typeof FakeApp.app;
  readonly page: typeof FakePage;
  readonly waitUntil: typeof FakeState.waitUntil;
  /** The person's folder: record, secrets and files of this test. */
  readonly folder: string;
  readonly api: () => DesktopApi;
  readonly window: () => FakeBrowserWindow;
  readonly engine: () => FakeUtilityProcess;
  /** Goes the renderer's own way to the engine: nonce, window message, port. */
  readonly connectEngine: () => Promise<EngineClient>;
}

/** Boots the app in a folder of its own; everything ends with the test. */
export async function bootShell(options: BootOptions = {}): Promise<BootedShell> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-shell-'));
  const appFolder = await makeAppFolder(folder);
  vi.resetModules();
  const { fake, waitUntil } = await import('./fake/state.ts');
  const { app } = await import('./fake/app.ts');
  const page = await import('./fake/page.ts');
  Object.assign(fake, {
    appFolder,
    dataFolder: join(folder, 'unused'),
    engineScript: options.engineScript ?? realEngine,
  });
  vi.stubEnv('MILLRACE_HOME', folder);
  const { argv } = process;
  process.argv = ['electron', ...(options.commandLine ?? [])];
  onTestFinished(async () => {
    process.argv = argv;
    vi.unstubAllEnvs();
    fake.disposed = true;
    for (const window of fake.windows.slice()) window.destroy();
    app.quit();
    for (const engine of fake.engines) engine.crash();
    await waitUntil('all engines are gone', () => fake.engines.every(({ alive }) => !alive));
    await rm(folder, { recursive: true, force: true });
  });
  await mkdir(join(folder, 'desktop'));
  await options.prepare?.(fake, folder);
  await import('../../electron/main/main.ts');
  if (fake.hasLock) await waitUntil('the page is loaded', () => fake.page !== undefined);
  const shell: BootedShell = {
    fake,
    app,
    page,
    waitUntil,
    folder,
    api: () => fake.page?.['millrace'] as DesktopApi,
    window: () => required(fake.windows.at(-1), 'window'),
    engine: () => required(fake.engines.at(-1), 'engine'),
    connectEngine: () => connectEngine(shell),
  };
  return shell;
}

async function makeAppFolder(folder: string): Promise<string> {
  const appFolder = join(folder, 'app');
  const renderer = join(appFolder, 'dist', 'renderer');
  await mkdir(join(renderer, 'assets'), { recursive: true });
  await writeFile(join(renderer, 'index.html'), '<!doctype html><title>Millrace</title>');
  await writeFile(join(renderer, 'assets', 'index-abc.js'), 'export {};');
  await writeFile(join(folder, 'outside.txt'), 'not for the page');
  await cp(examples, join(appFolder, 'examples'), { recursive: true });
  return appFolder;
}

async function connectEngine({ api }: BootedShell): Promise<EngineClient> {
  const client = createEngineClient(await createDesktopBridge(api()).connectEngine());
  onTestFinished(() => client.close());
  return client;
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what}.`);
  return value;
}
