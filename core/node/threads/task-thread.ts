import { MillraceError, type ErrorInfo } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { SingleWorker } from './single-worker.ts';
import type { Task, TaskReply } from './task-messages.ts';

/** One worker thread that runs one task at a time and can be ended at any moment. */
export class TaskThread {
  readonly #worker: SingleWorker<JsonValue | undefined, TaskReply>;

  constructor(url: URL) {
    this.#worker = new SingleWorker({ url, name: 'millrace-tasks' });
  }

  /** False as soon as the thread must not be given another task. */
  get usable(): boolean {
    return this.#worker.usable;
  }

  /** Runs one task; its time starts when the thread has loaded. After an overrun the thread is of no use any more. */
  run(task: Task, timeoutMs: number, overrun: () => ErrorInfo): Promise<JsonValue | undefined> {
    const late = (): MillraceError => MillraceError.fromInfo(overrun());
    return this.#worker.run({
      message: task,
      timeoutMs,
      late,
      // Out of memory is an overrun too: the task asked for more than there is for it.
      outOfMemory: late,
      broken: (reason) =>
        new MillraceError('thread_failed', `The work broke off: ${reason}.`, {
          action: 'Try again.',
        }),
      settle: ({ resolve, reject }, reply) => {
        if (reply.kind === 'done') resolve(reply.value);
        else reject(MillraceError.fromInfo(reply.error));
      },
    });
  }

  /** Ends the thread; a task in flight rejects with the error at once. */
  kill(error: MillraceError): Promise<unknown> {
    return this.#worker.kill(error);
  }
}
