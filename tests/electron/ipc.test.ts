import { describe, expect, test, vi } from 'vitest';
import { bootShell } from './boot-shell.ts';
import { FakeFrame } from './fake/browser-window.ts';

const forbidden = {
  ok: false,
  error: { code: 'forbidden', message: 'This page may not talk to the app.' },
};

function createForeignFrames(): (FakeFrame | null)[] {
  const child = new FakeFrame();
  child.url = 'app://millrace/index.html';
  return [null, child];
}

describe('who may talk to the main process', () => {
  test('a frame that is gone, a child frame and a foreign page get nothing', async () => {
    const { page, fake, window } = await bootShell();
    const channels = [...fake.ipcHandlers.keys()];
    expect(channels.toSorted()).toEqual([
      'engine:connect',
      'file:examples',
      'file:initial',
      'file:open',
      'file:save',
      'secret:list',
      'secret:set',
    ]);
    for (const frame of createForeignFrames()) {
      const answers = await Promise.all(
        channels.map((channel) => page.invokeAs(frame, channel, 'some-nonce')),
      );
      expect(answers).toEqual(channels.map(() => forbidden));
    }
    window().webContents.mainFrame.url = 'https://example.com/';
    expect(await page.invokeAs(window().webContents.mainFrame, 'file:open')).toEqual(forbidden);
  });

  test('a foreign notice is dropped and named in the log', async () => {
    const { page, window, waitUntil } = await bootShell();
    const log = vi.spyOn(console, 'error').mockReturnValue();
    for (const frame of createForeignFrames()) page.sendAs(frame, 'document:unsaved', true);
    page.sendAs(window().webContents.mainFrame, 'document:unsaved', 'yes');
    await waitUntil('three are dropped', () => log.mock.calls.length === 3);
    expect(window().shown.edited).toBe(false);
    log.mockRestore();
  });

  test('what the page sends is checked', async () => {
    const { page, window } = await bootShell();
    const frame = window().webContents.mainFrame;
    const wrong: [string, ...unknown[]][] = [
      ['engine:connect'],
      ['engine:connect', 'short'],
      ['file:initial', 'extra'],
      ['file:save', { name: '', text: '' }, { saveAs: false }],
      ['file:save', { name: 'a', text: 1 }, { saveAs: false }],
      ['secret:set', 'bad name', 'x'],
      ['secret:set', 'NAME', ''],
    ];
    const codes = await Promise.all(
      wrong.map(async ([channel, ...args]) => {
        const answer = await page.invokeAs(frame, channel, ...args);
        return (answer as { error?: { code: string } }).error?.code;
      }),
    );
    expect(codes).toEqual(wrong.map(() => 'bad_request'));
  });

  test('the page gets the agreed functions and nothing of Electron', async () => {
    const { fake, api } = await bootShell();
    expect(Object.keys(fake.page ?? {}).filter((key) => key !== 'postMessage')).toEqual([
      'millrace',
    ]);
    expect(api().info).toEqual({ host: 'desktop', version: expect.any(String), platform: 'linux' });
    const functions = Object.entries(api()).filter(([, member]) => typeof member === 'function');
    expect(functions.map(([name]) => name).toSorted()).toEqual([
      'initialFile',
      'listExamples',
      'listSecrets',
      'onCommand',
      'onEngineState',
      'onOpenFile',
      'openFile',
      'requestEnginePort',
      'saveFile',
      'setDocument',
      'setMenu',
      'setRunning',
      'setSecret',
      'setUnsaved',
    ]);
  });
});
