import type { Command } from '../commands/command.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { isUnsaved, useDocumentStore } from '../document/document-store.ts';
import { showDifference } from './difference-store.ts';

/** What was kept of a person's work, and what changed in it. */
export const versionCommands: readonly Command[] = [
  {
    id: 'versions.list',
    title: 'versions',
    group: 'file',
    run: () => openDialog({ kind: 'versions' }),
  },
  {
    id: 'versions.mark',
    title: 'markVersion',
    group: 'file',
    isAvailable: () => Object.keys(useDocumentStore.getState().root.nodes).length > 0,
    run: () => openDialog({ kind: 'mark-version' }),
  },
  {
    id: 'versions.changes',
    title: 'showChanges',
    group: 'file',
    isAvailable: () => isUnsaved(useDocumentStore.getState()),
    run: () => showDifference({ kind: 'saved' }, { kind: 'now' }),
  },
  {
    id: 'versions.recover',
    title: 'recover',
    group: 'file',
    run: () => openDialog({ kind: 'recovery' }),
  },
];
