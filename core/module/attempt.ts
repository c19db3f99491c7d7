import { MillraceError, toErrorInfo } from '../shared/errors.ts';
import type { BaseSettings } from './base-settings.ts';
import type { Cancellation } from './cancellation.ts';
import { locateError } from './locate-error.ts';
import { kindId, kindTitle } from './kind-names.ts';
import { ModuleContext } from './module-context.ts';
import { runInScope, type RunScope } from './run-scope.ts';
import type { PortValues, RunOptions } from './runnable.ts';
import { Span } from './span.ts';

/** How long the pause before a module's second try is; each further one is twice as long. */
export const firstRetryDelayMs = 500;

/** What an attempt must know of its module. */
interface Attempted {
  readonly settings: BaseSettings;
  /** The names of the module's class. */
  readonly kind: { readonly kind: string; readonly title: string; readonly name: string };
  /** 0: none. */
  readonly timeLimitMs: number;
  /** 1 for the first try. */
  readonly attempt: number;
}

/** One try of a module's work: a span from its opening to its close, whatever the work does. */
export class Attempt {
  /** What the work has at hand. */
  readonly context: ModuleContext;
  readonly #module: Attempted;
  readonly #parent: RunScope;
  readonly #options: RunOptions;
  readonly #span: Span;
  readonly #cancellation: Cancellation;
  readonly #limit: { readonly scope: Cancellation; release(): void } | undefined;
  readonly #scope: RunScope;

  /** Opens the span. */
  constructor(module: Attempted, inputs: PortValues, parent: RunScope, options: RunOptions) {
    const { settings, kind, timeLimitMs, attempt } = module;
    const { services, iteration, flow } = parent;
    const nodeId = options.nodeId ?? parent.nodeId;
    this.#module = module;
    this.#parent = parent;
    this.#options = options;
    const span = new Span(
      services,
      {
        parentSpanId: parent.spanId,
        nodeId,
        kind: kindId(kind),
        title: options.title ?? kindTitle(kind),
        attempt,
        iteration,
        streams: settings.stream,
        traces: settings.trace,
      },
      inputs,
    );
    this.#span = span;
    this.#limit = timeLimitMs === 0 ? undefined : limitTime(parent, timeLimitMs);
    this.#cancellation = this.#limit?.scope ?? parent.cancellation;
    this.#scope = {
      services,
      spanId: span.id,
      nodeId,
      iteration,
      flow,
      cancellation: this.#cancellation,
      // A later try is work that the earlier run has not done.
      prior: attempt === 1 ? options.prior : undefined,
      usage: span,
    };
    this.context = new ModuleContext(span, this.#scope, options.body);
  }

  /** Does the work and closes the span. What is done at once is returned, or thrown, at once. */
  run(work: () => PortValues | Promise<PortValues>): PortValues | Promise<PortValues> {
    if (this.#options.refusal) return this.#fail(this.#options.refusal);
    let returned: PortValues | Promise<PortValues>;
    try {
      returned = runInScope(this.#scope, work);
    } catch (thrown) {
      return this.#fail(thrown);
    }
    if (!isPromise(returned)) return this.#finish(returned);
    return this.#cancellation.race(returned).then(
      (outputs) => this.#finish(outputs),
      (thrown: unknown) => this.#fail(thrown),
    );
  }

  #finish(outputs: PortValues): PortValues {
    try {
      checkOutputs(outputs, this.#module.kind);
      this.context.end();
      this.#span.finish(outputs);
    } catch (thrown) {
      return this.#fail(thrown);
    }
    this.#release();
    return outputs;
  }

  #fail(thrown: unknown): never {
    const { settings, attempt } = this.#module;
    const { services, nodeId } = this.#scope;
    this.context.end();
    if (attempt <= settings.retries && !this.#options.refusal && !this.#cancellation.error) {
      this.#span.stream({
        type: 'retry',
        delayMs: firstRetryDelayMs * 2 ** (attempt - 1),
        error: services.mask(toErrorInfo(thrown)),
      });
    }
    try {
      this.#span.fail(toErrorInfo(locateError(thrown, nodeId)));
    } finally {
      this.#release();
    }
    throw thrown;
  }

  #release(): void {
    this.#limit?.release();
    const { usage } = this.#span;
    if (usage) this.#parent.usage?.addUsage(usage);
  }
}

/** Whether work goes on after it has returned. */
export function isPromise(value: PortValues | Promise<PortValues>): value is Promise<PortValues> {
  return typeof (value as { then?: unknown } | undefined | null)?.then === 'function';
}

function limitTime(
  { cancellation, services }: RunScope,
  timeLimitMs: number,
): ReturnType<Cancellation['timedChild']> {
  return cancellation.timedChild(
    timeLimitMs,
    () =>
      new MillraceError('timeout', `It took longer than its time limit of ${timeLimitMs} ms.`, {
        action: 'Raise the time limit in the node’s advanced settings, or set it to 0.',
      }),
    () => services.hold.heldMs(),
  );
}

/** What plain JavaScript returned need not be what the types say. Throws `wrong_outputs`. */
function checkOutputs(outputs: unknown, kind: Attempted['kind']): void {
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
