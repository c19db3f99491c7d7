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
    'tour',
    'shortcuts',
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

const page = {
  keys: {
    run: 'Mod+Enter',
    undo: 'Mod+Z',
    redo: 'Mod+Y',
    fit: '1',
    'toggle-theme': 'Alt+ArrowUp',
    shortcuts: 'F1',
    new: 'É',
  },
  panels: [
    { id: 'trace', title: 'Trace', isOpen: true },
    { id: 'chat', title: 'Talk & more', isOpen: false },
  ],
} as const;

test.each(['darwin', 'win32', 'linux'] as const)(
  'the menu shows the page’s keys on %s, and takes none that writes text',
  (platform) => {
    const menu = buildAppMenu({
      platform,
      packaged: true,
      recentFiles: [],
      page,
      actions: noActions,
    });
    const shown = flatten(menu).flatMap(({ id, accelerator, registerAccelerator }) =>
      accelerator === undefined ? [] : [[id, accelerator, registerAccelerator]],
    );
    const isMac = platform === 'darwin';
    const leftToPage = isMac ? undefined : false;
    expect(shown).toEqual([
      ['undo', 'CmdOrCtrl+Z', leftToPage],
      ['redo', 'CmdOrCtrl+Y', leftToPage],
      ['run', 'CmdOrCtrl+Enter', undefined],
      ...(isMac ? [] : [['fit', '1', false]]),
      ['toggle-theme', 'Alt+Up', undefined],
      ['shortcuts', 'F1', undefined],
    ]);
    expect(menu[0]?.role === 'appMenu').toBe(isMac);
    expect(flatten(menu).some(({ role }) => role === 'toggleDevTools')).toBe(false);
  },
);

test('the page’s keys and panels come into the menu, and a panel’s item goes back to the page', async () => {
  const { fake, api, page: fakePage, window, waitUntil } = await bootShell();
  const find = (id: string): Item | undefined => flatten(fake.menu).find((item) => item.id === id);
  expect([find('run')?.accelerator, find('panels')?.enabled]).toEqual([undefined, false]);
  api().setMenu(page);
  await waitUntil('the menu is another one', () => find('run')?.accelerator !== undefined);
  expect([
    find('run')?.accelerator,
    find('panel:trace')?.checked,
    find('panel:chat')?.checked,
    find('panel:chat')?.label,
  ]).toEqual(['CmdOrCtrl+Enter', true, false, 'Talk && more']);

  // What is no menu is dropped: the one before stays.
  const { mainFrame } = window().webContents;
  fakePage.sendAs(mainFrame, 'menu:shown', { keys: { run: 'Mod+Enter; rm' }, panels: [] });
  fakePage.sendAs(mainFrame, 'menu:shown', { keys: { explode: 'X' }, panels: [] });
  api().setMenu({ ...page, keys: { run: 'F5' } });
  await waitUntil('the keys are the new ones', () => find('run')?.accelerator === 'F5');

  const received: string[] = [];
  api().onCommand((command) => received.push(command));
  find('panel:chat')?.click?.({} as never, undefined, {});
  await waitUntil('it has arrived', () => received.length === 1);
  expect(received).toEqual(['panel:chat']);
});
