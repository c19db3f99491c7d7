import { openDialog } from '../screen/dialog-store.ts';
import type { Command } from '../commands/command.ts';
import { exportFlow, newFlow, openFlow, saveFlow, saveFlowAs } from '../commands/file-commands.ts';

/** What can be done with files. */
export const fileCommands: readonly Command[] = [
  {
    id: 'file.new',
    title: 'newFlow',
    group: 'file',
    keys: ['Mod+N'],
    reach: 'everywhere',
    run: () => void newFlow(),
  },
  {
    id: 'file.new-from-template',
    title: 'newFromTemplate',
    group: 'file',
    run: () => openDialog({ kind: 'templates' }),
  },
  {
    id: 'file.open',
    title: 'openFlow',
    group: 'file',
    keys: ['Mod+O'],
    reach: 'everywhere',
    run: () => void openFlow(),
  },
  // The same choice: what another program wrote is recognised.
  { id: 'file.import', title: 'importFlow', group: 'file', run: () => void openFlow() },
  {
    id: 'file.save',
    title: 'saveFlow',
    group: 'file',
    keys: ['Mod+S'],
    reach: 'everywhere',
    run: () => void saveFlow(),
  },
  {
    id: 'file.save-as',
    title: 'saveFlowAs',
    group: 'file',
    keys: ['Mod+Shift+S'],
    reach: 'everywhere',
    run: () => void saveFlowAs(),
  },
  {
    id: 'file.export',
    title: 'exportFlow',
    group: 'file',
    keys: ['Mod+Shift+E'],
    reach: 'everywhere',
    run: () => void exportFlow(),
  },
];
