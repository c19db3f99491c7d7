import { onlySelectedNode, useCanvasStore } from '../screen/canvas-store.ts';
import { redo, undo, useDocumentStore } from '../document/document-store.ts';
import { openNodeSearch } from '../screen/node-search-store.ts';
import type { Command } from '../commands/command.ts';
import {
  copyNodes,
  cutNodes,
  pasteFromClipboard,
  pasteWired,
} from '../commands/clipboard-commands.ts';
import {
  deleteSelection,
  duplicateSelection,
  renameSelection,
  selectAll,
  toggleSelectionDisabled,
} from '../commands/edit-commands.ts';
import { makeSubFlow } from '../commands/sub-flow-commands.ts';

const mayEdit = (): boolean => !useDocumentStore.getState().readOnly;
const hasNodes = (): boolean => useCanvasStore.getState().nodeIds.size > 0;
const hasSelection = (): boolean => hasNodes() || useCanvasStore.getState().edgeIds.size > 0;

/** What changes the flow, or is the start of it. */
export const editCommands: readonly Command[] = [
  {
    id: 'edit.undo',
    title: 'undo',
    group: 'edit',
    keys: ['Mod+Z'],
    reach: 'not-in-foreign-text',
    isAvailable: () => useDocumentStore.temporal.getState().pastStates.length > 0,
    run: undo,
  },
  {
    id: 'edit.redo',
    title: 'redo',
    group: 'edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    reach: 'not-in-foreign-text',
    isAvailable: () => useDocumentStore.temporal.getState().futureStates.length > 0,
    run: redo,
  },
  {
    id: 'edit.cut',
    title: 'cut',
    group: 'edit',
    fixedKeys: ['Mod+X'],
    isAvailable: () => mayEdit() && hasNodes(),
    run: cutNodes,
  },
  {
    id: 'edit.copy',
    title: 'copy',
    group: 'edit',
    fixedKeys: ['Mod+C'],
    isAvailable: hasNodes,
    run: copyNodes,
  },
  {
    id: 'edit.paste',
    title: 'paste',
    group: 'edit',
    fixedKeys: ['Mod+V'],
    isAvailable: mayEdit,
    run: pasteFromClipboard,
  },
  {
    id: 'edit.paste-wired',
    title: 'pasteWired',
    group: 'edit',
    fixedKeys: ['Mod+Shift+V'],
    isAvailable: mayEdit,
    run: pasteWired,
  },
  {
    id: 'edit.duplicate',
    title: 'duplicate',
    group: 'edit',
    keys: ['Mod+D'],
    isAvailable: () => mayEdit() && hasNodes(),
    run: duplicateSelection,
  },
  {
    id: 'edit.delete',
    title: 'delete',
    group: 'edit',
    keys: ['Delete', 'Backspace'],
    isAvailable: () => mayEdit() && hasSelection(),
    run: deleteSelection,
  },
  {
    id: 'edit.rename',
    title: 'rename',
    group: 'edit',
    keys: ['F2'],
    isAvailable: () => mayEdit() && onlySelectedNode(useCanvasStore.getState()) !== undefined,
    run: renameSelection,
  },
  {
    id: 'edit.disable',
    title: 'disable',
    group: 'edit',
    keys: ['M'],
    isAvailable: () => mayEdit() && hasNodes(),
    run: toggleSelectionDisabled,
  },
  {
    id: 'edit.make-sub-flow',
    title: 'makeSubFlow',
    group: 'edit',
    keys: ['Mod+Alt+G'],
    isAvailable: () => mayEdit() && hasNodes(),
    run: makeSubFlow,
  },
  {
    id: 'edit.add-node',
    title: 'addNode',
    group: 'edit',
    keys: ['Tab'],
    isAvailable: mayEdit,
    run: openNodeSearch,
  },
  { id: 'edit.select-all', title: 'selectAll', group: 'edit', keys: ['Mod+A'], run: selectAll },
];
