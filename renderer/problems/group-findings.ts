import type { Finding } from '../../core/model/finding.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';

/** The findings about one node, or about the flow itself. */
export interface FindingGroup {
  /** Undefined for the flow itself. */
  readonly nodeId: string | undefined;
  readonly findings: readonly Finding[];
}

/** Findings by node, each node where its first one stands: nodes with errors first, then the flow itself, then warnings. */
export function groupFindings(
  findings: readonly Finding[],
  { nodes }: Pick<FlowDocument, 'nodes'>,
): readonly FindingGroup[] {
  const byNode = Map.groupBy(findings, ({ place: { nodeId } }) =>
    nodeId !== undefined && Object.hasOwn(nodes, nodeId) ? nodeId : undefined,
  );
  const rank = ({ findings: own }: FindingGroup): number =>
    own.some(({ severity }) => severity === 'error') ? 0 : 1;
  return [...byNode]
    .map(([nodeId, own]) => ({ nodeId, findings: own.toSorted(errorsFirst) }))
    .toSorted((a, b) => rank(a) - rank(b));
}

function errorsFirst(a: Finding, b: Finding): number {
  return Number(a.severity !== 'error') - Number(b.severity !== 'error');
}
