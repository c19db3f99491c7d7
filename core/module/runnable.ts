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
}

/** What can be run as a span: every module. */
export interface Runnable {
  run(inputs: PortValues, options?: RunOptions): Promise<PortValues>;
}
