import { isSameValue } from '../../core/model/compare-values.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { isSheet } from './is-sheet.ts';

/** Whether two flows would do the same: where nodes stand, what they are called, and notes change nothing. */
export function isSameWork(one: FlowDocument, other: FlowDocument): boolean {
  return isSameValue(workOf(one), workOf(other));
}

function workOf({ nodes, edges }: FlowDocument): JsonValue {
  const working = Object.entries(nodes)
    .filter(([, node]) => !isSheet(node))
    .map(([nodeId, { kind, settings, parent = '', disabled = false }]): [string, JsonValue] => [
      nodeId,
      { kind, settings, disabled, parent: groupless(nodes, parent) },
    ]);
  const wires = edges.map(({ from, to }) => `${from} ${to}`).toSorted();
  return { nodes: Object.fromEntries(working), wires };
}

/** A parent that only groups nodes means nothing to a run. */
function groupless(nodes: FlowDocument['nodes'], parent: string): string {
  const holder = nodes[parent];
  return holder !== undefined && isSheet(holder) ? '' : parent;
}
