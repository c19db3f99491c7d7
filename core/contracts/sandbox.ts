import type { JsonValue } from '../shared/json.ts';

/** One call of a function that stands in untrusted JavaScript. */
export interface SandboxCall {
  /** The whole script; it declares `functionName` at top level. */
  readonly code: string;
  readonly functionName: string;
  /** Positional arguments. */
  readonly args: readonly (JsonValue | undefined)[];
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  readonly signal: AbortSignal;
}

export interface SandboxResult {
  /** What the function returned, as JSON; undefined becomes null. */
  readonly value: JsonValue;
  /** What it wrote with console.log, .warn and .error, a line each, at most 1,000 lines. */
  readonly log: readonly string[];
}

/** Runs untrusted JavaScript apart from the engine's thread, without network, files or clock access to the host. */
export interface Sandbox {
  /** Throws MillraceError: code_error (thrown or invalid code), code_timeout, code_memory, code_result (not JSON), cancelled. */
  call(call: SandboxCall): Promise<SandboxResult>;
  /** Starts what the first calls will need, so that they don't wait for it. Returns at once; never throws. */
  warm(): void;
  /** Ends all threads; calls in flight fail with `cancelled`. */
  close(): Promise<void>;
}
