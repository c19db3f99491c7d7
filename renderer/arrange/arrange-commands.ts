import { onlySelectedEdge, onlySelectedNode, useCanvasStore } from '../screen/canvas-store.ts';
import type { Command } from '../commands/command.ts';
import { useDocumentStore } from '../document/document-store.ts';
import {
  alignSelection,
  bypassSelection,
  distributeSelection,
  groupSelection,
  groupsInSelection,
  layOutFlow,
  selectedMovers,
  ungroupSelection,
  walk,
} from './arrange-actions.ts';
import { alignments } from '../document/align.ts';
import { insertIntoSelectedWire } from './edge-tools-store.ts';
import { startKeyWire } from './key-wire-store.ts';
import type { WalkDirection } from './walk-wires.ts';
import type { Alignment } from '../document/align.ts';

const mayEdit = (): boolean => !useDocumentStore.getState().readOnly;
const hasNodes = (count: number): boolean =>
  mayEdit() && useCanvasStore.getState().nodeIds.size >= count;

const alignKeys = {
  left: 'Alt+A',
  center: 'Alt+H',
  right: 'Alt+D',
  top: 'Alt+W',
  middle: 'Alt+V',
  bottom: 'Alt+S',
} as const satisfies Record<Alignment, string>;

const alignTitles = {
  left: 'alignLeft',
  center: 'alignCenter',
  right: 'alignRight',
  top: 'alignTop',
  middle: 'alignMiddle',
  bottom: 'alignBottom',
} as const satisfies Record<Alignment, string>;

const alignCommands = alignments.map((alignment): Command => ({
  id: `arrange.align-${alignment}`,
  title: alignTitles[alignment],
  group: 'arrange',
  keys: [alignKeys[alignment]],
  isAvailable: () => hasNodes(2) && selectedMovers().length >= 2,
  run: () => alignSelection(alignment),
}));

const walkTitles = {
  right: 'walkRight',
  left: 'walkLeft',
  up: 'walkUp',
  down: 'walkDown',
} as const satisfies Record<WalkDirection, string>;

const walkCommands = (['right', 'left', 'up', 'down'] as const).map((direction): Command => ({
  id: `go.walk-${direction}`,
  title: walkTitles[direction],
  group: 'go',
  keys: [`Mod+Arrow${direction.charAt(0).toUpperCase()}${direction.slice(1)}`],
  isAvailable: () =>
    useCanvasStore.getState().nodeIds.size < 2 &&
    Object.keys(useDocumentStore.getState().document.nodes).length > 0,
  run: () => walk(direction),
}));

/** What brings nodes into an order on the canvas, wires them by keys, and walks from one to the next. */
export const arrangeCommands: readonly Command[] = [
  {
    id: 'arrange.lay-out',
    title: 'layOut',
    group: 'arrange',
    keys: ['Shift+L'],
    isAvailable: () =>
      mayEdit() && Object.keys(useDocumentStore.getState().document.nodes).length > 0,
    run: layOutFlow,
  },
  ...alignCommands,
  ...walkCommands,
  {
    id: 'edit.insert-into-wire',
    title: 'insertIntoWire',
    group: 'edit',
    keys: ['I'],
    isAvailable: () => mayEdit() && onlySelectedEdge(useCanvasStore.getState()) !== undefined,
    run: insertIntoSelectedWire,
  },
  {
    id: 'edit.connect',
    title: 'connectByKeys',
    group: 'edit',
    keys: ['C'],
    isAvailable: () => mayEdit() && onlySelectedNode(useCanvasStore.getState()) !== undefined,
    run: startKeyWire,
  },
  {
    id: 'arrange.distribute-horizontally',
    title: 'distributeHorizontally',
    group: 'arrange',
    keys: ['Alt+Shift+H'],
    isAvailable: () => hasNodes(3) && selectedMovers().length >= 3,
    run: () => distributeSelection('horizontal'),
  },
  {
    id: 'arrange.distribute-vertically',
    title: 'distributeVertically',
    group: 'arrange',
    keys: ['Alt+Shift+V'],
    isAvailable: () => hasNodes(3) && selectedMovers().length >= 3,
    run: () => distributeSelection('vertical'),
  },
  {
    id: 'edit.bypass',
    title: 'bypass',
    group: 'edit',
    keys: ['Shift+Delete', 'Mod+Backspace'],
    isAvailable: () => hasNodes(1),
    run: bypassSelection,
  },
  {
    id: 'arrange.group',
    title: 'group',
    group: 'arrange',
    keys: ['Mod+G'],
    isAvailable: () => hasNodes(1),
    run: groupSelection,
  },
  {
    id: 'arrange.ungroup',
    title: 'ungroup',
    group: 'arrange',
    keys: ['Mod+Shift+G'],
    isAvailable: () => hasNodes(1) && groupsInSelection().length > 0,
    run: ungroupSelection,
  },
];
