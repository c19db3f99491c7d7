import { MillraceError } from '../../shared/errors.ts';
import { SingleWorker } from '../threads/single-worker.ts';
import { codeMemory, codeTimeout } from './code-errors.ts';
import type {
  SandboxOutcome,
  SandboxReply,
  SandboxRequest,
  SandboxThreadData,
} from './sandbox-messages.ts';

/** How much later than QuickJS's own deadline a call is ended from outside. */
const graceMs = 50;

/** One worker thread that runs one call at a time and can be ended at any moment. */
export class SandboxThread {
  readonly #worker: SingleWorker<SandboxOutcome, SandboxReply>;

  constructor(url: URL, data: SandboxThreadData) {
    this.#worker = new SingleWorker({ url, name: 'millrace-sandbox', data });
  }

  /** False as soon as the thread must not be given another call. */
  get usable(): boolean {
    return this.#worker.usable;
  }

  /**
   * Runs one call; its time starts when the thread has loaded. Rejects only when the thread was
   * killed (with the killer's error) or broke; the thread keeps the process alive meanwhile.
   */
  run(request: SandboxRequest): Promise<SandboxOutcome> {
    return this.#worker.run({
      message: request,
      timeoutMs: request.timeoutMs + graceMs,
      late: () => MillraceError.fromInfo(codeTimeout(request.timeoutMs)),
      outOfMemory: () => MillraceError.fromInfo(codeMemory(request.memoryBytes)),
      broken: (reason) =>
        new MillraceError('sandbox_failed', `The code sandbox broke: ${reason}.`, {
          action: 'Try again; if it happens again, let the code do less at once.',
        }),
      settle: ({ resolve }, reply) => {
        if (reply.retire) this.#worker.usable = false;
        resolve(reply.outcome);
      },
    });
  }

  /** Ends the thread; a call in flight rejects with the error at once. */
  kill(error: MillraceError): Promise<unknown> {
    return this.#worker.kill(error);
  }
}
