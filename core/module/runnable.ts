import type { MillraceError } from '../shared/errors.ts';
import type { PriorWork } from './prior-work.ts';
import type { RunScope } from './run-scope.ts';

/** Values by port id. Data is JSON; a `tool` port carries a list of ToolHandle. */
export type PortValues = Readonly<Record<string, unknown>>;

/** How a child span is shown: by default under its caller's node, titled as its kind. */
export interface CallOptions {
  /** The node that the child's tokens and trace belong to; default: the caller's. */
  readonly nodeId?: string;
  readonly title?: string;
}

export interface RunOptions extends CallOptions {
  /** The span this one belongs under; default: that of the calling code. */
  readonly scope?: RunScope;
  /** Runs the nodes that lie in a container once, under the given scope. */
  readonly body?: RunBody;
  /** What an earlier run has done of the same work. */
  readonly prior?: PriorWork;
  /** Why it cannot run at all, such as an input of the wrong form: it fails with it at once, and is not tried again. */
  readonly refusal?: MillraceError;
}

/**
 * One pass through the nodes inside a container: from values by inner output to values by inner input. Absent values
 * skip what hangs on them; an absent result was skipped. Rejects with what failed, or with what ended the scope.
 */
export type RunBody = (values: PortValues, scope: RunScope) => Promise<PortValues>;

/** The nodes inside a container, as its module sees them. */
export interface ModuleBody {
  /**
   * Runs them once, as child spans. `pass` counts from 1 and stamps them as `node:pass`; passes may run side by side
   * if their numbers differ.
   */
  run(values: PortValues, pass: number): Promise<PortValues>;
  /** Stops the passes under way; each rejects with `cancelled`. */
  stop(): void;
}

/** What can be run as a span: every module. */
export interface Runnable {
  run(inputs: PortValues, options?: RunOptions): Promise<PortValues>;
}
