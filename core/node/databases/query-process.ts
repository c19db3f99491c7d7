import process from 'node:process';
import { parentPort } from 'node:worker_threads';
import { toErrorInfo } from '../../shared/errors.ts';
import type { QueryReply, QueryRequest } from './query-messages.ts';
import { runQuery } from './run-query.ts';

// Queries SQLite files, one after the other; its parent ends it when one takes too long.

function answer(request: QueryRequest): QueryReply {
  try {
    return { kind: 'done', result: runQuery(request) };
  } catch (error) {
    return { kind: 'failed', error: toErrorInfo(error) };
  }
}

function reply(message: QueryReply): void {
  if (parentPort === null) process.send?.(message, undefined, undefined, () => undefined);
  else parentPort.postMessage(message);
}

const receive = (request: QueryRequest): void => reply(answer(request));
if (parentPort === null) {
  process.on('message', receive);
  // Ctrl+C reaches the whole group; the parent decides when this one ends.
  process.on('SIGINT', () => undefined);
} else parentPort.on('message', receive);
reply({ kind: 'ready' });
