import i18next from 'i18next';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { Command } from '../commands/command.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { isCollapsed, toggleCollapsed } from '../document/node-look.ts';
import { announce, useCanvasStore } from '../screen/canvas-store.ts';
import { isDrawnAsFrame } from '../commands/drop-nodes.ts';
import { isSheet } from '../document/is-sheet.ts';

/** Whether a node has a title bar to collapse to: containers show what lies in them, and sheets are all text. */
export function isCollapsible({ nodes }: Pick<FlowDocument, 'nodes'>, nodeId: string): boolean {
  const node = nodes[nodeId];
  return node !== undefined && !isSheet(node) && !isDrawnAsFrame(nodeId);
}

function collapsibleSelection(): readonly string[] {
  const { document } = useDocumentStore.getState();
  return [...useCanvasStore.getState().nodeIds].filter((nodeId) => isCollapsible(document, nodeId));
}

/** Collapses nodes to their title bars, or opens them; one step to undo. */
export function collapseNodes(nodeIds: readonly string[]): void {
  edit((flow) => toggleCollapsed(flow, nodeIds));
  const [first] = nodeIds;
  const { layout } = useDocumentStore.getState().document;
  const collapsed = first !== undefined && isCollapsed(layout[first]);
  announce(i18next.t(collapsed ? 'nodeCollapsed' : 'nodeOpened', { ns: 'canvas' }));
}

/** How nodes look on the canvas. */
export const nodeLookCommands: readonly Command[] = [
  {
    id: 'view.collapse',
    title: 'collapseNodes',
    group: 'view',
    keys: ['H'],
    isAvailable: () => !useDocumentStore.getState().readOnly && collapsibleSelection().length > 0,
    run: () => collapseNodes(collapsibleSelection()),
  },
];
