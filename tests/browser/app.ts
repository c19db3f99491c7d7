import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { startWebHost } from '../../core/bin/web-host.ts';
import type { WebHost } from '../../core/bin/web-host.ts';
import { refuse, startChatServer } from '../servers/chat-server.ts';
import type { ChatScript, ChatServer } from '../servers/chat-server.ts';
import { runButton } from './screen.ts';

/** A real web host with its own engine, record and flow file, all in a folder of its own. */
export interface AppHost {
  readonly web: WebHost;
  readonly origin: string;
  readonly folder: string;
  readonly flowPath: string;
  readonly recordPath: string;
  /** Gives a browser the session; the start address does so once, and only for one browser. */
  letIn(context: BrowserContext): Promise<void>;
  close(): Promise<void>;
}

/** The model behind the connection `openai` of the shared host: a real HTTP server. */
interface ModelServer extends ChatServer {
  /** Answers every further request of this test by the script, which sees them counted from 0. */
  answerWith(script: ChatScript): void;
}

/** The page under test; it fails its test for every error that the browser reports. */
export interface AppPage {
  /** Writes the text into the host's flow file and opens the app on it. */
  open(flowText: string, host?: AppHost): Promise<void>;
  /** What the browser may report in this test without failing it. */
  allow(report: RegExp): void;
  /** What the browser reported so far. */
  readonly reports: readonly string[];
}

interface HostOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly recordPath?: string;
}

interface WorkerParts {
  readonly builtApp: string;
  readonly models: ModelServer;
  readonly host: AppHost;
}

interface TestParts {
  readonly app: AppPage;
  /** A host for this test alone, without the shared one's variables. */
  readonly startHost: (options?: HostOptions) => Promise<AppHost>;
  readonly ownModels: void;
}

export const test = base.extend<TestParts, WorkerParts>({
  contextOptions: { reducedMotion: 'reduce' },
  builtApp: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'millrace-app-'));
      // A copy: a build that goes on beside the tests must not change what they look at.
      cpSync(fileURLToPath(new URL('../../dist/renderer', import.meta.url)), folder, {
        recursive: true,
      });
      await use(folder);
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  models: [
    async ({}, use) => {
      let script: ChatScript = noScript;
      const server = await startChatServer((request) => script(request));
      await use({
        ...server,
        answerWith(next) {
          const first = server.requests.length;
          script = (request) => next({ ...request, index: request.index - first });
        },
      });
      await server.close();
    },
    { scope: 'worker' },
  ],
  host: [
    async ({ builtApp, models }, use) => {
      const host = await openHost(builtApp, { env: { OPENAI_BASE_URL: models.url } });
      await use(host);
      await host.close();
    },
    { scope: 'worker' },
  ],
  ownModels: [
    async ({ models }, use) => {
      models.answerWith(noScript);
      await use();
    },
    { auto: true },
  ],
  startHost: async ({ builtApp }, use) => {
    const hosts: AppHost[] = [];
    await use(async (options = {}) => {
      const host = await openHost(builtApp, options);
      hosts.push(host);
      return host;
    });
    for (const host of hosts) await host.close();
  },
  app: async ({ page, host }, use) => {
    const reports: string[] = [];
    const allowed: RegExp[] = [];
    await watch(page, reports);
    await use({
      reports,
      allow: (report) => void allowed.push(report),
      open: async (flowText, on = host) => {
        writeFileSync(on.flowPath, flowText);
        await on.letIn(page.context());
        await page.goto(`${on.origin}/`);
        await expect(runButton(page)).toBeEnabled();
      },
    });
    expect(reports.filter((report) => !allowed.some((known) => known.test(report)))).toEqual([]);
  },
});

export { expect };

function noScript(): ReturnType<typeof refuse> {
  return refuse(500, 'This test did not expect a request to a model.');
}

async function openHost(builtApp: string, options: HostOptions): Promise<AppHost> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-browser-'));
  const flowPath = join(folder, 'my.flow.json');
  const recordPath = options.recordPath ?? join(folder, 'record.db');
  writeFileSync(flowPath, exampleText('chat'));
  const { PATH, HOME } = process.env;
  const web = await startWebHost({
    port: 0,
    flowFile: flowPath,
    recordPath,
    staticRoot: builtApp,
    env: { PATH, HOME, ...options.env },
  });
  let session: string | undefined;
  const { origin } = new URL(web.url);
  return {
    web,
    origin,
    folder,
    flowPath,
    recordPath,
    async letIn(context) {
      session ??= (await fetch(web.url)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const [name = '', value = ''] = session.split('=');
      await context.addCookies([{ name, value, url: origin, sameSite: 'Strict', httpOnly: true }]);
    },
    async close() {
      await web.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The text of an example that ships. */
export function exampleText(name: 'chat' | 'weather-agent'): string {
  return readFileSync(new URL(`../../examples/${name}.flow.json`, import.meta.url), 'utf8');
}

/** Notes errors, warnings, broken policies and requests that leave the host. */
async function watch(page: Page, reports: string[]): Promise<void> {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      reports.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => reports.push(`page error: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') {
      reports.push(`request to ${request.url()}`);
    }
  });
  await page.exposeFunction('reportViolation', (violation: string) =>
    reports.push(`policy violation: ${violation}`),
  );
  await page.addInitScript(() => {
    const { reportViolation } = globalThis as unknown as {
      reportViolation(violation: string): void;
    };
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber, columnNumber } = event;
      reportViolation(
        `${effectiveDirective} ${blockedURI} at ${sourceFile}:${lineNumber}:${columnNumber}`,
      );
    });
  });
}
