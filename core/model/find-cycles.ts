import type { Wiring } from './check-wires.ts';
import type { Finding } from './finding.ts';
import type { FlowDocument } from './flow-document.ts';

/**
 * One finding per cycle of data wires; tools may be shared in any shape. A container waits for what its nodes take
 * from outside; between a container and its own nodes nothing waits.
 */
export function findCycles(wiring: Wiring): Finding[] {
  const { document } = wiring;
  const targets = new Map<string, string[]>();
  const incoming = new Map<string, number>();
  for (const nodeId of Object.keys(document.nodes)) incoming.set(nodeId, 0);
  for (const [from, to] of listWaits(wiring)) {
    if (!incoming.has(from) || !incoming.has(to)) continue;
    const reached = targets.get(from);
    if (reached) reached.push(to);
    else targets.set(from, [to]);
    incoming.set(to, (incoming.get(to) ?? 0) + 1);
  }
  const ready = [...incoming].filter(([, count]) => count === 0).map(([nodeId]) => nodeId);
  for (let nodeId = ready.pop(); nodeId !== undefined; nodeId = ready.pop()) {
    incoming.delete(nodeId);
    for (const target of targets.get(nodeId) ?? []) {
      const count = (incoming.get(target) ?? 0) - 1;
      incoming.set(target, count);
      if (count === 0) ready.push(target);
    }
  }
  return incoming.size === 0 ? [] : describeCycles(document, incoming, targets);
}

/** Which node waits for which: the source, and the target or the outermost container around it. */
function listWaits({ edges }: Wiring): [from: string, to: string][] {
  const waits: [string, string][] = [];
  for (const { from, to, route, toPort } of edges) {
    if (route.kind !== 'plain' && route.kind !== 'capture') continue;
    if (toPort?.type === 'tool') continue;
    const waiting = route.kind === 'capture' ? (route.into[0] ?? to.nodeId) : to.nodeId;
    waits.push([from.nodeId, waiting]);
  }
  return waits;
}

function describeCycles(
  document: FlowDocument,
  stuck: ReadonlyMap<string, number>,
  targets: ReadonlyMap<string, readonly string[]>,
): Finding[] {
  const findings: Finding[] = [];
  const told = new Set<string>();
  for (const start of stuck.keys()) {
    const trail: string[] = [];
    let nodeId: string | undefined = start;
    while (nodeId !== undefined && !told.has(nodeId)) {
      told.add(nodeId);
      trail.push(nodeId);
      nodeId = targets.get(nodeId)?.find((target) => stuck.has(target));
    }
    const from = nodeId === undefined ? -1 : trail.indexOf(nodeId);
    if (from < 0) continue;
    const cycle = trail.slice(from);
    const names = [...cycle, cycle[0] ?? '']
      .map((id) => document.nodes[id]?.title ?? id)
      .join(' → ');
    findings.push({
      severity: 'error',
      code: 'cycle',
      message: `These nodes wait for each other: ${names}.`,
      action: 'Remove one of the wires.',
      place: {
        path: ['nodes', cycle[0] ?? ''],
        ...(cycle[0] === undefined ? {} : { nodeId: cycle[0] }),
      },
    });
  }
  return findings;
}
