import type { Wiring } from './check-wires.ts';
import type { Finding } from './finding.ts';
import type { KindChecks } from './validate-flow.ts';

/** Inputs of a flow that share a title, and outputs that do: a run names both by their titles, and tells only one of them apart. */
export function findEqualTitles({ document, ports }: Wiring, kinds: KindChecks): Finding[] {
  const seen = new Set<string>();
  return [...ports].flatMap(([nodeId, { outputs }]): readonly Finding[] => {
    const node = document.nodes[nodeId];
    if (node === undefined || node.disabled === true || node.parent !== undefined) return [];
    if (kinds.find(node.kind)?.isFlowEnd !== true) return [];
    const isInput = outputs.length > 0;
    const key = `${isInput} ${node.title}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      {
        severity: 'warning',
        code: 'equal_titles',
        message: isInput
          ? `Another input is named "${node.title}" too: a run can be given a value for one of them only.`
          : `Another output is named "${node.title}" too: only one of their results comes out of a run.`,
        action: 'Give each a title of its own.',
        place: { path: ['nodes', nodeId, 'title'], nodeId },
      },
    ];
  });
}
