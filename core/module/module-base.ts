import type { Field } from '../model/field.ts';
import type { Capability, KindCategory } from '../model/kind-descriptor.ts';
import type { NodePorts } from '../model/port.ts';
import type * as z from 'zod';
import { baseSettings, type BaseSettings } from './base-settings.ts';
import { Attempt, firstRetryDelayMs, isPromise } from './attempt.ts';
import { locateError } from './locate-error.ts';
import type { ModuleContext } from './module-context.ts';
import { currentScope, type RunScope } from './run-scope.ts';
import type { PortValues, RunOptions, Runnable } from './runnable.ts';
import { takeOver } from './take-over.ts';

/** Marks module classes across copies of this library, where instanceof would fail. */
export const moduleBrand: unique symbol = Symbol.for('millrace.module') as never;

/**
 * What every node is. A subclass implements `forward`; `run` gives it a span, trace entries, live status, time limit,
 * retries and cancellation. The statics declare the kind once; palette, inspector, validation and documentation
 * are derived from them.
 */
export abstract class ModuleBase<Settings extends BaseSettings = BaseSettings> implements Runnable {
  static readonly [moduleBrand] = true;
  /** Stable id of the kind in flow files; '' takes the class name in kebab-case. */
  static readonly kind: string = '';
  static readonly version: number = 1;
  static readonly title: string = '';
  static readonly description: string = '';
  /** Name of a lucide icon. */
  static readonly icon: string = 'box';
  static readonly category: KindCategory = 'flow';
  /** Validates settings and fills in defaults; extends `baseSettings`. */
  static readonly settings: z.ZodType<BaseSettings> = baseSettings;
  /** Form rows of the kind's own settings. */
  static readonly fields: readonly Field[] = [];
  /** Ports of a node with default settings. */
  static readonly ports: NodePorts = {
    inputs: [{ id: 'in', label: 'In', type: 'any' }],
    outputs: [{ id: 'out', label: 'Out', type: 'any' }],
  };
  static readonly capabilities: readonly Capability[] = [];
  /** Whether other nodes may lie inside a node of this kind. */
  static readonly container: boolean = false;
  /** Have the disk keep its results, and start only while it can: for work that costs money or cannot be repeated. */
  static readonly durable: boolean = false;

  readonly settings: Settings;

  /** Settings default to the kind's own defaults; throws a ZodError when they don't fit. */
  constructor(settings?: Settings) {
    const kind = this.constructor as typeof ModuleBase;
    this.settings = settings ?? (kind.settings.parse({}) as Settings);
  }

  /** How long `forward` may take, ms; 0: as long as it likes. A module that keeps its own time answers 0. */
  protected get timeLimitMs(): number {
    return this.settings.timeoutMs;
  }

  /** The work itself: from values by input port to values by output port. An absent output skips what hangs on it. */
  protected abstract forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> | PortValues;

  /**
   * Executes the module as a span of the surrounding run. Throws what `forward` threw, as a MillraceError that
   * names the node; `cancelled` and `timeout` come at once, even from a `forward` that ignores its signal. In a scope
   * that has ended already nothing starts: it throws what ended the scope.
   */
  async run(inputs: PortValues, options: RunOptions = {}): Promise<PortValues> {
    return this.execute(inputs, options);
  }

  /** As `run`, for the engine: what is done at once is returned, or thrown, at once. */
  execute(inputs: PortValues, options: RunOptions): PortValues | Promise<PortValues> {
    const parent = options.scope ?? currentScope();
    // What cannot be recorded must not be done, and paid for.
    if ((this.constructor as typeof ModuleBase).durable) parent.services.writer.assertWorking();
    const { given, hold } = parent.services;
    if (parent.prior === undefined && given === undefined) {
      if (hold.isWatching) return this.#hold(inputs, parent, options);
      return this.#try(inputs, parent, options, 1);
    }
    if (parent.cancellation.error) throw parent.cancellation.error;
    const kind = this.constructor as typeof ModuleBase;
    const taken = takeOver({ kind, settings: this.settings }, inputs, parent, options);
    if (taken !== undefined && 'outputs' in taken) return taken.outputs;
    const more = taken === undefined ? options : { ...options, prior: taken.below };
    if (hold.isWatching) return this.#hold(inputs, parent, more);
    return this.#try(inputs, parent, more, 1);
  }

  /** Does the work as soon as people let it, on what they make of its inputs and outputs. */
  async #hold(inputs: PortValues, parent: RunScope, options: RunOptions): Promise<PortValues> {
    const { hold } = parent.services;
    const { iteration, spanId, cancellation } = parent;
    const isNode = options.nodeId !== undefined;
    const nodeId = options.nodeId ?? parent.nodeId;
    const place = { nodeId, iteration, spanId, isNode, cancellation };
    if (cancellation.error) throw cancellation.error;
    const outputs = await this.#try(await hold.before(place, inputs), parent, options, 1);
    return hold.after(place, outputs);
  }

  #try(
    inputs: PortValues,
    parent: RunScope,
    options: RunOptions,
    attempt: number,
  ): PortValues | Promise<PortValues> {
    if (parent.cancellation.error) throw parent.cancellation.error;
    const tryAgain = (thrown: unknown): Promise<PortValues> => {
      const error = locateError(thrown, options.nodeId ?? parent.nodeId);
      const isLast = attempt > this.settings.retries || options.refusal !== undefined;
      if (isLast || parent.cancellation.error) throw error;
      const delayMs = firstRetryDelayMs * 2 ** (attempt - 1);
      return parent.cancellation
        .delay(delayMs)
        .then(() => parent.services.hold.whenRunning(parent.cancellation))
        .then(() => this.#try(inputs, parent, options, attempt + 1));
    };
    let outputs: PortValues | Promise<PortValues>;
    try {
      outputs = this.#attempt(inputs, parent, options, attempt);
    } catch (thrown) {
      return tryAgain(thrown);
    }
    return isPromise(outputs)
      ? outputs.then((values) => this.#keep(values, parent), tryAgain)
      : this.#keep(outputs, parent);
  }

  #keep(outputs: PortValues, parent: RunScope): PortValues {
    const { durable } = this.constructor as typeof ModuleBase;
    if (durable) parent.services.writer.flushSoon();
    return outputs;
  }

  #attempt(
    inputs: PortValues,
    parent: RunScope,
    options: RunOptions,
    attempt: number,
  ): PortValues | Promise<PortValues> {
    const kind = this.constructor as typeof ModuleBase;
    const { settings, timeLimitMs } = this;
    const made = new Attempt({ kind, settings, timeLimitMs, attempt }, inputs, parent, options);
    return made.run(() => this.forward(inputs, made.context));
  }
}
