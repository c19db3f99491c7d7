import type { DraftEdge } from './wire-store.ts';

/** Leaves out the wires that close a circle, found in the order of the wires; tools may be shared in any shape. */
export function cutCircles(edges: readonly DraftEdge[]): {
  readonly edges: readonly DraftEdge[];
  readonly cut: readonly DraftEdge[];
} {
  const outgoing = new Map<string, DraftEdge[]>();
  for (const edge of edges) {
    if (edge.isFree) continue;
    const list = outgoing.get(edge.from.nodeId);
    if (list === undefined) outgoing.set(edge.from.nodeId, [edge]);
    else list.push(edge);
  }
  const cut = new Set<DraftEdge>();
  const state = new Map<string, 'open' | 'done'>();
  // From where flows begin, what leads back is what closes a circle.
  const entered = new Set(edges.map(({ to }) => to.nodeId));
  const starts = [...outgoing.keys()].sort(
    (a, b) => Number(entered.has(a)) - Number(entered.has(b)),
  );
  for (const start of starts) {
    if (state.has(start)) continue;
    // A stack of our own: thousands of nodes in a row would exhaust that of the engine.
    const trail: { nodeId: string; next: number }[] = [{ nodeId: start, next: 0 }];
    state.set(start, 'open');
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const edge = outgoing.get(top.nodeId)?.[top.next++];
      if (edge === undefined) {
        state.set(top.nodeId, 'done');
        trail.pop();
        continue;
      }
      const target = edge.to.nodeId;
      const seen = state.get(target);
      if (seen === 'open') cut.add(edge);
      else if (seen === undefined) {
        state.set(target, 'open');
        trail.push({ nodeId: target, next: 0 });
      }
    }
  }
  return { edges: edges.filter((edge) => !cut.has(edge)), cut: [...cut] };
}
