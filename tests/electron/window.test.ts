import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bootShell } from './boot-shell.ts';

describe('start', () => {
  test('one sandboxed window on our own page', async () => {
    const { fake, window, waitUntil, folder } = await bootShell();
    await waitUntil('the window shows', () => window().shown.visible);
    const { webPreferences, title, show } = window().options;
    expect({
      webPreferences,
      title,
      show,
      sandbox: fake.sandboxEnabled,
      schemes: fake.schemes,
    }).toEqual({
      title: 'Millrace',
      show: false,
      sandbox: true,
      schemes: [
        {
          scheme: 'app',
          privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
        },
      ],
      webPreferences: {
        preload: join(folder, 'app', 'dist', 'preload', 'preload.cjs'),
        additionalArguments: ['--millrace-version=9.8.7'],
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
      },
    });
    expect(window().webContents.mainFrame.url).toBe('app://millrace/index.html');
  });

  test('the window comes back where it stood', async () => {
    const bounds = { x: 50, y: 60, width: 900, height: 650 };
    const { window, folder } = await bootShell({
      prepare: (_fake, home) =>
        writeFileSync(
          join(home, 'desktop', 'window.json'),
          JSON.stringify({ bounds, maximized: false }),
        ),
    });
    expect(window().options).toMatchObject(bounds);
    window().close();
    expect(JSON.parse(await readFile(join(folder, 'desktop', 'window.json'), 'utf8'))).toEqual({
      bounds: { x: 10, y: 20, width: 1000, height: 700 },
      maximized: false,
    });
  });

  test('a place off the screen or a damaged state is forgotten', async () => {
    const lost = { bounds: { x: 9000, y: 60, width: 900, height: 650 }, maximized: false };
    for (const text of [JSON.stringify(lost), '{"bounds":']) {
      const { window } = await bootShell({
        prepare: (_fake, home) => writeFileSync(join(home, 'desktop', 'window.json'), text),
      });
      expect(window().options).toMatchObject({ width: 1360, height: 860 });
      expect(window().options.x).toBeUndefined();
    }
  });

  test('a second instance ends and hands its file over', async () => {
    const { fake, folder } = await bootShell({
      commandLine: ['.', 'sub/some.flow.json', '--flag'],
      prepare: (state) => {
        state.hasLock = false;
      },
    });
    expect(fake.lockData).toEqual({ file: join(process.cwd(), 'sub/some.flow.json') });
    expect({ windows: fake.windows.length, exit: fake.exitCode, folder }).toMatchObject({
      windows: 0,
      exit: 0,
    });
  });
});

describe('navigation and permissions', () => {
  test('the page cannot leave, open windows or embed others', async () => {
    const { fake, window } = await bootShell();
    const { emitPreventable } = await import('./fake/state.ts');
    const contents = window().webContents;
    const outcome = (name: string, url: string): boolean =>
      emitPreventable(contents, name, { url }).prevented;
    const bad = [
      'https://example.com/',
      'file:///etc/passwd',
      'app://other/',
      'javascript:alert(1)',
      'nonsense',
    ];
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(bad.map((url) => outcome(name, url))).toEqual(bad.map(() => true));
      expect(outcome(name, 'app://millrace/index.html')).toBe(false);
    }
    expect(emitPreventable(contents, 'will-attach-webview').prevented).toBe(true);
    const links = [
      'https://example.com/a',
      'file:///etc/passwd',
      'smb://host/x',
      'javascript:alert(1)',
    ];
    const answers = links.map((url) => contents.windowOpenHandler?.({ url } as never));
    expect(answers).toEqual(links.map(() => ({ action: 'deny' })));
    expect(fake.externalLinks).toEqual(['https://example.com/a']);
  });

  test('every permission but writing to the clipboard is denied', async () => {
    const { fake } = await bootShell();
    const wishes = [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'clipboard-sanitized-write',
    ];
    const asked = wishes.map((wish) => {
      let granted: boolean | undefined;
      fake.permissions.request?.(
        {} as never,
        wish as never,
        (answer) => (granted = answer),
        {} as never,
      );
      return [granted, fake.permissions.check?.({} as never, wish as never, '', {} as never)];
    });
    expect(asked).toEqual(
      wishes.map((wish) => Array(2).fill(wish === 'clipboard-sanitized-write')),
    );
  });
});

describe('app:// protocol', () => {
  test('serves the built page with the policy', async () => {
    const { fake } = await bootShell();
    const get = async (url: string, method = 'GET'): Promise<[number, string | null]> => {
      const response = await fake.protocolHandlers.get('app')?.(new Request(url, { method }));
      expect(response?.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/,
      );
      return [response?.status ?? 0, response?.headers.get('content-type') ?? null];
    };
    expect(await get('app://millrace/')).toEqual([200, 'text/html; charset=utf-8']);
    expect(await get('app://millrace/assets/index-abc.js?x=1')).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ]);
    expect((await get('app://millrace/missing.js'))[0]).toBe(404);
    expect((await get('app://millrace/', 'POST'))[0]).toBe(405);
  });

  test('gives out nothing outside its folder', async () => {
    const { fake } = await bootShell();
    const escapes = [
      'app://millrace/..%2f..%2f..%2foutside.txt',
      'app://millrace/assets/..%2F..%2F..%2F..%2Foutside.txt',
      'app://millrace/%2e%2e/%2e%2e/%2e%2e/outside.txt',
      'app://millrace/..%5c..%5coutside.txt',
      'app://millrace//etc/passwd',
      'app://millrace/%2fetc%2fpasswd',
      'app://millrace/index.html%00.js',
      'app://millrace/%E0%A4%A',
      'app://millrace/assets',
      'app://elsewhere/index.html',
    ];
    const statuses = await Promise.all(
      escapes.map(
        async (url) => (await fake.protocolHandlers.get('app')?.(new Request(url)))?.status,
      ),
    );
    expect(statuses).toEqual(escapes.map(() => 404));
  });
});
