import type { StatusEvent } from '../contracts/events.ts';
import type { RunScope } from '../module/run-scope.ts';
import type { PlanNode } from './plan.ts';

/** How a node is named in events: a flow that runs as a part puts its own path before the id. */
export function stampNode({ id }: PlanNode, { flow: { prefix } }: RunScope): string {
  return prefix === '' ? id : prefix + id;
}

/** Records that a node was skipped, and with a container all that lies in it. */
export function recordSkip(node: PlanNode, scope: RunScope): void {
  const { services, iteration } = scope;
  const body: StatusEvent = { type: 'node-skipped' };
  services.writer.append({
    runId: services.runId,
    queue: 'status',
    spanId: '',
    nodeId: stampNode(node, scope),
    attempt: 1,
    iteration,
    order: services.nextOrder(),
    timeUs: services.nowUs(),
    body,
  });
  for (const inner of node.body?.nodes ?? []) if (inner.executes) recordSkip(inner, scope);
}
