import { MillraceError, cancelledCode, type ErrorInfo } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Task } from './task-messages.ts';
import { TaskThread } from './task-thread.ts';

/** How a task is to be run. */
export interface TaskOptions {
  /** Counted from the moment when a thread has it. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** What to say when its time or memory was not enough. */
  readonly overrun: () => ErrorInfo;
}

export interface TaskThreadsOptions {
  /** The thread's script; the TypeScript file beside this one by default. A bundle names its own. */
  readonly workerUrl?: URL;
  /** Most threads, so most tasks at once. Default: 2. */
  readonly poolSize?: number;
}

/**
 * Threads for tasks that must be endable. They start with the first tasks, stay warm, and never keep the process alive
 * while idle; one that overran or was cancelled is replaced when the next task needs it.
 */
export class TaskThreads {
  readonly #workerUrl: URL;
  readonly #poolSize: number;
  readonly #threads = new Set<TaskThread>();
  readonly #idle: TaskThread[] = [];
  readonly #waiting: (() => void)[] = [];
  #closed = false;

  constructor(options: TaskThreadsOptions = {}) {
    this.#workerUrl = options.workerUrl ?? new URL('./task-worker.ts', import.meta.url);
    this.#poolSize = options.poolSize ?? 2;
  }

  /** The task's value. Throws what the task threw, the overrun's error, or `cancelled`. */
  async run(
    task: Task,
    { timeoutMs, signal, overrun }: TaskOptions,
  ): Promise<JsonValue | undefined> {
    const thread = await this.#takeThread(signal);
    const onAbort = (): void => void thread.kill(cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await thread.run(task, timeoutMs, overrun);
    } finally {
      signal.removeEventListener('abort', onAbort);
      if (thread.usable) this.#idle.push(thread);
      else this.#threads.delete(thread);
      this.#waiting.shift()?.();
    }
  }

  /** Ends all threads; tasks in flight fail with `cancelled`. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    await Promise.all(Array.from(this.#threads, (thread) => thread.kill(cancelled())));
  }

  async #takeThread(signal: AbortSignal): Promise<TaskThread> {
    for (;;) {
      if (this.#closed || signal.aborted) throw cancelled();
      const idle = this.#idle.pop();
      if (idle?.usable === true) return idle;
      if (idle !== undefined) this.#threads.delete(idle);
      else if (this.#threads.size < this.#poolSize) return this.#startThread();
      else await this.#waitForThread(signal);
    }
  }

  async #waitForThread(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = (): void => resolve();
    this.#waiting.push(wake);
    signal.addEventListener('abort', wake, { once: true });
    await promise;
    signal.removeEventListener('abort', wake);
    const index = this.#waiting.indexOf(wake);
    if (index >= 0) this.#waiting.splice(index, 1);
  }

  #startThread(): TaskThread {
    const thread = new TaskThread(this.#workerUrl);
    this.#threads.add(thread);
    return thread;
  }
}

function cancelled(): MillraceError {
  return new MillraceError(cancelledCode, 'It was cancelled.');
}
