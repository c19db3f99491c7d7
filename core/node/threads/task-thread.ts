import { Worker } from 'node:worker_threads';
import { MillraceError, type ErrorInfo } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Task, TaskReply } from './task-messages.ts';

interface PendingTask {
  readonly task: Task;
  readonly timeoutMs: number;
  readonly overrun: () => ErrorInfo;
  readonly resolve: (value: JsonValue | undefined) => void;
  readonly reject: (error: MillraceError) => void;
  timer?: NodeJS.Timeout;
}

/** One worker thread that runs one task at a time and can be ended at any moment. */
export class TaskThread {
  /** False as soon as the thread must not be given another task. */
  usable = true;
  readonly #worker: Worker;
  #ready = false;
  #pending: PendingTask | undefined;

  constructor(workerUrl: URL) {
    this.#worker = new Worker(workerUrl, {
      name: 'millrace-tasks',
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { stackSizeMb: 16, maxOldGenerationSizeMb: 256 },
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: TaskReply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(undefined));
  }

  /** Runs one task; its time starts when the thread has loaded. After an overrun the thread is of no use any more. */
  run(task: Task, timeoutMs: number, overrun: () => ErrorInfo): Promise<JsonValue | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<JsonValue | undefined>();
    this.#pending = { task, timeoutMs, overrun, resolve, reject };
    this.#worker.ref();
    if (this.#ready) this.#post(this.#pending);
    return promise;
  }

  /** Ends the thread; a task in flight rejects with the error at once. */
  kill(error: MillraceError): Promise<unknown> {
    this.usable = false;
    this.#take()?.reject(error);
    return this.#worker.terminate();
  }

  #post(pending: PendingTask): void {
    pending.timer = setTimeout(() => {
      // If this thread was busy itself, the answer may already wait behind the timer.
      setImmediate(() => {
        if (this.#pending === pending) void this.kill(MillraceError.fromInfo(pending.overrun()));
      });
    }, pending.timeoutMs);
    this.#worker.postMessage(pending.task);
  }

  #receive(reply: TaskReply): void {
    if (reply.kind === 'ready') {
      this.#ready = true;
      if (this.#pending !== undefined) this.#post(this.#pending);
      return;
    }
    const pending = this.#take();
    if (reply.kind === 'done') pending?.resolve(reply.value);
    else pending?.reject(MillraceError.fromInfo(reply.error));
  }

  #fail(error: Error | undefined): void {
    this.usable = false;
    const pending = this.#take();
    if (pending === undefined) return;
    // Out of memory is an overrun too: the task asked for more than there is for it.
    const outOfMemory =
      error !== undefined && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    pending.reject(
      outOfMemory
        ? MillraceError.fromInfo(pending.overrun())
        : new MillraceError(
            'thread_failed',
            `The work broke off: ${error?.message ?? 'its thread ended'}.`,
          ),
    );
  }

  #take(): PendingTask | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    clearTimeout(pending?.timer);
    if (pending !== undefined) this.#worker.unref();
    return pending;
  }
}
