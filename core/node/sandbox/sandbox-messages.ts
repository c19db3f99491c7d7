import type { ErrorInfo } from '../../shared/errors.ts';

/** One call, as the pool hands it to a thread. */
export interface SandboxRequest {
  readonly id: number;
  readonly code: string;
  readonly functionName: string;
  /** JSON text: an array with one array per argument, `[value]`, or `[]` for undefined. */
  readonly argumentsText: string;
  readonly timeoutMs: number;
  readonly memoryBytes: number;
}

/** What a call came to. */
export type SandboxOutcome =
  | { readonly kind: 'done'; readonly valueText: string; readonly log: readonly string[] }
  | { readonly kind: 'failed'; readonly error: ErrorInfo };

/** What a thread tells the pool: once that it has loaded, then one answer per request. */
export type SandboxReply =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly outcome: SandboxOutcome;
      /** The thread must not be used again: its WebAssembly memory has grown large or may be damaged. */
      readonly retire: boolean;
    };

/** What a thread is started with. */
export interface SandboxThreadData {
  /** Where the QuickJS WebAssembly file lies, when not beside its package's script. */
  readonly wasmUrl?: string;
}
