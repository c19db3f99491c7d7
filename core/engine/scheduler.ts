import { assertNever } from '../shared/assert-never.ts';
import type { Plan, PlanNode, Wire } from './plan.ts';
import { startOf, type PlanStart } from './plan-start.ts';

/** What the outside tells the scheduler. */
export type SchedulerEvent =
  /** `silent`: names of entry values that are absent, so that what hangs on them is skipped. */
  | { readonly type: 'started'; readonly silent?: readonly string[] }
  /** `silent`: outputs that carried nothing, so that what hangs on them is skipped. */
  | { readonly type: 'node-finished'; readonly node: number; readonly silent?: readonly string[] }
  | { readonly type: 'node-failed'; readonly node: number }
  | { readonly type: 'cancelled' };

/** What the scheduler asks of its driver. */
export type SchedulerCommand =
  /** `winners`: the wire that came first, for each input that takes only that one. */
  | { readonly type: 'start-node'; readonly node: number; readonly winners?: readonly Wire[] }
  | { readonly type: 'skip-node'; readonly node: number }
  /** Stop one running node: a race is over, and nobody needs it any more. It is reported as failed or finished. */
  | { readonly type: 'stop-node'; readonly node: number }
  /** Stop what still runs: the run has failed or was cancelled. Each stopped node is reported as failed. */
  | { readonly type: 'stop-nodes' }
  | { readonly type: 'end-run'; readonly state: 'done' | 'failed' | 'cancelled' };

const waiting = 0;
const running = 1;
/** Running, but nobody needs it any more. */
const discarded = 2;
const over = 3;

const noRaces = new Map<string, number | Wire>();

/**
 * Decides what runs when: a pure state machine over a plan, event in, commands out. It never waits, never looks at
 * values, and does the same for the same events, so any driver (one process, many machines) can carry it out.
 */
export class Scheduler {
  readonly #plan: Plan;
  readonly #start: PlanStart;
  readonly #missing: number[];
  readonly #states: number[];
  /** By node; made when something is skipped. */
  #skips: { readonly inputs: Int32Array; readonly isRequired: Uint8Array } | undefined;
  /** Inputs that take the first value, by "node.port": how many wires are open, or the one that won. */
  readonly #races: Map<string, number | Wire>;
  #running = 0;
  #ending: 'done' | 'failed' | 'cancelled' = 'done';
  #ended = false;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#start = startOf(plan);
    this.#missing = this.#start.slots.slice();
    this.#states = Array<number>(plan.nodes.length).fill(waiting);
    this.#races = this.#start.races.size === 0 ? noRaces : new Map(this.#start.races);
  }

  /** Takes one event and says what to do now, in order. After `end-run` every event is ignored. */
  step(event: SchedulerEvent): SchedulerCommand[] {
    if (this.#ended) return [];
    const commands: SchedulerCommand[] = [];
    switch (event.type) {
      case 'started':
        this.#begin(event.silent, commands);
        break;
      case 'node-finished':
        this.#finish(event.node, event.silent, commands);
        break;
      case 'node-failed': {
        const wasDiscarded = this.#states[event.node] === discarded;
        this.#leave(event.node);
        if (!wasDiscarded) this.#stop('failed', commands);
        break;
      }
      case 'cancelled':
        this.#stop('cancelled', commands);
        break;
      default:
        assertNever(event, 'scheduler event');
    }
    if (this.#running === 0) {
      this.#ended = true;
      commands.push({ type: 'end-run', state: this.#ending });
    }
    return commands;
  }

  #begin(silent: readonly string[] | undefined, commands: SchedulerCommand[]): void {
    for (const node of this.#plan.nodes) {
      if (node.executes && node.inputs.length === 0) this.#release(node, commands);
    }
    this.#deliver(this.#plan.entry, silent, commands);
  }

  #finish(
    index: number,
    silent: readonly string[] | undefined,
    commands: SchedulerCommand[],
  ): void {
    this.#leave(index);
    const node = this.#plan.nodes[index];
    if (node && this.#ending === 'done') this.#deliver(node.outputs, silent, commands);
  }

  #leave(index: number): void {
    const state = this.#states[index];
    if (state !== running && state !== discarded) return;
    this.#states[index] = over;
    this.#running--;
  }

  #stop(state: 'failed' | 'cancelled', commands: SchedulerCommand[]): void {
    if (this.#ending !== 'done') return;
    this.#ending = state;
    if (this.#running > 0) commands.push({ type: 'stop-nodes' });
  }

  /** Passes values on to their targets. Skips travel through a list, not the call stack: chains can be long. */
  #deliver(
    wires: readonly Wire[],
    silent: readonly string[] | undefined,
    commands: SchedulerCommand[],
  ): void {
    const skipped: PlanNode[] = [];
    for (const wire of wires)
      this.#arrive(wire, silent?.includes(wire.sourcePort) ?? false, commands, skipped);
    this.#passOnSkips(skipped, commands);
  }

  #passOnSkips(skipped: PlanNode[], commands: SchedulerCommand[]): void {
    for (let node = skipped.pop(); node; node = skipped.pop())
      for (const wire of node.outputs) this.#arrive(wire, true, commands, skipped);
  }

  #arrive(wire: Wire, silent: boolean, commands: SchedulerCommand[], skipped: PlanNode[]): void {
    const { target, targetPort } = wire;
    const node = this.#plan.nodes[target];
    if (!node?.executes || this.#states[target] !== waiting) return;
    if (targetPort.race !== undefined && !this.#settleRace(wire, silent, commands)) return;
    if (silent) this.#noteSkip(wire);
    const missing = (this.#missing[target] ?? 0) - 1;
    this.#missing[target] = missing;
    if (missing > 0) return;
    if (node.disabled || this.#isDead(target)) {
      this.#skip(node, commands);
      skipped.push(node);
    } else this.#run(node, commands);
  }

  #noteSkip({ target, targetPort }: Wire): void {
    const count = this.#plan.nodes.length;
    this.#skips ??= { inputs: new Int32Array(count), isRequired: new Uint8Array(count) };
    const { inputs, isRequired } = this.#skips;
    inputs[target] = (inputs[target] ?? 0) + 1;
    // An input for many wires has its value as long as one of them carries something.
    if (targetPort.required === true && targetPort.multiple !== true) isRequired[target] = 1;
  }

  /** Whether a node lacks what it needs, or everything. */
  #isDead(index: number): boolean {
    if (this.#skips === undefined) return false;
    const { inputs, isRequired } = this.#skips;
    return isRequired[index] === 1 || inputs[index] === this.#start.slots[index];
  }

  /** Whether the wire settles its input: as the first with a value, or as the last of all without one. */
  #settleRace(wire: Wire, silent: boolean, commands: SchedulerCommand[]): boolean {
    const key = `${wire.target}.${wire.targetPort.id}`;
    const open = this.#races.get(key);
    if (typeof open !== 'number') return false;
    if (silent) {
      this.#races.set(key, open - 1);
      return open === 1;
    }
    this.#races.set(key, wire);
    if (wire.targetPort.race === 'cancel-rest') this.#discardLosers(wire, commands);
    return true;
  }

  /** Stops or skips what only leads to inputs that are settled: from the losers backwards, as far as that holds. */
  #discardLosers(winner: Wire, commands: SchedulerCommand[]): void {
    const sources = (this.#plan.nodes[winner.target]?.inputs ?? [])
      .filter((wire) => wire !== winner && wire.targetPort.id === winner.targetPort.id)
      .map((wire) => wire.source);
    for (let source = sources.pop(); source !== undefined; source = sources.pop()) {
      const node = this.#plan.nodes[source];
      if (!node || !this.#isNeedless(node)) continue;
      if (this.#states[source] === waiting) this.#skip(node, commands);
      else {
        this.#states[source] = discarded;
        commands.push({ type: 'stop-node', node: source });
      }
      for (const wire of node.inputs) sources.push(wire.source);
    }
  }

  #isNeedless(node: PlanNode): boolean {
    const state = this.#states[node.index];
    if (state === over || state === discarded || node.outputs.length === 0) return false;
    if (node.isKept) return false;
    return node.outputs.every(({ target, targetPort }) => {
      const reached = this.#states[target];
      if (reached === over || reached === discarded) return true;
      return (
        targetPort.race !== undefined &&
        typeof this.#races.get(`${target}.${targetPort.id}`) !== 'number'
      );
    });
  }

  #release(node: PlanNode, commands: SchedulerCommand[]): void {
    if (this.#states[node.index] !== waiting) return;
    if (!node.disabled) {
      this.#run(node, commands);
      return;
    }
    this.#skip(node, commands);
    this.#passOnSkips([node], commands);
  }

  #run(node: PlanNode, commands: SchedulerCommand[]): void {
    this.#states[node.index] = running;
    this.#running++;
    const hasRace = this.#start.slots[node.index] !== node.inputs.length;
    commands.push(
      hasRace
        ? { type: 'start-node', node: node.index, winners: this.#winnersOf(node) }
        : { type: 'start-node', node: node.index },
    );
  }

  #winnersOf(node: PlanNode): Wire[] {
    return node.inputs.filter(
      (wire) => this.#races.get(`${wire.target}.${wire.targetPort.id}`) === wire,
    );
  }

  #skip(node: PlanNode, commands: SchedulerCommand[]): void {
    this.#states[node.index] = over;
    commands.push({ type: 'skip-node', node: node.index });
  }
}
