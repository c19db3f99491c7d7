import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readPlaywrightReport, readVitestReport, type Counts } from './counts.ts';
import { findBrowser } from './find-browser.ts';

/** One thing that npm test does. */
export interface Step {
  readonly name: string;
  /** A JavaScript file of a package and its arguments; run by this very Node. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Counts from the runner's own report. */
  readonly report?: () => Counts | undefined;
  /** Why it cannot run here. */
  readonly skip?: string;
  /** A step that counts as failed when it cannot run. */
  readonly required?: boolean;
}

const format: Step = { name: 'Format', command: ['node_modules/oxfmt/bin/oxfmt', '--check'] };
const lint: Step = { name: 'Lint', command: ['node_modules/oxlint/bin/oxlint', '--type-aware'] };
const types: Step = { name: 'Types', command: ['node_modules/typescript/bin/tsc', '-b'] };
const unused: Step = { name: 'Unused code', command: ['node_modules/knip/bin/knip.js'] };
const build: Step = {
  name: 'Build',
  command: ['node_modules/vite/bin/vite.js', 'build', '--app', '--logLevel', 'warn'],
};

function vitest(name: string, report: string, args: readonly string[]): Step {
  const path = `.cache/checks/${report}.json`;
  return {
    name,
    command: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${path}`,
      ...args,
    ],
    report: () => readVitestReport(path),
  };
}

function playwright(
  name: string,
  report: string,
  config: string,
  env: Readonly<Record<string, string>>,
): Step {
  const path = `.cache/checks/${report}.json`;
  return {
    name,
    command: [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--config',
      config,
      '--reporter=list,json',
    ],
    // Absolute: Playwright takes a relative one from its config's folder.
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: resolve(path) },
    report: () => readPlaywrightReport(path),
  };
}

export const fastSteps: readonly Step[] = [
  format,
  lint,
  types,
  vitest('Unit and contract tests', 'unit', ['--project', 'node', 'tests/unit', 'tests/contract']),
];

export const fullSteps: readonly Step[] = [
  format,
  lint,
  types,
  unused,
  build,
  vitest('Unit, contract, process and desktop-shell tests', 'vitest', []),
];

/** The steps that need a browser or Electron's binary; each says why where it cannot run. */
export async function browserSteps(): Promise<readonly Step[]> {
  const browser = await findBrowser();
  const web = playwright(
    'Browser tests',
    'browser',
    'tests/browser/playwright.config.ts',
    browser.kind === 'found' ? { MILLRACE_BROWSER: browser.path } : {},
  );
  const app = playwright(
    'Desktop app tests',
    'electron-app',
    'tests/electron-app/playwright.config.ts',
    {},
  );
  return [
    browser.kind === 'found' ? web : { ...web, skip: browser.reason, required: true },
    hasElectronBinary()
      ? app
      : { ...app, skip: 'Electron’s binary is not installed (npx install-electron fetches it).' },
  ];
}

function hasElectronBinary(): boolean {
  return existsSync('node_modules/electron/path.txt') && existsSync('node_modules/electron/dist');
}
