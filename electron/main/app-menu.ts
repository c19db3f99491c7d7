import { basename } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { HostCommand } from '../../core/api/host-bridge.ts';

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
  ];
}

function item(
  options: MenuOptions,
  command: HostCommand,
  label: string,
  accelerator?: string,
): MenuItemConstructorOptions {
  return {
    id: command,
    label,
    click: () => options.actions.send(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  };
}

function fileMenu(options: MenuOptions, mac: boolean): MenuItemConstructorOptions {
  return {
    label: '&File',
    submenu: [
      item(options, 'new', 'New flow', 'CmdOrCtrl+N'),
      item(options, 'new-from-template', 'New from template…'),
      item(options, 'open', 'Open…', 'CmdOrCtrl+O'),
      item(options, 'import', 'Import…'),
      { id: 'recent', label: 'Open recent', submenu: recentMenu(options) },
      { type: 'separator' },
      item(options, 'save', 'Save', 'CmdOrCtrl+S'),
      item(options, 'save-as', 'Save as…', 'CmdOrCtrl+Shift+S'),
      item(options, 'export', 'Export JSON…', 'CmdOrCtrl+Shift+E'),
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
  const redoKey = options.platform === 'win32' ? 'Ctrl+Y' : 'CmdOrCtrl+Shift+Z';
  return {
    label: '&Edit',
    submenu: [
      { ...item(options, 'undo', 'Undo', 'CmdOrCtrl+Z'), ...leaveKeyToPage },
      { ...item(options, 'redo', 'Redo', redoKey), ...leaveKeyToPage },
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
      item(options, 'run', 'Run flow', 'CmdOrCtrl+Enter'),
      item(options, 'stop', 'Stop', 'CmdOrCtrl+.'),
      { type: 'separator' },
      item(options, 'save-traffic', 'Save model traffic…', 'CmdOrCtrl+Shift+L'),
      item(options, 'replay-traffic', 'Replay from a traffic file…', 'CmdOrCtrl+Shift+Enter'),
    ],
  };
}

function viewMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&View',
    submenu: [
      item(options, 'fit', 'Fit flow to window', 'CmdOrCtrl+Shift+0'),
      item(options, 'toggle-theme', 'Switch between light and dark'),
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
