import type { Command } from '../commands/command.ts';
import { openDialog } from '../screen/dialog-store.ts';

/** Puts runs side by side. */
export const compareCommands: readonly Command[] = [
  {
    id: 'run.compare',
    title: 'compareRuns',
    group: 'run',
    run: () => openDialog({ kind: 'choose-runs' }),
  },
];
