import { expect, test } from 'vitest';
import { buildAppMenu } from '../../electron/main/app-menu.ts';
import { bootShell } from './boot-shell.ts';

type Item = Electron.MenuItemConstructorOptions;

function flatten(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...flatten((item.submenu as Item[] | undefined) ?? [])]);
}

const noActions = {
  send: () => undefined,
  openRecent: () => undefined,
  clearRecent: () => undefined,
};

test('every command of the menu reaches the page', async () => {
  const { fake, api, waitUntil } = await bootShell();
  const received: string[] = [];
  api().onCommand((command) => received.push(command));
  const items = flatten(fake.menu).filter(
    ({ id, click }) => id !== undefined && click !== undefined,
  );
  for (const { click } of items) click?.({} as never, undefined, {});
  await waitUntil('all have arrived', () => received.length === items.length);
  expect(received).toEqual([
    'new',
    'new-from-template',
    'open',
    'import',
    'save',
    'save-as',
    'export',
    'undo',
    'redo',
    'run',
    'stop',
    'save-traffic',
    'replay-traffic',
    'fit',
    'toggle-theme',
  ]);
});

test('a listener that was taken off hears nothing', async () => {
  const { fake, api, waitUntil } = await bootShell();
  const [first, second]: string[][] = [[], []];
  const stop = api().onCommand((command) => first?.push(command));
  api().onCommand((command) => second?.push(command));
  stop();
  const run = flatten(fake.menu).find(({ id }) => id === 'run');
  run?.click?.({} as never, undefined, {});
  await waitUntil('it has arrived', () => second?.length === 1);
  expect([first, second]).toEqual([[], ['run']]);
});

test.each(['darwin', 'win32', 'linux'] as const)(
  'no accelerator is given twice on %s',
  (platform) => {
    const menu = buildAppMenu({ platform, packaged: true, recentFiles: [], actions: noActions });
    const keys = flatten(menu).flatMap(({ accelerator }) =>
      accelerator === undefined ? [] : [accelerator],
    );
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
    expect(keys).toContain('CmdOrCtrl+Enter');
    const undo = flatten(menu).find(({ id }) => id === 'undo');
    expect(undo?.registerAccelerator).toBe(platform === 'darwin' ? undefined : false);
    expect(menu[0]?.role === 'appMenu').toBe(platform === 'darwin');
    expect(flatten(menu).some(({ role }) => role === 'toggleDevTools')).toBe(false);
  },
);
