import type { Cancellation } from './cancellation.ts';
import type { RunScope } from './run-scope.ts';
import type { ModuleBody, PortValues, RunBody } from './runnable.ts';

/** The nodes inside a container, bound to the span of one execution of it. */
export class ContainerBody implements ModuleBody {
  readonly #runBody: RunBody;
  readonly #scope: RunScope;
  readonly #stampStart: string;
  /** What the passes under way hang on; made anew after a stop. */
  #passes: { readonly scope: Cancellation; release(): void } | undefined;

  constructor(runBody: RunBody, scope: RunScope) {
    this.#runBody = runBody;
    this.#scope = scope;
    this.#stampStart = `${scope.iteration}${scope.iteration === '' ? '' : '/'}${scope.nodeId}:`;
  }

  run(values: PortValues, pass: number): Promise<PortValues> {
    this.#passes ??= this.#scope.cancellation.child();
    const cancellation = this.#passes.scope;
    const iteration = `${this.#stampStart}${pass}`;
    return this.#runBody(values, { ...this.#scope, iteration, cancellation });
  }

  stop(): void {
    this.#passes?.scope.cancel();
    this.#passes?.release();
    this.#passes = undefined;
  }
}
