import { openDialog } from '../screen/dialog-store.ts';
import { startTour } from '../tour/tour-store.ts';
import type { Command } from '../commands/command.ts';

/** How the program is set up, and what explains it. */
export const helpCommands: readonly Command[] = [
  {
    id: 'help.shortcuts',
    title: 'shortcuts',
    group: 'help',
    keys: ['?'],
    run: () => openDialog({ kind: 'shortcuts' }),
  },
  { id: 'help.tour', title: 'tour', group: 'help', run: () => void startTour() },
  {
    id: 'help.connections',
    title: 'connections',
    group: 'help',
    run: () => openDialog({ kind: 'connections' }),
  },
  {
    id: 'help.formats',
    title: 'formats',
    group: 'help',
    run: () => openDialog({ kind: 'formats' }),
  },
  { id: 'help.trust', title: 'trust', group: 'help', run: () => openDialog({ kind: 'trust' }) },
];
