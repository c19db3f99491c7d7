import type { FlowNode } from '../../core/model/flow-document.ts';

/** A note is drawn as a sheet of paper: it has no ports and does not run. */
export function isNote(node: Pick<FlowNode, 'kind'>): boolean {
  return node.kind === 'note';
}

/** Size of a note that nobody resized, px at zoom 1. */
export const noteSize = { width: 220, height: 132 } as const;
