/** Does one thing after another: what was asked for first is done first, and nothing runs into anything. */
export class TaskQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(task);
    // The next one must not fail because this one does.
    this.#last = next.catch(() => undefined);
    return next;
  }
}
