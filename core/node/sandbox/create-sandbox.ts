import { availableParallelism } from 'node:os';
import type { Sandbox, SandboxCall, SandboxResult } from '../../contracts/sandbox.ts';
import { MillraceError, cancelledCode } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { SandboxRequest } from './sandbox-messages.ts';
import { SandboxThread } from './sandbox-thread.ts';

/** Settings of a sandbox. */
export interface SandboxOptions {
  /** Most threads at once, so most calls at once; the processor's cores, from 2 to 8, by default. */
  readonly poolSize?: number;
  /** The thread's script; the TypeScript file beside this one by default. A bundle names its own. */
  readonly workerUrl?: URL;
  /** QuickJS's WebAssembly file, where a bundle has moved it away from its package. */
  readonly wasmUrl?: URL;
}

/** Models mostly call one or two tools at a time. */
const warmThreads = 2;

interface Waiting {
  readonly resolve: (thread: SandboxThread) => void;
  readonly reject: (error: MillraceError) => void;
}

/**
 * A sandbox of QuickJS runtimes in worker threads. Threads start with the first calls, stay warm,
 * and never keep the process alive while idle; a thread that overran or was cancelled is replaced.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  return new ThreadPool(options);
}

class ThreadPool implements Sandbox {
  readonly #options: SandboxOptions;
  readonly #poolSize: number;
  readonly #threads = new Set<SandboxThread>();
  readonly #idle: SandboxThread[] = [];
  readonly #waiting: Waiting[] = [];
  #closed = false;
  #lastId = 0;

  constructor(options: SandboxOptions) {
    this.#options = options;
    const poolSize = options.poolSize ?? Math.min(8, Math.max(2, availableParallelism()));
    this.#poolSize = Math.max(1, poolSize);
  }

  warm(): void {
    if (this.#closed) return;
    while (this.#threads.size < Math.min(this.#poolSize, warmThreads)) {
      this.#idle.push(this.#startThread());
    }
  }

  async call(call: SandboxCall): Promise<SandboxResult> {
    const { signal } = call;
    if (this.#closed || signal.aborted) throw cancelled();
    const request = this.#toRequest(call);
    const thread = await this.#takeThread(signal);
    const onAbort = (): void => void thread.kill(cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      // The wait for a thread may have seen the end of both.
      if (this.#closed || signal.aborted) throw cancelled();
      const outcome = await thread.run(request);
      if (outcome.kind === 'failed') throw MillraceError.fromInfo(outcome.error);
      return { value: JSON.parse(outcome.valueText) as JsonValue, log: outcome.log };
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#giveBack(thread);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(cancelled());
    const threads = [...this.#threads];
    this.#threads.clear();
    this.#idle.length = 0;
    await Promise.all(threads.map((thread) => thread.kill(cancelled())));
  }

  #toRequest(call: SandboxCall): SandboxRequest {
    const { code, functionName, args, timeoutMs, memoryBytes } = call;
    this.#lastId += 1;
    const slots = args.map((value) => (value === undefined ? [] : [value]));
    const argumentsText = JSON.stringify(slots);
    return { id: this.#lastId, code, functionName, argumentsText, timeoutMs, memoryBytes };
  }

  async #takeThread(signal: AbortSignal): Promise<SandboxThread> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.usable) return idle;
      this.#threads.delete(idle);
    }
    if (this.#threads.size < this.#poolSize) return this.#startThread();
    const { promise, resolve, reject } = Promise.withResolvers<SandboxThread>();
    const waiting: Waiting = { resolve, reject };
    this.#waiting.push(waiting);
    const onAbort = (): void => {
      const index = this.#waiting.indexOf(waiting);
      if (index < 0) return;
      this.#waiting.splice(index, 1);
      reject(cancelled());
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  #startThread(): SandboxThread {
    const { workerUrl = new URL('./sandbox-worker.ts', import.meta.url), wasmUrl } = this.#options;
    const data = wasmUrl === undefined ? {} : { wasmUrl: wasmUrl.href };
    const thread = new SandboxThread(workerUrl, data);
    this.#threads.add(thread);
    return thread;
  }

  #giveBack(thread: SandboxThread): void {
    if (this.#closed) return;
    let next = thread;
    if (!thread.usable) {
      this.#threads.delete(thread);
      void thread.kill(cancelled());
      // A replacement only where it is awaited or nothing warm is left.
      if (this.#waiting.length === 0 && this.#threads.size > 0) return;
      next = this.#startThread();
    }
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#idle.push(next);
    else waiting.resolve(next);
  }
}

function cancelled(): MillraceError {
  return new MillraceError(cancelledCode, 'The code was cancelled.');
}
