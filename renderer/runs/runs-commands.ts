import type { Command } from '../commands/command.ts';
import { returnToFlow } from '../commands/past-run-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { openDialog } from '../screen/dialog-store.ts';

/** What can be done with runs of the past and the record that holds them. */
export const pastRunCommands: readonly Command[] = [
  { id: 'run.record', title: 'record', group: 'run', run: () => openDialog({ kind: 'record' }) },
  {
    id: 'run.back-to-flow',
    title: 'backToFlow',
    group: 'run',
    fixedKeys: ['Escape'],
    isAvailable: () => useDocumentStore.getState().past !== undefined,
    run: returnToFlow,
  },
];
