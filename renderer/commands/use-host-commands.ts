import { useEffect } from 'react';
import type { HostCommand, MenuCommand } from '../../core/api/host-bridge.ts';
import { canvasView } from '../screen/canvas-view.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { togglePanel } from '../screen/layout-store.ts';
import { findCommand } from './command-registry.ts';
import { redo, undo } from '../document/document-store.ts';
import { getHost } from '../host/host.ts';
import { toggleTheme } from '../preferences/preferences-store.ts';
import {
  exportFlow,
  newFlow,
  openFlow,
  openHostFile,
  saveFlow,
  saveFlowAs,
} from './file-commands.ts';
import { startRun, stopRun } from './run-commands.ts';
import { askForReplay, saveTraffic } from './traffic-commands.ts';

const commands: Record<MenuCommand, () => void> = {
  new: () => void newFlow(),
  'new-from-template': () => openDialog({ kind: 'templates' }),
  open: () => void openFlow(),
  // The same choice: what another program wrote is recognised.
  import: () => void openFlow(),
  save: () => void saveFlow(),
  'save-as': () => void saveFlowAs(),
  export: () => void exportFlow(),
  undo,
  redo,
  run: () => void startRun(),
  stop: stopRun,
  'save-traffic': () => void saveTraffic(),
  'replay-traffic': askForReplay,
  fit: () => canvasView()?.fit(),
  'toggle-theme': toggleTheme,
  tour: () => findCommand('help.tour')?.run(),
  shortcuts: () => openDialog({ kind: 'shortcuts' }),
};

const panelPrefix = 'panel:';

function carryOut(command: HostCommand): void {
  if (isMenuCommand(command)) commands[command]();
  else togglePanel(command.slice(panelPrefix.length));
}

function isMenuCommand(command: HostCommand): command is MenuCommand {
  return Object.hasOwn(commands, command);
}

/** Follows the host's menu, and files that it is asked to open. */
export function useHostCommands(): void {
  useEffect(() => {
    const host = getHost();
    const stopCommands = host.onCommand(carryOut);
    const stopFiles = host.onOpenFile((file) => void openHostFile(file));
    return () => {
      stopCommands();
      stopFiles();
    };
  }, []);
}
