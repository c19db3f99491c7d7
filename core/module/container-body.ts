import { MillraceError, cancelledCode } from '../shared/errors.ts';
import type { Cancellation } from './cancellation.ts';
import type { RunScope } from './run-scope.ts';
import type { ModuleBody, PortValues, RunBody } from './runnable.ts';

/**
 * How long passes may follow each other, in ms, before others get a turn: nodes that are done at once would keep a
 * cancel, or another run, from being heard.
 */
const longestHoldMs = 20;

/** The nodes inside a container, bound to the span of one execution of it. */
export class ContainerBody implements ModuleBody {
  readonly #runBody: RunBody;
  readonly #scope: RunScope;
  readonly #attempt: number;
  #heldSinceMs = performance.now();
  /** What the passes under way hang on; made anew after a stop. */
  #passes: { readonly scope: Cancellation; release(): void } | undefined;
  #isOver = false;

  constructor(runBody: RunBody, scope: RunScope, attempt: number) {
    this.#runBody = runBody;
    this.#scope = scope;
    this.#attempt = attempt;
  }

  run(values: PortValues, pass: number): Promise<PortValues> {
    if (this.#isOver) {
      const reason = 'The container had ended before this pass began.';
      return Promise.reject(new MillraceError(cancelledCode, reason));
    }
    // Taken before the wait: a stop meanwhile must reach this pass too.
    this.#passes ??= this.#scope.cancellation.child();
    const cancellation = this.#passes.scope;
    const scope = {
      ...this.#scope,
      iteration: stampPass(this.#scope, this.#attempt, pass),
      cancellation,
    };
    if (performance.now() - this.#heldSinceMs < longestHoldMs) return this.#runBody(values, scope);
    return this.#takeTurn().then(() => this.#runBody(values, scope));
  }

  /** Stops the passes and begins no others: what a container started ends with it. */
  end(): void {
    this.#isOver = true;
    this.stop();
  }

  async #takeTurn(): Promise<void> {
    await new Promise<void>((resolve) => setTimeout(resolve));
    this.#heldSinceMs = performance.now();
  }

  stop(): void {
    this.#passes?.scope.cancel();
    this.#passes?.release();
    this.#passes = undefined;
  }
}

/**
 * How what happens in a pass is stamped: `loop1:3`, behind the stamp of the pass around it. A later attempt of the
 * container says so, `loop1#2:3`, since it makes the same passes once more.
 */
export function stampPass(
  { iteration, nodeId }: Pick<RunScope, 'iteration' | 'nodeId'>,
  attempt: number,
  pass: number,
): string {
  const own = attempt === 1 ? `${nodeId}:${pass}` : `${nodeId}#${attempt}:${pass}`;
  return iteration === '' ? own : `${iteration}/${own}`;
}
