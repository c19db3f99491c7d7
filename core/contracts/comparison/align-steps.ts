import { isSameDigest } from './digest.ts';
import type { RenamedNodes } from './match-flows.ts';
import type { RunStep } from './run-steps.ts';

/** Steps that belong together, or a step that only one run has; a pass stands for the steps in it. */
export interface StepPair {
  readonly a: RunStep | undefined;
  readonly b: RunStep | undefined;
  /** The number of a pass; its steps are `children`, and `a` and `b` the container's. */
  readonly pass: number | undefined;
  readonly children: readonly StepPair[];
}

/**
 * Puts the steps of two runs side by side: by the node's path and the iteration, by attempt, and where a node has several
 * steps in one place, such as an agent's rounds and calls, first those that were given the same, then by their order.
 */
export function alignSteps(
  a: readonly RunStep[],
  b: readonly RunStep[],
  renamed: RenamedNodes,
): readonly StepPair[] {
  return mergeOrders(a, b, pairSteps(a, b, renamed)).map((pair) => pairChildren(pair, renamed));
}

type Pair = Pick<StepPair, 'a' | 'b'>;

function pairChildren({ a, b }: Pair, renamed: RenamedNodes): StepPair {
  // What was taken over was not done anew: what led to it in the other run stands beside nothing.
  const isTakenOver = isWithoutSteps(a) || isWithoutSteps(b);
  const one = a === undefined || isTakenOver ? noPasses : splitPasses(a);
  const other = b === undefined || isTakenOver ? noPasses : splitPasses(b);
  const numbers = [...new Set([...one.passes.keys(), ...other.passes.keys()])];
  numbers.sort((left, right) => left - right);
  const passes = numbers.map((pass): StepPair => {
    const [was, is] = [one.passes.get(pass), other.passes.get(pass)];
    const children = alignSteps(was ?? [], is ?? [], renamed);
    return {
      a: was === undefined ? undefined : a,
      b: is === undefined ? undefined : b,
      pass,
      children,
    };
  });
  const outside = alignSteps(one.outside, other.outside, renamed);
  return { a, b, pass: undefined, children: [...outside, ...passes] };
}

function isWithoutSteps(step: RunStep | undefined): boolean {
  return step !== undefined && step.isReused && step.children.length === 0;
}

/** What lies in a step: in passes by their number, or beside them. */
interface Passes {
  readonly outside: readonly RunStep[];
  readonly passes: ReadonlyMap<number, readonly RunStep[]>;
}

const noPasses: Passes = { outside: [], passes: new Map() };

function splitPasses({ children, iteration }: RunStep): Passes {
  if (children.every((child) => child.iteration === iteration)) {
    return { outside: children, passes: noPasses.passes };
  }
  const outside: RunStep[] = [];
  const passes = new Map<number, RunStep[]>();
  for (const child of children) {
    if (child.iteration === iteration) {
      outside.push(child);
      continue;
    }
    const pass = Number(child.iteration.slice(child.iteration.lastIndexOf(':') + 1));
    const known = passes.get(pass);
    if (known === undefined) passes.set(pass, [child]);
    else known.push(child);
  }
  return { outside, passes };
}

/** For each step of the second run, the one of the first that it belongs to. */
function pairSteps(
  a: readonly RunStep[],
  b: readonly RunStep[],
  renamed: RenamedNodes,
): ReadonlyMap<RunStep, RunStep> {
  const pairs = new Map<RunStep, RunStep>();
  const places = groupByPlace(a, (nodeId) => nodeId);
  const others = groupByPlace(b, (nodeId) => renamed.get(nodeId) ?? nodeId);
  for (const [place, steps] of others) pairInPlace(places.get(place) ?? [], steps, pairs);
  return pairs;
}

function groupByPlace(
  steps: readonly RunStep[],
  name: (nodeId: string) => string,
): Map<string, RunStep[]> {
  const places = new Map<string, RunStep[]>();
  for (const step of steps) {
    const place = `${name(step.nodeId)} ${step.attempt}`;
    const known = places.get(place);
    if (known === undefined) places.set(place, [step]);
    else known.push(step);
  }
  return places;
}

function pairInPlace(
  a: readonly RunStep[],
  b: readonly RunStep[],
  pairs: Map<RunStep, RunStep>,
): void {
  const taken = new Set<RunStep>();
  const pair = (was: RunStep, is: RunStep): void => {
    taken.add(was);
    pairs.set(is, was);
  };
  if (a.length > 1 || b.length > 1) {
    const waiting = new Map<string, RunStep[]>();
    for (const step of a.toReversed()) {
      const key = contentOf(step);
      const known = waiting.get(key);
      if (known === undefined) waiting.set(key, [step]);
      else known.push(step);
    }
    for (const step of b) {
      const same = waiting.get(contentOf(step))?.pop();
      if (same !== undefined && isSameDigest(same.input, step.input)) pair(same, step);
    }
  }
  const left = a.filter((step) => !taken.has(step));
  const rest = b.filter((step) => !pairs.has(step));
  for (const [at, step] of rest.entries()) {
    const was = left[at];
    if (was !== undefined) pair(was, step);
  }
}

function contentOf({ title, input }: RunStep): string {
  return `${title} ${input?.high} ${input?.low}`;
}

/** All pairs in the first run's order; what only the second has stands behind what it came after there. */
function mergeOrders(
  a: readonly RunStep[],
  b: readonly RunStep[],
  pairs: ReadonlyMap<RunStep, RunStep>,
): readonly Pair[] {
  const behind = new Map<RunStep | undefined, RunStep[]>();
  const partners = new Map<RunStep, RunStep>();
  let last: RunStep | undefined;
  for (const step of b) {
    const was = pairs.get(step);
    if (was !== undefined) {
      partners.set(was, step);
      last = was;
      continue;
    }
    const known = behind.get(last);
    if (known === undefined) behind.set(last, [step]);
    else known.push(step);
  }
  const alone = (after: RunStep | undefined): Pair[] =>
    (behind.get(after) ?? []).map((step) => ({ a: undefined, b: step }));
  return [
    ...alone(undefined),
    ...a.flatMap((step) => [{ a: step, b: partners.get(step) }, ...alone(step)]),
  ];
}
