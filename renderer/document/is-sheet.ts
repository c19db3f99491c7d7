import type { FlowNode } from '../../core/model/flow-document.ts';
import { isGroup } from './group-kind.ts';
import { isNote } from './note-kind.ts';

/** How a node that holds no others is drawn. */
export function plainType(node: Pick<FlowNode, 'kind'>): 'flow' | 'note' | 'titled-group' {
  if (isGroup(node)) return 'titled-group';
  return isNote(node) ? 'note' : 'flow';
}

/** Whether a node is only drawn, as notes and groups are: nothing runs there. */
export function isSheet(node: Pick<FlowNode, 'kind'>): boolean {
  return plainType(node) !== 'flow';
}
