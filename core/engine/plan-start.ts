import type { Plan, PlanNode } from './plan.ts';

/** What every run of a plan begins with. */
export interface PlanStart {
  /** How much each node waits for, by its index. */
  readonly slots: readonly number[];
  /** How many wires are open at each input that takes the first value. */
  readonly races: ReadonlyMap<string, number>;
}

/** Counted once: a container's plan is run anew in each pass. */
const planStarts = new WeakMap<Plan, PlanStart>();

/** Says what a run of a plan begins with. */
export function startOf(plan: Plan): PlanStart {
  const known = planStarts.get(plan);
  if (known) return known;
  const races = new Map<string, number>();
  // Plain lists: for the few nodes of a container they are made several times as fast as typed ones.
  const slots = plan.nodes.map((node) => countSlots(node, races));
  planStarts.set(plan, { slots, races });
  return { slots, races };
}

/** What a node waits for: each wire on its own, but one of all wires of an input that takes the first. */
function countSlots({ inputs }: PlanNode, races: Map<string, number>): number {
  let slots = 0;
  for (const { target, targetPort } of inputs) {
    if (targetPort.race === undefined) {
      slots++;
      continue;
    }
    const key = `${target}.${targetPort.id}`;
    const open = races.get(key) ?? 0;
    if (open === 0) slots++;
    races.set(key, open + 1);
  }
  return slots;
}
