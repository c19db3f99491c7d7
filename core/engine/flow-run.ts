import type { StatusEvent } from '../contracts/events.ts';
import type { FlowDocument } from '../model/flow-document.ts';
import type { ReplayRequest } from '../model/run-request.ts';
import { Cancellation } from '../module/cancellation.ts';
import type { ModuleBase } from '../module/module-base.ts';
import type { PortValues } from '../module/runnable.ts';
import type { RunScope, RunServices } from '../module/run-scope.ts';
import { ToolHandle, isToolProvider } from '../module/tool-handle.ts';
import { MillraceError, toErrorInfo, type ErrorInfo } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import { toJsonValue } from '../shared/to-json.ts';
import { convertValue } from './convert-value.ts';
import type { RunResult } from './engine.ts';
import type { Plan, PlanNode, Wire } from './plan.ts';
import { Scheduler, type SchedulerCommand } from './scheduler.ts';

/** A node made ready: its module and what the run feeds or reads there. */
export interface PreparedNode {
  readonly module: ModuleBase;
  readonly role: 'run-input' | 'run-output' | undefined;
}

export interface FlowRunOptions {
  readonly document: FlowDocument;
  readonly plan: Plan;
  /** By plan index. */
  readonly nodes: readonly PreparedNode[];
  /** Values of the input nodes, by node id. */
  readonly input: ReadonlyMap<string, JsonValue>;
  readonly services: RunServices;
  /** The recording that answers for the models; told in the record. */
  readonly replay?: ReplayRequest | undefined;
}

/** Drives one run in this process: carries out the scheduler's commands and keeps the values between nodes. */
export class FlowRun {
  readonly #options: FlowRunOptions;
  readonly #scheduler: Scheduler;
  readonly #cancellation = new Cancellation();
  readonly #scope: RunScope;
  readonly #values: (PortValues | undefined)[];
  /** Where a race may stop nodes one by one: each one's own scope, by plan index. */
  readonly #nodeScopes = new Map<number, Cancellation>();
  readonly #outputs = new Map<string, JsonValue>();
  #failure: ErrorInfo | undefined;
  #settle: (result: RunResult) => void = () => {};
  /** Never rejects. */
  readonly result: Promise<RunResult>;

  constructor(options: FlowRunOptions) {
    this.#options = options;
    this.#scheduler = new Scheduler(options.plan);
    this.#values = Array.from({ length: options.plan.nodes.length });
    this.#scope = {
      services: options.services,
      spanId: '',
      nodeId: '',
      iteration: '',
      cancellation: this.#cancellation,
    };
    this.result = new Promise((resolve) => (this.#settle = resolve));
  }

  start(): void {
    try {
      this.#writeStatus('', startedBody(this.#options.replay));
      this.#carryOut(this.#scheduler.step({ type: 'started' }));
    } catch (error) {
      this.#giveUp(error);
    }
  }

  cancel(): void {
    if (this.#cancellation.error) return;
    // The scheduler learns first: what the abort makes fail must not count as the run's failure.
    const commands = this.#scheduler.step({ type: 'cancelled' });
    this.#cancellation.cancel();
    this.#carryOut(commands);
  }

  #carryOut(commands: readonly SchedulerCommand[]): void {
    for (const command of commands) {
      if (command.type === 'start-node') this.#startNode(command.node, command.winners);
      else if (command.type === 'skip-node')
        this.#writeStatus(this.#planNode(command.node).id, { type: 'node-skipped' });
      else if (command.type === 'stop-node') this.#nodeScopes.get(command.node)?.cancel();
      else if (command.type === 'stop-nodes') this.#cancellation.cancel();
      else this.#end(command.state);
    }
  }

  #startNode(index: number, winners: readonly Wire[] | undefined): void {
    this.#runNode(this.#planNode(index), winners)
      .then(
        (values) => this.#finishNode(index, values),
        (error: unknown) => this.#failNode(index, error),
      )
      .catch((error: unknown) => this.#giveUp(error));
  }

  /** The record takes nothing more, not even the run's end; whoever waits for the run must hear of it all the same. */
  #giveUp(error: unknown): void {
    this.#cancellation.cancel();
    const { runId, mask } = this.#options.services;
    this.#settle({ runId, state: 'failed', outputs: {}, error: mask(toErrorInfo(error)) });
  }

  async #runNode(node: PlanNode, winners: readonly Wire[] | undefined): Promise<PortValues> {
    const prepared = this.#prepared(node.index);
    const inputs =
      prepared.role === 'run-input'
        ? { value: this.#options.input.get(node.id) }
        : await this.#gather(node, winners);
    const title = this.#options.document.nodes[node.id]?.title ?? node.id;
    if (!this.#options.plan.hasRaces)
      return prepared.module.run(inputs, { scope: this.#scope, nodeId: node.id, title });
    const { scope: cancellation, release } = this.#cancellation.child();
    this.#nodeScopes.set(node.index, cancellation);
    try {
      const scope = { ...this.#scope, cancellation };
      return await prepared.module.run(inputs, { scope, nodeId: node.id, title });
    } finally {
      release();
    }
  }

  #finishNode(index: number, values: PortValues): void {
    const node = this.#planNode(index);
    this.#values[index] = values;
    if (this.#prepared(index).role === 'run-output')
      this.#outputs.set(node.id, this.#options.services.mask(toJsonValue(values['value'])));
    const silent = node.outputs
      .filter((wire) => values[wire.sourcePort] === undefined)
      .map((wire) => wire.sourcePort);
    this.#carryOut(
      this.#scheduler.step({
        type: 'node-finished',
        node: index,
        ...(silent.length > 0 ? { silent } : {}),
      }),
    );
  }

  #failNode(index: number, error: unknown): void {
    const info = this.#options.services.mask(toErrorInfo(error));
    const stopped = this.#cancellation.error ?? this.#nodeScopes.get(index)?.error;
    if (!stopped) this.#failure ??= { nodeId: this.#planNode(index).id, ...info };
    this.#carryOut(this.#scheduler.step({ type: 'node-failed', node: index }));
  }

  async #gather(node: PlanNode, winners: readonly Wire[] | undefined): Promise<PortValues> {
    const values = new Map<string, unknown>();
    for (const wire of node.inputs) {
      const lost = wire.targetPort.race !== undefined && winners?.includes(wire) === false;
      if (!lost) this.#take(values, wire);
    }
    for (const { source, targetPort } of node.tools) {
      const handles = await this.#toolsOf(source);
      values.set(targetPort.id, [...listIn(values, targetPort.id), ...handles]);
    }
    // Assigning them to an object would lose the port of a variable that is named __proto__.
    return Object.fromEntries(values);
  }

  #take(values: Map<string, unknown>, wire: Wire): void {
    const { id, type, multiple, label } = wire.targetPort;
    const value = this.#values[wire.source]?.[wire.sourcePort];
    if (value === undefined) return;
    const converted = convertValue(value, type, label);
    const list = multiple ? (values.get(id) as unknown[] | undefined) : undefined;
    if (list) list.push(converted);
    else values.set(id, multiple ? [converted] : converted);
  }

  async #toolsOf(index: number): Promise<ToolHandle[]> {
    const node = this.#planNode(index);
    const { module } = this.#prepared(index);
    if (node.disabled) return [];
    if (!isToolProvider(module)) {
      throw new MillraceError('not_a_tool', `"${node.id}" offers no tools.`, { nodeId: node.id });
    }
    const specs = await module.provideTools();
    return specs.map((spec) => new ToolHandle(spec, module, node.id));
  }

  #end(state: 'done' | 'failed' | 'cancelled'): void {
    const { services, document } = this.#options;
    const outputs = Object.fromEntries(
      [...this.#outputs].map(([nodeId, value]) => [document.nodes[nodeId]?.title ?? nodeId, value]),
    );
    const values = [...this.#outputs.values()];
    const output = values.length === 0 ? undefined : values.length === 1 ? values[0] : outputs;
    const error = state === 'failed' ? this.#failure : undefined;
    this.#writeStatus('', {
      type: 'run-ended',
      state,
      ...(output === undefined ? {} : { output: services.writer.keep(output) }),
      ...(error ? { error } : {}),
    });
    services.writer.end({
      state,
      endedUs: services.nowUs(),
      ...(output === undefined ? {} : { output }),
      ...(error ? { error } : {}),
    });
    services.writer.flush();
    this.#settle({
      runId: services.runId,
      state,
      outputs,
      ...(output === undefined ? {} : { output }),
      ...(error ? { error } : {}),
    });
  }

  #writeStatus(nodeId: string, body: StatusEvent): void {
    const { services } = this.#options;
    const stamp = { queue: 'status', spanId: '', nodeId, attempt: 1, iteration: '' };
    services.writer.append({
      runId: services.runId,
      ...stamp,
      order: services.nextOrder(),
      timeUs: services.nowUs(),
      body,
    });
  }

  #planNode(index: number): PlanNode {
    const node = this.#options.plan.nodes[index];
    if (!node) throw new RangeError(`No node ${index} in the plan.`);
    return node;
  }

  #prepared(index: number): PreparedNode {
    const node = this.#options.nodes[index];
    if (!node) throw new RangeError(`No module ${index} in the run.`);
    return node;
  }
}

/** What an input that takes several wires has got so far. */
function listIn(values: ReadonlyMap<string, unknown>, portId: string): readonly unknown[] {
  return (values.get(portId) as readonly unknown[] | undefined) ?? [];
}

function startedBody(replay: ReplayRequest | undefined): StatusEvent {
  if (replay === undefined) return { type: 'run-started' };
  return { type: 'run-started', replay: { name: replay.name, pace: replay.pace } };
}
