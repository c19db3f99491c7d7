import type { FlowEdge } from '../../core/model/flow-document.ts';

/** Who waits for a node, and by which wire, as it is now. */
type WaitersOf = (nodeId: string) => Iterable<readonly [waiter: string, edge: FlowEdge]>;

/**
 * The nodes of a flow in an order in which each comes before those that wait for it. As long as waits are added along
 * it, whether one node leads to another is seen without a search. Nodes without a say in it keep the order given.
 */
export class WaitOrder {
  readonly #nodeIds: readonly string[];
  readonly #waitersOf: WaitersOf;
  /** Undefined: to be reckoned; empty: the nodes wait for each other in a circle, and there is no order. */
  #places: ReadonlyMap<string, number> | undefined;

  constructor(nodeIds: readonly string[], waitersOf: WaitersOf) {
    this.#nodeIds = nodeIds;
    this.#waitersOf = waitersOf;
  }

  /** Whether waits lead from a node to another one (or to itself), without the wires that are left out. */
  leads(from: string, to: string, isLeftOut: (edge: FlowEdge) => boolean): boolean {
    if (from === to) return true;
    if (this.#isBefore(to, from)) return false;
    const seen = new Set([from]);
    const open = [from];
    for (let nodeId = open.pop(); nodeId !== undefined; nodeId = open.pop()) {
      for (const [waiter, edge] of this.#waitersOf(nodeId)) {
        if (seen.has(waiter) || isLeftOut(edge)) continue;
        if (waiter === to) return true;
        seen.add(waiter);
        open.push(waiter);
      }
    }
    return false;
  }

  /** A wait has been added: against the order, the order no longer holds. */
  noteWait(from: string, waiter: string): void {
    if (this.#places !== undefined && !this.#isBefore(from, waiter)) this.#places = undefined;
  }

  #isBefore(nodeId: string, other: string): boolean {
    this.#places ??= this.#reckon();
    const place = this.#places.get(nodeId);
    const otherPlace = this.#places.get(other);
    return place !== undefined && otherPlace !== undefined && place < otherPlace;
  }

  #reckon(): ReadonlyMap<string, number> {
    const done = this.#collectLastFirst();
    const places = new Map(done.toReversed().map((nodeId, index) => [nodeId, index]));
    for (const [nodeId, place] of places) {
      for (const [waiter] of this.#waitersOf(nodeId)) {
        if ((places.get(waiter) ?? place) <= place) return new Map();
      }
    }
    return places;
  }

  /** Each node after all that wait for it, where no circle forbids it. */
  #collectLastFirst(): readonly string[] {
    const done: string[] = [];
    const seen = new Set<string>();
    const open: {
      readonly nodeId: string;
      readonly waiters: Iterator<readonly [string, FlowEdge]>;
    }[] = [];
    const enter = (nodeId: string): void => {
      if (seen.has(nodeId)) return;
      seen.add(nodeId);
      open.push({ nodeId, waiters: this.#waitersOf(nodeId)[Symbol.iterator]() });
    };
    for (const start of this.#nodeIds.toReversed()) {
      enter(start);
      for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
        const next = top.waiters.next();
        if (next.done !== true) enter(next.value[0]);
        else done.push(open.pop()?.nodeId ?? '');
      }
    }
    return done;
  }
}
