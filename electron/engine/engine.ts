import { EngineSession } from '../../core/bin/engine-session.ts';
import { createEnvironmentSecrets } from '../../core/node/host/environment-secrets.ts';
import type { EngineControl } from '../shared/engine-messages.ts';
import { EngineHost } from './engine-host.ts';

// The engine's process: started by the main process as an Electron utility process.

// Bundled, the sandbox's thread and its WebAssembly lie beside this file; from source they find themselves.
const isBundled = import.meta.url.endsWith('.js');
const sandbox = isBundled
  ? {
      workerUrl: new URL('sandbox-worker.js', import.meta.url),
      wasmUrl: new URL('emscripten-module.wasm', import.meta.url),
    }
  : {};

const workers = isBundled
  ? {
      taskWorkerUrl: new URL('task-worker.js', import.meta.url),
      queryWorkerUrl: new URL('query-process.js', import.meta.url),
      retrievalWorkerUrl: new URL('retrieval-worker.js', import.meta.url),
    }
  : undefined;

/** Ended runs older than this leave the record at the start. */
const retentionDays = 30;

const { parentPort } = process;
const host = new EngineHost({
  openSession: ({ recordPath, placeKey, version }, env, listSecretNames) =>
    new EngineSession({
      recordPath,
      placeKey,
      version,
      retentionDays,
      env,
      sandbox,
      ...(workers === undefined ? {} : { workers }),
      secrets: createEnvironmentSecrets(env, listSecretNames),
    }),
  report: (report) => parentPort.postMessage(report),
  exit: (code) => process.exit(code),
});

// Electron only warns of an unhandled rejection; an engine in an unknown state must not go on.
process.on('unhandledRejection', (error) => host.fail(error));
process.on('uncaughtException', (error) => host.fail(error));
parentPort.on('message', ({ data, ports }) => host.handle(data as EngineControl, ports));
