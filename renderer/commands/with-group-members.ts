import type { FlowDocument } from '../../core/model/flow-document.ts';
import { drawnBox } from '../screen/drawn-nodes.ts';
import { collectFollowers } from '../document/group-nodes.ts';

/** Nodes with what stands on the groups among them: what is copied when they are. */
export function withGroupMembers(
  document: FlowDocument,
  nodeIds: readonly string[],
): readonly string[] {
  return [...nodeIds, ...collectFollowers(document, nodeIds, drawnBox).keys()];
}
