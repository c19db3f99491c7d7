import { Worker } from 'node:worker_threads';
import { MillraceError } from '../../shared/errors.ts';
import { codeMemory, codeTimeout } from './code-errors.ts';
import type {
  SandboxOutcome,
  SandboxReply,
  SandboxRequest,
  SandboxThreadData,
} from './sandbox-messages.ts';

/** How much later than QuickJS's own deadline a call is ended from outside. */
const graceMs = 50;

interface PendingCall {
  readonly request: SandboxRequest;
  readonly resolve: (outcome: SandboxOutcome) => void;
  readonly reject: (error: MillraceError) => void;
  timer?: NodeJS.Timeout;
}

/** One worker thread that runs one call at a time and can be ended at any moment. */
export class SandboxThread {
  /** False as soon as the thread must not be given another call. */
  usable = true;
  readonly #worker: Worker;
  #ready = false;
  #pending: PendingCall | undefined;

  constructor(workerUrl: URL, data: SandboxThreadData) {
    this.#worker = new Worker(workerUrl, {
      name: 'millrace-sandbox',
      workerData: data,
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      // QuickJS's deepest recursion must fit into the thread's stack, or WebAssembly itself breaks.
      resourceLimits: { stackSizeMb: 16, maxOldGenerationSizeMb: 256 },
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: SandboxReply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(undefined));
  }

  /**
   * Runs one call; its time starts when the thread has loaded. Rejects only when the thread was
   * killed (with the killer's error) or broke; the thread keeps the process alive meanwhile.
   */
  run(request: SandboxRequest): Promise<SandboxOutcome> {
    const { promise, resolve, reject } = Promise.withResolvers<SandboxOutcome>();
    this.#pending = { request, resolve, reject };
    this.#worker.ref();
    if (this.#ready) this.#post(this.#pending);
    return promise;
  }

  /** Ends the thread; a call in flight rejects with the error at once. */
  kill(error: MillraceError): Promise<unknown> {
    this.usable = false;
    this.#take()?.reject(error);
    return this.#worker.terminate();
  }

  #post(pending: PendingCall): void {
    const { request } = pending;
    pending.timer = setTimeout(() => this.#overrun(pending), request.timeoutMs + graceMs);
    this.#worker.postMessage(request);
  }

  #overrun(pending: PendingCall): void {
    // If this thread was busy itself, the answer may already wait behind the timer.
    setImmediate(() => {
      if (this.#pending !== pending) return;
      void this.kill(MillraceError.fromInfo(codeTimeout(pending.request.timeoutMs)));
    });
  }

  #receive(reply: SandboxReply): void {
    if (reply.kind === 'ready') {
      this.#ready = true;
      if (this.#pending !== undefined) this.#post(this.#pending);
      return;
    }
    if (reply.id !== this.#pending?.request.id) return;
    if (reply.retire) this.usable = false;
    this.#take()?.resolve(reply.outcome);
  }

  #fail(error: Error | undefined): void {
    this.usable = false;
    const pending = this.#take();
    if (pending === undefined) return;
    if (error !== undefined && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      pending.reject(MillraceError.fromInfo(codeMemory(pending.request.memoryBytes)));
      return;
    }
    const reason = error?.message ?? 'its thread ended';
    pending.reject(new MillraceError('sandbox_failed', `The code sandbox broke: ${reason}`));
  }

  #take(): PendingCall | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    clearTimeout(pending?.timer);
    if (pending !== undefined) this.#worker.unref();
    return pending;
  }
}
