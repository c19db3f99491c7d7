import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { EngineSession } from '../../core/bin/engine-session.ts';
import type { DesktopAnswer, DesktopApi, EnginePortMessage } from '../../core/api/desktop-api.ts';
import type { SecretStatus } from '../../core/api/host-bridge.ts';
import { createTextChannel } from '../../core/api/text-channel.ts';
import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import { trustModels, type AppHost } from './app.ts';
import { runButton } from './screen.ts';

/** The page as the desktop app shows it: the real page and a real engine, with a shell of our own between them. */
export interface DesktopApp {
  /** What the shell keeps, by name; the engine sees every change at once. */
  readonly secrets: Map<string, string>;
  /** How the shell says that keys rest. */
  protection: SecretStatus['protection'];
  /** Makes the next change fail in the shell. */
  failNext(message: string): void;
  close(): Promise<void>;
}

/** What the page side of the shell calls in this process. */
interface ShellCalls {
  openEngine(): Promise<void>;
  sendToEngine(text: string): Promise<void>;
  listSecrets(): Promise<DesktopAnswer<SecretStatus>>;
  setSecret(name: string, value: string | null): Promise<DesktopAnswer<SecretStatus>>;
}

/** Opens a flow in the desktop's page. `host` only hands out the page's files. */
export async function openDesktopApp(
  page: Page,
  host: AppHost,
  flowText: string,
  connections: readonly ConnectionSettings[],
): Promise<DesktopApp> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-desktop-'));
  const file = { format: 'millrace/connections', version: 1, connections };
  writeFileSync(join(folder, 'connections.json'), JSON.stringify(file));
  trustModels(folder, flowText);
  const secrets = new Map<string, string>();
  const session = new EngineSession({
    recordPath: join(folder, 'record.db'),
    version: 'test',
    deletesOldRuns: false,
    env: {},
    secrets: { get: (name) => secrets.get(name), values: () => Array.from(secrets.values()) },
  });
  let failure: string | undefined;
  const app: DesktopApp = {
    secrets,
    protection: 'keychain',
    failNext: (message) => (failure = message),
    async close() {
      await session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const status = (): DesktopAnswer<SecretStatus> => ({
    ok: true,
    value: {
      protection: app.protection,
      secrets: Array.from(secrets.keys(), (name) => ({ name, set: true as const })),
    },
  });
  let receive: ((text: string) => void) | undefined;
  const calls: ShellCalls = {
    async openEngine() {
      session.serve(
        createTextChannel({
          send: (text) => void page.evaluate(deliver, text).catch(() => undefined),
          onText: (listener) => (receive = listener),
          onClose: (listener) => void page.once('close', listener),
          close: () => undefined,
        }),
      );
    },
    sendToEngine: async (text) => receive?.(text),
    listSecrets: async () => status(),
    async setSecret(name, value) {
      if (failure !== undefined) {
        const error = { code: 'secrets_unwritable', message: failure };
        failure = undefined;
        return { ok: false, error };
      }
      if (value === null) secrets.delete(name);
      else secrets.set(name, value);
      return status();
    },
  };
  for (const [name, call] of Object.entries(calls)) await page.exposeFunction(name, call);
  await page.addInitScript(installShell, flowText);
  await host.letIn(page.context());
  await page.goto(`${host.origin}/`);
  await expect(runButton(page)).toBeEnabled();
  return app;
}

/** Runs in the page: a message of the engine has come. */
function deliver(text: string): void {
  (globalThis as unknown as { deliverToPage(text: string): void }).deliverToPage(text);
}

/** Runs in the page before its own code: the shell's functions, as the preload script exposes them. */
function installShell(flowText: string): void {
  localStorage.setItem('millrace.tour', 'asked');
  const calls = globalThis as unknown as ShellCalls;
  const target = globalThis as unknown as {
    millrace: DesktopApi;
    deliverToPage(text: string): void;
  };
  const nothing = (): void => undefined;
  target.millrace = {
    info: { host: 'desktop', version: 'test', platform: 'linux' },
    async requestEnginePort(nonce) {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', ({ data }) => {
        void calls.sendToEngine(JSON.stringify(data));
      });
      port1.start();
      target.deliverToPage = (text) => port1.postMessage(JSON.parse(text));
      await calls.openEngine();
      const message: EnginePortMessage = { type: 'millrace-engine-port', nonce };
      globalThis.postMessage(message, location.origin, [port2]);
      return { ok: true, value: null };
    },
    initialFile: async () => ({ ok: true, value: { name: 'my.flow.json', text: flowText } }),
    listExamples: async () => ({ ok: true, value: [] }),
    openFile: async () => ({ ok: true, value: null }),
    saveFile: async () => ({ ok: true, value: null }),
    setUnsaved: nothing,
    setDocument: nothing,
    setRunning: nothing,
    setMenu: nothing,
    onCommand: () => nothing,
    onOpenFile: () => nothing,
    onEngineState: () => nothing,
    listSecrets: () => calls.listSecrets(),
    setSecret: (name, value) => calls.setSecret(name, value),
  };
}
