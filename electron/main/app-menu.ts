import { basename } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { HostCommand, HostMenu, MenuCommand } from '../../core/api/host-bridge.ts';
import { menuKeys } from './menu-keys.ts';

/** What the menu can do; the page carries out every command. */
interface MenuActions {
  readonly send: (command: HostCommand) => void;
  readonly openRecent: (path: string) => void;
  readonly clearRecent: () => void;
}

interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly recentFiles: readonly string[];
  /** What the page says of itself; undefined until it does. */
  readonly page: HostMenu | undefined;
  readonly actions: MenuActions;
}

/** The application menu as data. */
export function buildAppMenu(options: MenuOptions): MenuItemConstructorOptions[] {
  const mac = options.platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    fileMenu(options, mac),
    editMenu(options, mac),
    runMenu(options),
    viewMenu(options),
    { role: 'windowMenu' },
    helpMenu(options),
  ];
}

function item(
  options: MenuOptions,
  command: MenuCommand,
  label: string,
): MenuItemConstructorOptions {
  return {
    id: command,
    label,
    click: () => options.actions.send(command),
    ...menuKeys(options.page?.keys[command], options.platform),
  };
}

function fileMenu(options: MenuOptions, mac: boolean): MenuItemConstructorOptions {
  return {
    label: '&File',
    submenu: [
      item(options, 'new', 'New flow'),
      item(options, 'new-from-template', 'New from template…'),
      item(options, 'open', 'Open…'),
      item(options, 'import', 'Import…'),
      { id: 'recent', label: 'Open recent', submenu: recentMenu(options) },
      { type: 'separator' },
      item(options, 'save', 'Save'),
      item(options, 'save-as', 'Save as…'),
      item(options, 'export', 'Export JSON…'),
      { type: 'separator' },
      { role: mac ? 'close' : 'quit' },
    ],
  };
}

function recentMenu({ recentFiles, actions }: MenuOptions): MenuItemConstructorOptions[] {
  if (recentFiles.length === 0) return [{ label: 'No recent files', enabled: false }];
  return [
    ...recentFiles.map((path) => ({
      label: basename(path),
      sublabel: path,
      toolTip: path,
      click: () => actions.openRecent(path),
    })),
    { type: 'separator' },
    { label: 'Clear the list', click: () => actions.clearRecent() },
  ];
}

function editMenu(options: MenuOptions, mac: boolean): MenuItemConstructorOptions {
  // Off macOS the key stays with the page: in a text field it must undo text, not the canvas.
  const leaveKeyToPage = mac ? {} : { registerAccelerator: false };
  return {
    label: '&Edit',
    submenu: [
      { ...item(options, 'undo', 'Undo'), ...leaveKeyToPage },
      { ...item(options, 'redo', 'Redo'), ...leaveKeyToPage },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  };
}

function runMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&Run',
    submenu: [
      item(options, 'run', 'Run flow'),
      item(options, 'stop', 'Stop'),
      { type: 'separator' },
      item(options, 'save-traffic', 'Save model traffic…'),
      item(options, 'replay-traffic', 'Replay from a traffic file…'),
    ],
  };
}

function viewMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&View',
    submenu: [
      item(options, 'fit', 'Fit flow to window'),
      item(options, 'toggle-theme', 'Switch between light and dark'),
      panelsMenu(options),
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(options.packaged
        ? []
        : [
            { type: 'separator' as const },
            { role: 'reload' as const },
            { role: 'toggleDevTools' as const },
          ]),
    ],
  };
}

/** Every panel of the page, ticked while it is open. */
function panelsMenu({ page, actions }: MenuOptions): MenuItemConstructorOptions {
  const panels = page?.panels ?? [];
  return {
    id: 'panels',
    label: 'Panels',
    enabled: panels.length > 0,
    submenu: panels.map(({ id, title, isOpen }) => ({
      id: `panel:${id}`,
      label: title.replaceAll('&', '&&'),
      type: 'checkbox',
      checked: isOpen,
      click: () => actions.send(`panel:${id}`),
    })),
  };
}

function helpMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    role: 'help',
    submenu: [
      item(options, 'tour', 'Take the tour'),
      item(options, 'shortcuts', 'Keyboard shortcuts'),
    ],
  };
}
