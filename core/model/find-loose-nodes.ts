import { isDisabled, type Wiring } from './check-wires.ts';
import type { Finding } from './finding.ts';
import type { Port } from './port.ts';
import type { KindChecks } from './validate-flow.ts';

/**
 * Nodes that are wired to nothing, and nodes whose results nobody takes, in flows that have wires at all. A node that
 * lacks an input is told of that alone; one that does something beyond its outputs, such as writing a file, may end
 * where it is; and so may every node of a flow that says nowhere what its result is.
 */
export function findLooseNodes(
  { document, ports, nesting, edges }: Wiring,
  kinds: KindChecks,
): Finding[] {
  if (edges.length === 0) return [];
  const wiredInputs = new Set(edges.map(({ edge }) => edge.to));
  const feeding = new Set(edges.map(({ from }) => from.nodeId));
  const fed = new Set(edges.map(({ to }) => to.nodeId));
  const kindOf = (nodeId: string) => kinds.find(document.nodes[nodeId]?.kind ?? '');
  const hasResult = [...ports].some(
    ([nodeId, { outputs }]) => kindOf(nodeId)?.isFlowEnd === true && outputs.length === 0,
  );
  const lacks = (nodeId: string, inputs: readonly Port[]): boolean =>
    inputs.some(({ id, required }) => required === true && !wiredInputs.has(`${nodeId}.${id}`));
  return [...ports].flatMap(([nodeId, { inputs, outputs }]): readonly Finding[] => {
    const kind = kindOf(nodeId);
    const title = document.nodes[nodeId]?.title ?? nodeId;
    if (kind === undefined || kind.isContainer || outputs.length === 0) return [];
    if (feeding.has(nodeId) || isDisabled(document, nesting, nodeId)) return [];
    if (lacks(nodeId, inputs)) return [];
    const container = nesting.parentOf(nodeId);
    const wanted = container === undefined ? undefined : ports.get(container)?.inner?.inputs;
    // The container says that it waits for a result from inside: that may be this one.
    if (container !== undefined && wanted !== undefined && lacks(container, wanted)) return [];
    const place = { path: ['nodes', nodeId], nodeId };
    if (!fed.has(nodeId)) {
      return [
        {
          severity: 'warning',
          code: 'loose_node',
          message: `"${title}" is wired to nothing.`,
          action: 'Wire it to what needs its result, or remove it.',
          place,
        },
      ];
    }
    if (!hasResult || (kind.hasEffects && !onlyOffersTools(outputs))) return [];
    return [
      {
        severity: 'warning',
        code: 'result_unused',
        message: `Nobody takes the result of "${title}".`,
        action: 'Wire its output to what needs it, or to an Output.',
        place,
      },
    ];
  });
}

function onlyOffersTools(outputs: readonly Port[]): boolean {
  return outputs.every(({ type }) => type === 'tool');
}
