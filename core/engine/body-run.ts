import { Cancellation } from '../module/cancellation.ts';
import type { PortValues, RunBody } from '../module/runnable.ts';
import type { RunScope } from '../module/run-scope.ts';
import { MillraceError, cancelledCode } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import { collectTools, gatherValues, readResults } from './gather-values.ts';
import { absentOf, asMillraceError, recover } from './node-outcome.ts';
import type { Plan, PlanNode, Wire } from './plan.ts';
import type { PreparedBody, PreparedFlow, PreparedNode } from './prepared-flow.ts';
import { recordSkip, stampNode } from './record-skip.ts';
import { Scheduler, type SchedulerCommand, type SchedulerEvent } from './scheduler.ts';

/** Where a flow's input enters and its result leaves. */
interface FlowEnds {
  /** Values of the input nodes, by node id. */
  readonly input: ReadonlyMap<string, JsonValue>;
  /** Called when an output node has its value. */
  onOutput(nodeId: string, value: unknown): void;
}

/** How a pass ended; `error` says what failed, or who stopped it. */
export type BodyEnd =
  | { readonly state: 'done'; readonly results: PortValues }
  | { readonly state: 'failed' | 'cancelled'; readonly error: MillraceError };

export interface BodyRunOptions {
  readonly flow: PreparedFlow;
  readonly body: PreparedBody;
  /** What enters: a container's inner outputs, and captures as "node.port". */
  readonly entry: PortValues;
  /** What the nodes' spans hang under, how they are stamped, and who may stop them. */
  readonly scope: RunScope;
  readonly ends: FlowEnds;
}

/**
 * Drives one pass through a body in this process: carries out the scheduler's commands and keeps the values between
 * nodes. The body is a whole flow or what lies in a container.
 */
export class BodyRun {
  readonly #options: BodyRunOptions;
  readonly #plan: Plan;
  readonly #scheduler: Scheduler;
  readonly #cancellation = new Cancellation();
  readonly #scope: RunScope;
  readonly #values: (PortValues | undefined)[];
  /** Where a race may stop nodes one by one: each one's own scope, by plan index. */
  #nodeScopes: Map<number, Cancellation> | undefined;
  /** Commands to carry out; a queue instead of calls, since chains of modules that are done at once can be long. */
  #commands: SchedulerCommand[] = [];
  #isCarryingOut = false;
  #failure: MillraceError | undefined;
  #end: ((end: BodyEnd) => void) | undefined;
  #leaveParent: () => void = () => {};

  constructor(options: BodyRunOptions) {
    this.#options = options;
    this.#plan = options.body.plan;
    this.#scheduler = new Scheduler(this.#plan);
    this.#values = Array<PortValues | undefined>(this.#plan.nodes.length).fill(undefined);
    this.#scope = { ...options.scope, cancellation: this.#cancellation };
  }

  /** Runs it; call once. Never rejects. */
  run(): Promise<BodyEnd> {
    return new Promise((resolve) => {
      this.#end = resolve;
      const { scope, entry } = this.#options;
      this.#leaveParent = scope.cancellation.onCancel((error) => this.#cancel(error));
      try {
        this.#advance({ type: 'started', ...absentOf(this.#plan.entry, entry) });
      } catch (error) {
        this.#giveUp(error);
      }
    });
  }

  #cancel(error: MillraceError): void {
    // The scheduler learns first: what the abort makes fail must not count as a failure.
    const commands = this.#scheduler.step({ type: 'cancelled' });
    this.#cancellation.cancel(error);
    try {
      this.#carryOut(commands);
    } catch (problem) {
      this.#giveUp(problem);
    }
  }

  #advance(event: SchedulerEvent): void {
    this.#carryOut(this.#scheduler.step(event));
  }

  #carryOut(commands: readonly SchedulerCommand[]): void {
    for (const command of commands) this.#commands.push(command);
    if (this.#isCarryingOut) return;
    this.#isCarryingOut = true;
    try {
      for (let next = 0; next < this.#commands.length; next++) {
        const command = this.#commands[next];
        if (command) this.#obey(command);
      }
      this.#commands = [];
    } finally {
      this.#isCarryingOut = false;
    }
  }

  #obey(command: SchedulerCommand): void {
    if (command.type === 'start-node') this.#start(command.node, command.winners);
    else if (command.type === 'skip-node') recordSkip(this.#planNode(command.node), this.#scope);
    else if (command.type === 'stop-node') this.#nodeScopes?.get(command.node)?.cancel();
    else if (command.type === 'stop-nodes') this.#cancellation.cancel();
    else this.#finishBody(command.state);
  }

  #start(index: number, winners: readonly Wire[] | undefined): void {
    let outputs: PortValues | Promise<PortValues>;
    try {
      outputs = this.#execute(this.#planNode(index), this.#prepared(index), winners);
    } catch (error) {
      this.#fail(index, error);
      return;
    }
    if (!(outputs instanceof Promise)) {
      this.#finish(index, outputs);
      return;
    }
    outputs
      .then(
        (values) => this.#finish(index, values),
        (error: unknown) => this.#fail(index, error),
      )
      .catch((error: unknown) => this.#giveUp(error));
  }

  #execute(
    node: PlanNode,
    prepared: PreparedNode,
    winners: readonly Wire[] | undefined,
  ): PortValues | Promise<PortValues> {
    const { entry, ends } = this.#options;
    if (prepared.role === 'run-input')
      return this.#call(node, prepared, { value: ends.input.get(node.id) });
    const captures = prepared.body === undefined ? undefined : {};
    let inputs: PortValues;
    try {
      inputs = gatherValues(node, this.#values, entry, winners, captures);
    } catch (error) {
      return this.#call(node, prepared, {}, captures, asMillraceError(error));
    }
    if (node.tools.length === 0) return this.#call(node, prepared, inputs, captures);
    return collectTools(node.tools, inputs, this.#options.flow.byId, this.#scope).then(
      (all) => this.#call(node, prepared, all, captures),
      (error: unknown) => this.#call(node, prepared, inputs, captures, asMillraceError(error)),
    );
  }

  #call(
    node: PlanNode,
    { module, body }: PreparedNode,
    inputs: PortValues,
    captures?: PortValues,
    refusal?: MillraceError,
  ): PortValues | Promise<PortValues> {
    const { flow, ends } = this.#options;
    const nodeId = stampNode(node, this.#scope);
    const runBody: RunBody | undefined =
      body &&
      ((values, scope) => runPass({ flow, body, entry: { ...captures, ...values }, scope, ends }));
    const { title } = node;
    const more = { ...(runBody && { body: runBody }), ...(refusal && { refusal }) };
    if (!this.#plan.hasRaces)
      return module.execute(inputs, { nodeId, title, scope: this.#scope, ...more });
    const { scope: cancellation, release } = this.#cancellation.child();
    (this.#nodeScopes ??= new Map()).set(node.index, cancellation);
    return module
      .run(inputs, { nodeId, title, scope: { ...this.#scope, cancellation }, ...more })
      .finally(release);
  }

  #finish(index: number, values: PortValues): void {
    const node = this.#planNode(index);
    this.#values[index] = values;
    if (this.#prepared(index).role === 'run-output')
      this.#options.ends.onOutput(node.id, values['value']);
    this.#advance({ type: 'node-finished', node: index, ...absentOf(node.outputs, values) });
  }

  #fail(index: number, thrown: unknown): void {
    const isStopped = this.#cancellation.error ?? this.#nodeScopes?.get(index)?.error;
    if (!isStopped) {
      const recovered = recover(this.#planNode(index), this.#prepared(index), thrown);
      if (recovered) {
        this.#finish(index, recovered);
        return;
      }
      this.#failure ??= asMillraceError(thrown, stampNode(this.#planNode(index), this.#scope));
    }
    this.#advance({ type: 'node-failed', node: index });
  }

  #finishBody(state: 'done' | 'failed' | 'cancelled'): void {
    this.#leaveParent();
    if (state === 'done') {
      const results = readResults(this.#plan.results, this.#values, this.#options.entry);
      this.#end?.({ state, results });
      return;
    }
    const stopped = this.#cancellation.error ?? new MillraceError(cancelledCode, 'It was stopped.');
    this.#end?.({ state, error: state === 'failed' ? (this.#failure ?? stopped) : stopped });
  }

  /** What cannot be carried out ends the pass, though nodes may be under way: whoever waits must hear of it. */
  #giveUp(error: unknown): void {
    this.#leaveParent();
    this.#cancellation.cancel();
    this.#end?.({ state: 'failed', error: asMillraceError(error) });
  }

  #planNode(index: number): PlanNode {
    const node = this.#plan.nodes[index];
    if (!node) throw new RangeError(`No node ${index} in the plan.`);
    return node;
  }

  #prepared(index: number): PreparedNode {
    const node = this.#options.body.nodes[index];
    if (!node) throw new RangeError(`No module ${index} in the run.`);
    return node;
  }
}

async function runPass(options: BodyRunOptions): Promise<PortValues> {
  const end = await new BodyRun(options).run();
  if (end.state === 'done') return end.results;
  throw end.error;
}
