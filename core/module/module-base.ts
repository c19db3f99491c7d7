import type { Field } from '../model/field.ts';
import type { Capability, KindCategory } from '../model/kind-descriptor.ts';
import type { NodePorts } from '../model/port.ts';
import { MillraceError, cancelledCode, toErrorInfo } from '../shared/errors.ts';
import type * as z from 'zod';
import { baseSettings, type BaseSettings } from './base-settings.ts';
import type { Cancellation } from './cancellation.ts';
import { ModuleContext } from './module-context.ts';
import { currentScope, runInScope, type RunScope } from './run-scope.ts';
import type { PortValues, RunOptions, Runnable } from './runnable.ts';
import { Span } from './span.ts';

/** Marks module classes across copies of this library, where instanceof would fail. */
export const moduleBrand: unique symbol = Symbol.for('millrace.module') as never;

const firstRetryDelayMs = 500;

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
    return this.#try(inputs, parent, options, 1);
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
    const nodeId = options.nodeId ?? parent.nodeId;
    const { services, iteration, flow } = parent;
    const span = new Span(
      services,
      {
        parentSpanId: parent.spanId,
        nodeId,
        kind: kindId(kind),
        title: options.title ?? kindTitle(kind),
        attempt,
        iteration,
        streams: this.settings.stream,
        traces: this.settings.trace,
      },
      inputs,
    );
    const limit = this.#limit(parent.cancellation);
    const cancellation = limit?.scope ?? parent.cancellation;
    const scope: RunScope = {
      services,
      spanId: span.id,
      nodeId,
      iteration,
      flow,
      cancellation,
      addUsage: (usage) => span.addUsage(usage),
    };
    const context = new ModuleContext(span, scope, options.body);
    const fail = (thrown: unknown): never => {
      context.end();
      if (attempt <= this.settings.retries && !options.refusal && !cancellation.error) {
        span.stream({
          type: 'retry',
          delayMs: firstRetryDelayMs * 2 ** (attempt - 1),
          error: services.mask(toErrorInfo(thrown)),
        });
      }
      try {
        span.fail(toErrorInfo(locateError(thrown, nodeId)));
      } finally {
        release();
      }
      throw thrown;
    };
    const finish = (outputs: PortValues): PortValues => {
      try {
        checkOutputs(outputs, kind);
        context.end();
        span.finish(outputs);
      } catch (thrown) {
        return fail(thrown);
      }
      release();
      return outputs;
    };
    const release = (): void => {
      limit?.release();
      if (span.usage) parent.addUsage?.(span.usage);
    };
    if (options.refusal) return fail(options.refusal);
    let returned: PortValues | Promise<PortValues>;
    try {
      returned = runInScope(scope, () => this.forward(inputs, context));
    } catch (thrown) {
      return fail(thrown);
    }
    return isPromise(returned) ? cancellation.race(returned).then(finish, fail) : finish(returned);
  }

  #limit(parent: Cancellation): { readonly scope: Cancellation; release(): void } | undefined {
    const { timeLimitMs } = this;
    if (timeLimitMs === 0) return undefined;
    return parent.timedChild(
      timeLimitMs,
      () =>
        new MillraceError('timeout', `It took longer than its time limit of ${timeLimitMs} ms.`, {
          action: 'Raise the time limit in the node’s advanced settings, or set it to 0.',
        }),
    );
  }
}

/** Ids and titles made of class names, by class: a module is asked for them each time it runs. */
const madeNames = new WeakMap<object, { readonly id: string; readonly title: string }>();

/** The id of a kind: its own, or its class name in kebab-case. */
export function kindId(kind: { readonly kind: string; readonly name: string }): string {
  return kind.kind || namesOf(kind).id;
}

/** The title of a kind: its own, or its class name in words. */
export function kindTitle(kind: { readonly title: string; readonly name: string }): string {
  return kind.title || namesOf(kind).title;
}

function namesOf(kind: { readonly name: string }): { readonly id: string; readonly title: string } {
  const known = madeNames.get(kind);
  if (known) return known;
  const title = kind.name.replace(/Module$/, '').replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  const made = { id: title.replaceAll(' ', '-').toLowerCase(), title };
  madeNames.set(kind, made);
  return made;
}

function isPromise(value: PortValues | Promise<PortValues>): value is Promise<PortValues> {
  return typeof (value as { then?: unknown } | undefined | null)?.then === 'function';
}

/** What plain JavaScript returned need not be what the types say. Throws `wrong_outputs`. */
function checkOutputs(outputs: unknown, kind: typeof ModuleBase): void {
  if (typeof outputs === 'object' && outputs !== null && !Array.isArray(outputs)) return;
  throw new MillraceError(
    'wrong_outputs',
    `${kindTitle(kind)} returned no values by output port.`,
    {
      action:
        'Let forward return an object with a key for each output port, such as { out: value }.',
    },
  );
}

function locateError(thrown: unknown, nodeId: string): MillraceError {
  if (
    thrown instanceof MillraceError &&
    (thrown.nodeId !== undefined || thrown.code === cancelledCode)
  )
    return thrown;
  const info = toErrorInfo(thrown);
  return new MillraceError(info.code, info.message, {
    ...(info.action === undefined ? {} : { action: info.action }),
    ...(info.details === undefined ? {} : { details: info.details }),
    ...(nodeId === '' ? {} : { nodeId }),
    cause: thrown,
  });
}
