import { onlySelectedNode, useCanvasStore } from '../screen/canvas-store.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { runsFlow } from '../document/flow-path.ts';
import { focusPaletteSearch } from '../screen/palette-search.ts';
import type { Command } from '../commands/command.ts';
import { enterSubFlow, leaveSubFlow } from '../commands/sub-flow-commands.ts';

/** What leads to another place of the flow or of the window. */
export const goCommands: readonly Command[] = [
  {
    id: 'go.palette',
    title: 'palette',
    group: 'go',
    keys: ['Mod+K', 'Mod+Shift+P'],
    reach: 'everywhere',
    run: () => openDialog({ kind: 'palette', start: '' }),
  },
  {
    id: 'go.node',
    title: 'goNode',
    group: 'go',
    keys: ['Mod+P'],
    reach: 'everywhere',
    run: () => openDialog({ kind: 'palette', start: '@' }),
  },
  {
    id: 'go.modules',
    title: 'goModules',
    group: 'go',
    run: focusPaletteSearch,
  },
  {
    id: 'go.enter-sub-flow',
    title: 'enterSubFlow',
    group: 'go',
    keys: ['Alt+ArrowDown'],
    isAvailable: () => {
      const nodeId = onlySelectedNode(useCanvasStore.getState());
      return nodeId !== undefined && runsFlow(useDocumentStore.getState().document, nodeId);
    },
    run: () => {
      const nodeId = onlySelectedNode(useCanvasStore.getState());
      if (nodeId !== undefined) void enterSubFlow(nodeId);
    },
  },
  {
    id: 'go.leave-sub-flow',
    title: 'leaveSubFlow',
    group: 'go',
    keys: ['Alt+ArrowUp'],
    isAvailable: () => useDocumentStore.getState().path.length > 0,
    run: () => leaveSubFlow(useDocumentStore.getState().path.length - 1),
  },
];
