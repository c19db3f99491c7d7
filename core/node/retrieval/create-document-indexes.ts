import { join, dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DocumentIndexes } from '../../contracts/document-indexes.ts';
import { MillraceError, cancelledCode } from '../../shared/errors.ts';
import type {
  RetrievalReply,
  RetrievalRequest,
  RetrievalResults,
  RetrievalTask,
} from './retrieval-messages.ts';

export interface DocumentIndexesOptions {
  /** The SQLite file, made when missing. Default: in memory. */
  readonly path?: string;
  /** The script of the thread; the TypeScript file beside this one by default. A bundle names its own. */
  readonly workerUrl?: URL;
}

/** Where the index lies: beside the record. Its name holds its version: it is made of the documents anew, never changed. */
export function documentIndexBeside(recordPath: string): string {
  return recordPath === ':memory:' ? recordPath : join(dirname(recordPath), 'documents-v1.db');
}

/** Indexes in one SQLite file, worked on by one thread that starts with the first call. */
export function createDocumentIndexes(options: DocumentIndexesOptions = {}): DocumentIndexes {
  const thread = new RetrievalThread(options);
  return {
    refresh: ({ signal, progress, source, chunking }) =>
      thread.call({ kind: 'refresh', source, chunking }, signal, progress),
    listUnembedded: (collection, space, limit, signal) =>
      thread.call({ kind: 'list-unembedded', collection, space, limit }, signal),
    addVectors: (space, vectors, signal) =>
      thread.call({ kind: 'add-vectors', space, vectors }, signal),
    search: ({ signal, ...query }) => thread.call({ kind: 'search', ...query }, signal),
    close: () => thread.close(),
  };
}

interface PendingCall {
  readonly resolve: (value: never) => void;
  readonly reject: (error: MillraceError) => void;
  readonly progress: ((done: number, of: number) => void) | undefined;
}

class RetrievalThread {
  readonly #options: DocumentIndexesOptions;
  readonly #pending = new Map<number, PendingCall>();
  #worker: Worker | undefined;
  #lastId = 0;
  #closed = false;

  constructor(options: DocumentIndexesOptions) {
    this.#options = options;
  }

  async call<Task extends RetrievalTask>(
    task: Task,
    signal: AbortSignal,
    progress?: (done: number, of: number) => void,
  ): Promise<RetrievalResults[Task['kind']]> {
    if (this.#closed || signal.aborted) throw cancelled();
    const worker = (this.#worker ??= this.#start());
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<RetrievalResults[Task['kind']]>();
    this.#pending.set(id, { resolve, reject, progress });
    worker.ref();
    const cancel = (): void => {
      worker.postMessage({ kind: 'cancel', id } satisfies RetrievalRequest);
      this.#take(id)?.reject(cancelled());
    };
    signal.addEventListener('abort', cancel, { once: true });
    worker.postMessage({ kind: 'call', id, task } satisfies RetrievalRequest);
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#fail(cancelled());
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const script = this.#options.workerUrl ?? new URL('./retrieval-worker.ts', import.meta.url);
    const worker = new Worker(script, {
      name: 'millrace-documents',
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      workerData: { path: this.#options.path ?? ':memory:' },
    });
    worker.on('message', (reply: RetrievalReply) => this.#receive(reply));
    const leave = (error?: unknown): void => {
      if (this.#worker !== worker) return;
      // The next call starts another thread; what is in the file counts.
      this.#worker = undefined;
      const why = error instanceof Error ? error.message : 'its thread ended';
      this.#fail(new MillraceError('index_failed', `The index of documents failed: ${why}.`));
    };
    worker.on('error', leave);
    worker.on('exit', () => leave());
    return worker;
  }

  #receive(reply: RetrievalReply): void {
    if (reply.kind === 'progress') {
      this.#pending.get(reply.id)?.progress?.(reply.done, reply.of);
      return;
    }
    const call = this.#take(reply.id);
    if (reply.kind === 'done') call?.resolve(reply.value as never);
    else call?.reject(MillraceError.fromInfo(reply.error));
  }

  #take(id: number): PendingCall | undefined {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#worker?.unref();
    return call;
  }

  #fail(error: MillraceError): void {
    for (const id of Array.from(this.#pending.keys())) this.#take(id)?.reject(error);
  }
}

function cancelled(): MillraceError {
  return new MillraceError(cancelledCode, 'The work on documents was cancelled.');
}
