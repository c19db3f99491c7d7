import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { QueryReply, QueryRequest } from './query-messages.ts';

/** Where queries run: one at a time, apart from the engine. */
export interface QueryWorker {
  send(request: QueryRequest): void;
  /** Whether it keeps this process alive. */
  hold(alive: boolean): void;
  /** Ends it at once, as far as its kind can be ended. */
  end(): void;
}

/** What a worker tells. */
export interface QueryListener {
  readonly onReply: (reply: QueryReply) => void;
  readonly onEnd: () => void;
}

/** A process of its own: SQLite answers no signal of JavaScript's within a step, and only a process can be ended then. */
export function startProcess(script: URL, listener: QueryListener): QueryWorker {
  const child: ChildProcess = fork(fileURLToPath(script), [], {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=256'],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', (reply: QueryReply) => listener.onReply(reply));
  child.on('error', listener.onEnd);
  child.on('exit', listener.onEnd);
  return {
    send: (request) => void child.send(request, () => undefined),
    hold: (alive) => {
      for (const handle of [child, child.channel]) {
        if (alive) handle?.ref();
        else handle?.unref();
      }
    },
    end: () => void child.kill('SIGKILL'),
  };
}

/** A thread, where no process can be started. One that is inside of a step ends only when the step does. */
export function startThread(script: URL, listener: QueryListener): QueryWorker {
  const worker = new Worker(script, {
    name: 'millrace-queries',
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  worker.on('message', (reply: QueryReply) => listener.onReply(reply));
  worker.on('error', listener.onEnd);
  worker.on('exit', listener.onEnd);
  return {
    send: (request) => worker.postMessage(request),
    hold: (alive) => (alive ? worker.ref() : worker.unref()),
    end: () => void worker.terminate(),
  };
}
