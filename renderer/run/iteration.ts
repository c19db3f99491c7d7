/** One pass through one container. */
export interface PassStamp {
  /** The container as events name it: with the path of the sub-flows around it. */
  readonly containerId: string;
  /** From 1. */
  readonly pass: number;
}

const none: readonly PassStamp[] = [];
const known = new Map<string, readonly PassStamp[]>();
const mostKnown = 20_000;
const stamp = /(?:^|\/)(.+?):(\d+)(?=\/|$)/g;

/** The passes that an event's `iteration` names, outermost first; the same list again for the same text. */
export function readIteration(iteration: string): readonly PassStamp[] {
  if (iteration === '') return none;
  const read = known.get(iteration);
  if (read !== undefined) return read;
  const passes = Array.from(iteration.matchAll(stamp), ([, containerId = '', pass]) => ({
    containerId,
    pass: Number(pass),
  }));
  if (known.size >= mostKnown) known.clear();
  known.set(iteration, passes);
  return passes;
}
