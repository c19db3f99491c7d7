import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A browser that starts here, or why there is none. */
export type BrowserChoice =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'none'; readonly reason: string };

const installed: Readonly<Record<string, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** The Chromium that came with npm, else an installed one; MILLRACE_BROWSER names another. */
export async function findBrowser(): Promise<BrowserChoice> {
  const named = process.env['MILLRACE_BROWSER'];
  const candidates = [
    ...(named === undefined ? [] : [named]),
    ...(await bundledChromium()),
    ...(installed[process.platform] ?? []).filter((path) => existsSync(path)),
  ];
  for (const path of candidates) if (await starts(path)) return { kind: 'found', path };
  return {
    kind: 'none',
    reason:
      'No browser starts here: install Chromium (Debian: apt-get install -y chromium) or Google Chrome, then run npm test again.',
  };
}

async function bundledChromium(): Promise<readonly string[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return [await chromium.executablePath()];
  } catch {
    return [];
  }
}

async function starts(path: string): Promise<boolean> {
  // On Windows --version opens a window instead of printing.
  if (process.platform === 'win32') return existsSync(path);
  try {
    await run(path, ['--version', '--no-sandbox'], { timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
