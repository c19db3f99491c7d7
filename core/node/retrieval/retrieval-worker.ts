import { parentPort, workerData } from 'node:worker_threads';
import { assertNever } from '../../shared/assert-never.ts';
import { toErrorInfo } from '../../shared/errors.ts';
import { openIndexDatabase } from './index-database.ts';
import { refreshCollection } from './refresh-collection.ts';
import type {
  RetrievalReply,
  RetrievalRequest,
  RetrievalResults,
  RetrievalTask,
} from './retrieval-messages.ts';
import { searchPassages } from './search-passages.ts';
import { addVectors, listUnembedded } from './vectors.ts';

// Reads documents and searches them, apart from the engine's thread.

const port = parentPort;
if (port === null) throw new Error('This script runs only as a worker thread.');
const { path } = workerData as { readonly path: string };
const opened = openIndexDatabase(path);
const running = new Map<number, AbortController>();
/** One refresh at a time: two of one collection would do the same work twice. */
let lastRefresh: Promise<unknown> = Promise.resolve();

const say = (reply: RetrievalReply): void => port.postMessage(reply);

async function carryOut(
  id: number,
  task: RetrievalTask,
  signal: AbortSignal,
): Promise<RetrievalResults[RetrievalTask['kind']]> {
  switch (task.kind) {
    case 'refresh': {
      const before = lastRefresh;
      const progress = (done: number, of: number): void => say({ kind: 'progress', id, done, of });
      const work = before.then(() => refreshCollection(opened, task, signal, progress));
      lastRefresh = work.catch(() => undefined);
      return work;
    }
    case 'list-unembedded':
      return listUnembedded(opened, task);
    case 'add-vectors':
      addVectors(opened, task.space, task.vectors);
      return undefined;
    case 'search':
      return searchPassages(opened, task);
    default:
      return assertNever(task, 'task');
  }
}

async function answer(id: number, task: RetrievalTask): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    say({ kind: 'done', id, value: await carryOut(id, task, controller.signal) });
  } catch (error) {
    say({ kind: 'failed', id, error: toErrorInfo(error) });
  } finally {
    running.delete(id);
  }
}

port.on('message', (request: RetrievalRequest) => {
  if (request.kind === 'cancel') running.get(request.id)?.abort();
  else void answer(request.id, request.task);
});
