import { MillraceError } from '../shared/errors.ts';
import type { CompiledFlow } from './flow-compiler.ts';
import { findPath } from './reuse-policy.ts';

/**
 * The flow with every node switched off that `nodeId` does not need; without it the flow itself. Of a node in a container the container runs as a whole.
 * Throws `unknown_node`.
 */
export function restrictFlow(flow: CompiledFlow, nodeId: string | undefined): CompiledFlow {
  if (nodeId === undefined) return flow;
  const { plan } = flow;
  const last = findPath(plan, nodeId)?.[0]?.node;
  if (last === undefined) {
    throw new MillraceError(
      'unknown_node',
      `There is no node "${nodeId}" that runs in this flow.`,
      {
        action: 'Choose a node that is in the flow as it is now.',
      },
    );
  }
  const needed = new Set<number>();
  const waiting = [last.index];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (needed.has(next)) continue;
    needed.add(next);
    for (const { source } of plan.nodes[next]?.inputs ?? []) if (source >= 0) waiting.push(source);
  }
  const nodes = plan.nodes.map((node) =>
    needed.has(node.index) ? node : { ...node, disabled: true },
  );
  return { ...flow, plan: { ...plan, nodes } };
}
