import { Worker } from 'node:worker_threads';
import type { MillraceError } from '../../shared/errors.ts';

/** What a thread says once it has loaded. */
interface Ready {
  readonly kind: 'ready';
}

/** One piece of work for a thread, and what its endings are called. */
interface Work<Result, Reply> {
  /** What the thread is sent. */
  readonly message: unknown;
  /** From the moment that the thread has loaded. */
  readonly timeoutMs: number;
  /** The error of work that took too long. */
  readonly late: () => MillraceError;
  /** The error of work that took more memory than there is for it. */
  readonly outOfMemory: () => MillraceError;
  /** The error of work whose thread broke; the reason is a clause without a full stop. */
  readonly broken: (reason: string) => MillraceError;
  /** Fulfils or rejects with what the thread answered. */
  readonly settle: (ending: PromiseWithResolvers<Result>, reply: Exclude<Reply, Ready>) => void;
}

interface PendingWork<Result, Reply> extends Work<Result, Reply> {
  readonly ending: PromiseWithResolvers<Result>;
  timer?: NodeJS.Timeout;
}

/** How a thread is started. */
interface WorkerStart {
  readonly url: URL;
  /** What debuggers call it. */
  readonly name: string;
  readonly data?: unknown;
}

/** A worker thread that says `ready` once, then does one piece of work at a time and can be ended at any moment. */
export class SingleWorker<Result, Reply extends { readonly kind: string }> {
  /** False as soon as the thread must not be given more work. */
  usable = true;
  readonly #worker: Worker;
  #ready = false;
  #pending: PendingWork<Result, Reply> | undefined;

  constructor({ url, name, data }: WorkerStart) {
    this.#worker = new Worker(url, {
      name,
      workerData: data,
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      // The deepest recursion of QuickJS must fit into the thread's stack, or WebAssembly itself breaks.
      resourceLimits: { stackSizeMb: 16, maxOldGenerationSizeMb: 256 },
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: Reply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(undefined));
  }

  /** Does one piece of work, and keeps the process alive meanwhile. After a late one the thread is of no use any more. */
  run(work: Work<Result, Reply>): Promise<Result> {
    const pending = { ...work, ending: Promise.withResolvers<Result>() };
    this.#pending = pending;
    this.#worker.ref();
    if (this.#ready) this.#post(pending);
    return pending.ending.promise;
  }

  /** Ends the thread; work in flight rejects with the error at once. */
  kill(error: MillraceError): Promise<unknown> {
    this.usable = false;
    this.#take()?.ending.reject(error);
    return this.#worker.terminate();
  }

  #post(pending: PendingWork<Result, Reply>): void {
    pending.timer = setTimeout(() => {
      // If this thread was busy itself, the answer may already wait behind the timer.
      setImmediate(() => {
        if (this.#pending === pending) void this.kill(pending.late());
      });
    }, pending.timeoutMs);
    this.#worker.postMessage(pending.message);
  }

  #receive(reply: Reply): void {
    if (reply.kind === 'ready') {
      this.#ready = true;
      if (this.#pending !== undefined) this.#post(this.#pending);
      return;
    }
    const pending = this.#take();
    pending?.settle(pending.ending, reply as Exclude<Reply, Ready>);
  }

  #fail(error: Error | undefined): void {
    this.usable = false;
    const pending = this.#take();
    if (pending === undefined) return;
    const isOutOfMemory =
      error !== undefined && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    pending.ending.reject(
      isOutOfMemory ? pending.outOfMemory() : pending.broken(error?.message ?? 'its thread ended'),
    );
  }

  #take(): PendingWork<Result, Reply> | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    clearTimeout(pending?.timer);
    if (pending !== undefined) this.#worker.unref();
    return pending;
  }
}
