import type { DatabaseQuery, DatabaseResult, Databases } from '../../contracts/databases.ts';
import { MillraceError, cancelledCode } from '../../shared/errors.ts';
import type { QueryReply } from './query-messages.ts';
import { startProcess, startThread, type QueryListener, type QueryWorker } from './query-worker.ts';

export interface DatabasesOptions {
  /** The script of a worker; the TypeScript file beside this one by default. A bundle names its own. */
  readonly workerUrl?: URL;
  /** Whether queries get a process or a thread. Default: a process, but in Electron, which starts none. */
  readonly place?: 'process' | 'thread';
}

/** Queries on different files run at the same time, but no more than this. */
const mostWorkers = 2;
/** How much later than its limit a query is ended: SQLite's own waiting for a lock is told apart from that. */
const graceMs = 100;
/** Ended workers that may still be at work before new queries are refused: each holds a core. */
const mostLeaving = 2;
/** A process that has started and loaded SQLite is kept for so long after its last query. */
const keptIdleMs = 30_000;

/** Queries SQLite files in workers that are ended when a query overruns. */
export function createDatabases(options: DatabasesOptions = {}): Databases {
  return new QueryPool(options);
}

class QueryPool implements Databases {
  readonly #start: () => QueryLine;
  readonly #lines = new Set<QueryLine>();
  /** Workers that were ended and have not gone: threads within a step of SQLite's. */
  readonly #leaving = new Set<QueryLine>();
  readonly #waiting = new Set<() => void>();
  #closed = false;

  constructor(options: DatabasesOptions) {
    const script = options.workerUrl ?? new URL('./query-process.ts', import.meta.url);
    const place =
      options.place ?? (process.versions['electron'] === undefined ? 'process' : 'thread');
    const start = place === 'process' ? startProcess : startThread;
    this.#start = () =>
      new QueryLine((listener) => start(script, listener), {
        onEnd: (line) => this.#leave(line),
        onExit: (line) => this.#leaving.delete(line),
      });
  }

  async query(query: DatabaseQuery): Promise<DatabaseResult> {
    const line = await this.#take(query.signal);
    try {
      return await line.run(query);
    } finally {
      for (const wake of this.#waiting) wake();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const wake of this.#waiting) wake();
    for (const line of Array.from(this.#lines)) line.end(cancelled());
  }

  async #take(signal: AbortSignal): Promise<QueryLine> {
    for (;;) {
      if (this.#closed || signal.aborted) throw cancelled();
      const idle = Array.from(this.#lines).find((line) => !line.busy);
      if (idle) return idle.reserve();
      if (this.#lines.size < mostWorkers) {
        if (this.#leaving.size >= mostLeaving) throw busy();
        const line = this.#start();
        this.#lines.add(line);
        return line.reserve();
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = (): void => resolve();
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
      await promise;
      this.#waiting.delete(wake);
      signal.removeEventListener('abort', wake);
    }
  }

  #leave(line: QueryLine): void {
    if (this.#lines.delete(line)) this.#leaving.add(line);
    for (const wake of this.#waiting) wake();
  }
}

interface PendingQuery {
  readonly query: DatabaseQuery;
  readonly resolve: (result: DatabaseResult) => void;
  readonly reject: (error: MillraceError) => void;
  timer?: NodeJS.Timeout;
}

interface LineListener {
  /** It takes no query any more. */
  readonly onEnd: (line: QueryLine) => void;
  /** Its worker is gone. */
  readonly onExit: (line: QueryLine) => void;
}

/** One worker and the query that it has in hand. */
class QueryLine {
  busy = false;
  readonly #worker: QueryWorker;
  readonly #onEnd: (line: QueryLine) => void;
  #isReady = false;
  #pending: PendingQuery | undefined;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(start: (listener: QueryListener) => QueryWorker, { onEnd, onExit }: LineListener) {
    this.#onEnd = onEnd;
    this.#worker = start({
      onReply: (reply) => this.#receive(reply),
      onEnd: () => {
        this.end(new MillraceError('sql_error', 'The query’s process ended.'));
        onExit(this);
      },
    });
    this.#worker.hold(false);
  }

  /** Taken before anything is awaited, so that no other query gets it meanwhile. */
  reserve(): this {
    this.busy = true;
    return this;
  }

  async run(query: DatabaseQuery): Promise<DatabaseResult> {
    clearTimeout(this.#idleTimer);
    const { promise, resolve, reject } = Promise.withResolvers<DatabaseResult>();
    this.#pending = { query, resolve, reject };
    this.#worker.hold(true);
    const onAbort = (): void => this.end(cancelled());
    query.signal.addEventListener('abort', onAbort, { once: true });
    // Given up while a worker was being found for it.
    if (query.signal.aborted) onAbort();
    if (this.#isReady && this.#pending !== undefined) this.#post(this.#pending);
    try {
      return await promise;
    } finally {
      query.signal.removeEventListener('abort', onAbort);
      this.#rest();
    }
  }

  end(error: MillraceError): void {
    clearTimeout(this.#idleTimer);
    this.#worker.end();
    this.#onEnd(this);
    this.#takePending()?.reject(error);
  }

  #rest(): void {
    this.busy = false;
    this.#worker.hold(false);
    this.#idleTimer = setTimeout(() => this.end(cancelled()), keptIdleMs).unref();
  }

  #post(pending: PendingQuery): void {
    const { signal: _signal, ...request } = pending.query;
    pending.timer = setTimeout(
      () => this.end(timedOut(pending.query.timeoutMs)),
      pending.query.timeoutMs + graceMs,
    );
    this.#worker.send(request);
  }

  #receive(reply: QueryReply): void {
    if (reply.kind === 'ready') {
      this.#isReady = true;
      if (this.#pending) this.#post(this.#pending);
      return;
    }
    const pending = this.#takePending();
    if (reply.kind === 'done') pending?.resolve(reply.result);
    else pending?.reject(MillraceError.fromInfo(reply.error));
  }

  #takePending(): PendingQuery | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    clearTimeout(pending?.timer);
    return pending;
  }
}

function cancelled(): MillraceError {
  return new MillraceError(cancelledCode, 'The query was cancelled.');
}

function busy(): MillraceError {
  return new MillraceError('sql_busy', 'Earlier queries that ran too long are still being ended.', {
    action: 'Try again in a while, or start the app anew.',
  });
}

function timedOut(timeoutMs: number): MillraceError {
  return new MillraceError('sql_timeout', `The query took longer than ${timeoutMs} ms.`, {
    action: 'Ask for less, add an index, or raise the node’s time limit.',
  });
}
