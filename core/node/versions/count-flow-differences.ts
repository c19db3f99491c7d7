import { compareFlows } from '../../model/compare-flows.ts';
import type { FlowDocument } from '../../model/flow-document.ts';
import { countDifferences, type DifferenceCounts } from '../../model/flow-difference.ts';
import { parseFlow } from '../../model/flow-file.ts';

const nothing: FlowDocument = {
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'nothing',
  name: '',
  description: '',
  nodes: {},
  edges: [],
  layout: {},
};

/** How much is different between two texts of flows; undefined where one is none. Without `before` all of it came in. */
export function countFlowDifferences(
  before: string | undefined,
  after: string,
): DifferenceCounts | undefined {
  const is = parseFlow(after).document;
  if (is === undefined) return undefined;
  // Of a new flow only its nodes and wires are worth telling.
  const { id, name, description } = is;
  const was =
    before === undefined ? { ...nothing, id, name, description } : parseFlow(before).document;
  return was === undefined ? undefined : countDifferences(compareFlows(was, is));
}
