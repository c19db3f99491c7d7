import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';
import { codeError } from './code-errors.ts';
import { runInQuickjs } from './run-in-quickjs.ts';
import type {
  SandboxOutcome,
  SandboxReply,
  SandboxRequest,
  SandboxThreadData,
} from './sandbox-messages.ts';

/** WebAssembly memory never shrinks: a thread that holds more than this is given up for a new one. */
const maximumKeptBytes = 64 * 1024 * 1024;

async function loadModule({ wasmUrl }: SandboxThreadData): Promise<QuickJSWASMModule> {
  if (wasmUrl === undefined) return newQuickJSWASMModuleFromVariant(variant);
  const bytes = await readFile(new URL(wasmUrl));
  const wasmBinary = new Uint8Array(bytes).buffer;
  return newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmBinary }));
}

function answer(module: QuickJSWASMModule, request: SandboxRequest): SandboxReply {
  const { id } = request;
  let outcome: SandboxOutcome;
  let reusable = false;
  try {
    ({ outcome, reusable } = runInQuickjs(module, request));
  } catch (error) {
    // The module itself gave up (its stack, a trap): nothing in it can be trusted any more.
    const text = error instanceof Error ? error.message : String(error);
    outcome = { kind: 'failed', error: codeError({ name: 'InternalError', text }) };
  }
  const memory = module.getWasmMemory() as { readonly buffer: ArrayBuffer };
  const retire = !reusable || memory.buffer.byteLength > maximumKeptBytes;
  return { kind: 'answer', id, outcome, retire };
}

const port = parentPort;
if (port === null) throw new Error('This script runs only as a worker thread.');
const module = await loadModule(workerData as SandboxThreadData);
port.on('message', (request: SandboxRequest) => port.postMessage(answer(module, request)));
port.postMessage({ kind: 'ready' } satisfies SandboxReply);
