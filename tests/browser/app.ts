import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
  /** The file that the app opens at start and saves to. */
  readonly flowPath: string;
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
interface AppPage {
  /** Writes the text into the host's flow file and opens the app on it. */
  open(flowText: string, host?: AppHost): Promise<void>;
  /** What the browser may report in this test without failing it. */
  allow(report: RegExp): void;
  /** What the browser reported so far. */
  readonly reports: readonly string[];
}

/** Agrees beforehand to code and to the models of a flow: the question has tests of its own. */
export function trustModels(folder: string, flowText: string): void {
  const names = Array.from(flowText.matchAll(/"connection":\s*"([^"]+)"/g), ([, name]) => name);
  const reaches = [
    { what: 'code', name: '', to: '' },
    ...[...new Set(names)].map((name) => ({ what: 'connection', name, to: '' })),
  ];
  const grant = { id: 'tests', name: 'Tests', grantedMs: 0, reaches, folders: [] };
  const file = { format: 'millrace/trust', formatVersion: 1, grants: [grant], modules: [] };
  writeFileSync(join(folder, 'trust.json'), JSON.stringify(file));
}

/** What all tests of a worker share besides the host. */
interface Stage {
  /** A copy of the built renderer: a build that goes on beside the tests must not change what they look at. */
  readonly builtApp: string;
  readonly models: ModelServer;
}

interface WorkerParts {
  readonly stage: Stage;
  readonly host: AppHost;
}

interface TestParts {
  /** Whether nobody has used this browser for the app before; false unless a test says otherwise. */
  readonly isFirstTime: boolean;
  readonly app: AppPage;
  readonly models: ModelServer;
  /** Starts a host for this test alone, with these variables and no others. */
  readonly startHost: (env?: Readonly<Record<string, string>>) => Promise<AppHost>;
}

export const test = base.extend<TestParts, WorkerParts>({
  contextOptions: { reducedMotion: 'reduce' },
  stage: [
    async ({ browserName }, use) => {
      const builtApp = mkdtempSync(join(tmpdir(), `millrace-${browserName}-`));
      cpSync(fileURLToPath(new URL('../../dist/renderer', import.meta.url)), builtApp, {
        recursive: true,
      });
      const models = await startModelServer();
      await use({ builtApp, models });
      await models.close();
      rmSync(builtApp, { recursive: true });
    },
    { scope: 'worker' },
  ],
  host: [
    async ({ stage }, use) => {
      const host = await openHost(stage.builtApp, { OPENAI_BASE_URL: stage.models.url });
      await use(host);
      await host.close();
    },
    { scope: 'worker' },
  ],
  models: async ({ stage }, use) => {
    await use(stage.models);
    stage.models.answerWith(noScript);
  },
  startHost: async ({ stage }, use) => {
    const hosts: AppHost[] = [];
    await use(async (env = {}) => {
      const host = await openHost(stage.builtApp, env);
      hosts.push(host);
      return host;
    });
    for (const host of hosts) await host.close();
  },
  isFirstTime: [false, { option: true }],
  app: async ({ page, host, isFirstTime }, use) => {
    const reports: string[] = [];
    const allowed: RegExp[] = [];
    await watch(page, reports, isFirstTime);
    await use({
      reports,
      allow: (report) => void allowed.push(report),
      open: async (flowText, on = host) => {
        writeFileSync(on.flowPath, flowText);
        // What the test before did not save is none of this one's business.
        for (const kept of ['recovery', 'versions']) {
          rmSync(join(dirname(on.flowPath), kept), { recursive: true, force: true });
        }
        trustModels(dirname(on.flowPath), flowText);
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

async function startModelServer(): Promise<ModelServer> {
  let script: ChatScript = noScript;
  const server = await startChatServer((request) => script(request));
  return {
    ...server,
    answerWith(next) {
      const first = server.requests.length;
      script = (request) => next({ ...request, index: request.index - first });
    },
  };
}

async function openHost(builtApp: string, env: Readonly<Record<string, string>>): Promise<AppHost> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-browser-'));
  const flowPath = join(folder, 'my.flow.json');
  writeFileSync(flowPath, exampleText('chat'));
  const { PATH, HOME } = process.env;
  const web = await startWebHost({
    port: 0,
    flowFile: flowPath,
    recordPath: join(folder, 'record.db'),
    staticRoot: builtApp,
    // Its own home: connections and formats of whoever runs the tests are none of its business.
    env: { PATH, HOME, MILLRACE_HOME: folder, ...env },
  });
  let session: string | undefined;
  const { origin } = new URL(web.url);
  return {
    web,
    origin,
    flowPath,
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
export function exampleText(name: 'chat' | 'if' | 'weather-agent'): string {
  return readFileSync(new URL(`../../examples/${name}.flow.json`, import.meta.url), 'utf8');
}

/** Notes errors, warnings, broken policies and requests that leave the host. */
async function watch(page: Page, reports: string[], isFirstTime: boolean): Promise<void> {
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
  // Whoever comes for the first time is asked about the tour, which is no part of the other tests.
  await page.addInitScript((asked) => {
    if (asked) localStorage.setItem('millrace.tour', 'asked');
  }, !isFirstTime);
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
