import { assertNever } from '../shared/assert-never.ts';
import type { Plan, PlanNode } from './plan.ts';

/** What the outside tells the scheduler. */
export type SchedulerEvent =
  | { readonly type: 'started' }
  /** `silent`: outputs that carried nothing, so that what hangs on them is skipped. */
  | { readonly type: 'node-finished'; readonly node: number; readonly silent?: readonly string[] }
  | { readonly type: 'node-failed'; readonly node: number }
  | { readonly type: 'cancelled' };

/** What the scheduler asks of its driver. */
export type SchedulerCommand =
  | { readonly type: 'start-node'; readonly node: number }
  | { readonly type: 'skip-node'; readonly node: number }
  /** Stop what still runs: the run has failed or was cancelled. Each stopped node is reported as failed. */
  | { readonly type: 'stop-nodes' }
  | { readonly type: 'end-run'; readonly state: 'done' | 'failed' | 'cancelled' };

const waiting = 0;
const running = 1;
const over = 2;

/**
 * Decides what runs when: a pure state machine over a plan, event in, commands out. It never waits, never looks at
 * values, and does the same for the same events, so any driver (one process, many machines) can carry it out.
 */
export class Scheduler {
  readonly #plan: Plan;
  readonly #missing: Int32Array;
  readonly #skippedInputs: Int32Array;
  readonly #requiredSkipped: Uint8Array;
  readonly #states: Uint8Array;
  #running = 0;
  #ending: 'done' | 'failed' | 'cancelled' = 'done';
  #ended = false;

  constructor(plan: Plan) {
    const count = plan.nodes.length;
    this.#plan = plan;
    this.#missing = Int32Array.from(plan.nodes, (node) => node.inputs.length);
    this.#skippedInputs = new Int32Array(count);
    this.#requiredSkipped = new Uint8Array(count);
    this.#states = new Uint8Array(count);
  }

  /** Takes one event and says what to do now, in order. After `end-run` every event is ignored. */
  step(event: SchedulerEvent): SchedulerCommand[] {
    if (this.#ended) return [];
    const commands: SchedulerCommand[] = [];
    switch (event.type) {
      case 'started':
        for (const node of this.#plan.nodes) {
          if (node.executes && node.inputs.length === 0) this.#release(node, commands);
        }
        break;
      case 'node-finished':
        this.#finish(event.node, event.silent, commands);
        break;
      case 'node-failed':
        this.#leave(event.node);
        this.#stop('failed', commands);
        break;
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

  #finish(
    index: number,
    silent: readonly string[] | undefined,
    commands: SchedulerCommand[],
  ): void {
    this.#leave(index);
    const node = this.#plan.nodes[index];
    if (node && this.#ending === 'done')
      this.#deliver(node, (port) => silent?.includes(port) ?? false, commands);
  }

  #leave(index: number): void {
    if (this.#states[index] !== running) return;
    this.#states[index] = over;
    this.#running--;
  }

  #stop(state: 'failed' | 'cancelled', commands: SchedulerCommand[]): void {
    if (this.#ending !== 'done') return;
    this.#ending = state;
    if (this.#running > 0) commands.push({ type: 'stop-nodes' });
  }

  /** Passes a node's end on to its targets. Skips travel through a list, not the call stack: chains can be long. */
  #deliver(
    first: PlanNode,
    isSilent: (port: string) => boolean,
    commands: SchedulerCommand[],
  ): void {
    const skipped: PlanNode[] = [];
    for (const wire of first.outputs)
      this.#arrive(
        wire.target,
        wire.targetPort.required === true,
        isSilent(wire.sourcePort),
        commands,
        skipped,
      );
    for (let node = skipped.pop(); node; node = skipped.pop()) {
      for (const wire of node.outputs)
        this.#arrive(wire.target, wire.targetPort.required === true, true, commands, skipped);
    }
  }

  #arrive(
    target: number,
    required: boolean,
    silent: boolean,
    commands: SchedulerCommand[],
    skipped: PlanNode[],
  ): void {
    const node = this.#plan.nodes[target];
    if (!node) return;
    if (silent) {
      this.#skippedInputs[target] = (this.#skippedInputs[target] ?? 0) + 1;
      if (required) this.#requiredSkipped[target] = 1;
    }
    const missing = (this.#missing[target] ?? 0) - 1;
    this.#missing[target] = missing;
    if (missing > 0) return;
    const dead =
      this.#requiredSkipped[target] === 1 || this.#skippedInputs[target] === node.inputs.length;
    if (dead || node.disabled) {
      this.#skip(node, commands);
      skipped.push(node);
    } else this.#start(node, commands);
  }

  #release(node: PlanNode, commands: SchedulerCommand[]): void {
    if (!node.disabled) this.#start(node, commands);
    else {
      this.#skip(node, commands);
      this.#deliver(node, () => true, commands);
    }
  }

  #start(node: PlanNode, commands: SchedulerCommand[]): void {
    if (this.#states[node.index] !== waiting) return;
    this.#states[node.index] = running;
    this.#running++;
    commands.push({ type: 'start-node', node: node.index });
  }

  #skip(node: PlanNode, commands: SchedulerCommand[]): void {
    this.#states[node.index] = over;
    commands.push({ type: 'skip-node', node: node.index });
  }
}
