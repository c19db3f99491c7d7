import type { NodeEngineOptions } from './create-node-engine.ts';

/**
 * Where an engine finds the scripts of its threads and processes. `mainUrl` is that of the engine's own script: in a
 * bundle they lie beside it, and must be named; from source they find themselves.
 */
export function bundledScripts(mainUrl: string): Pick<NodeEngineOptions, 'sandbox' | 'workers'> {
  if (!mainUrl.endsWith('.js')) return {};
  const beside = (name: string): URL => new URL(name, mainUrl);
  return {
    sandbox: {
      workerUrl: beside('sandbox-worker.js'),
      wasmUrl: beside('emscripten-module.wasm'),
    },
    workers: {
      taskWorkerUrl: beside('task-worker.js'),
      queryWorkerUrl: beside('query-process.js'),
      recordQueryWorkerUrl: beside('record-query-process.js'),
      retrievalWorkerUrl: beside('retrieval-worker.js'),
    },
  };
}
