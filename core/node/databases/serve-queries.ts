import process from 'node:process';
import { parentPort } from 'node:worker_threads';
import type { DatabaseResult } from '../../contracts/databases.ts';
import { toErrorInfo } from '../../shared/errors.ts';
import type { QueryReply, QueryRequest } from './query-messages.ts';

/** Answers a process's or a thread's queries, one after the other; its parent ends it when one takes too long. */
export function serveQueries(run: (request: QueryRequest) => DatabaseResult): void {
  const answer = (request: QueryRequest): QueryReply => {
    try {
      return { kind: 'done', result: run(request) };
    } catch (error) {
      return { kind: 'failed', error: toErrorInfo(error) };
    }
  };
  const receive = (request: QueryRequest): void => reply(answer(request));
  if (parentPort === null) {
    process.on('message', receive);
    // Ctrl+C reaches the whole group; the parent decides when this one ends.
    process.on('SIGINT', () => undefined);
  } else parentPort.on('message', receive);
  reply({ kind: 'ready' });
}

function reply(message: QueryReply): void {
  if (parentPort === null) process.send?.(message, undefined, undefined, () => undefined);
  else parentPort.postMessage(message);
}
