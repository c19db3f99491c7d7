import type {
  QuickJSContext,
  QuickJSHandle,
  QuickJSRuntime,
  QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import {
  codeError,
  codeMemory,
  codeResult,
  codeResultFault,
  codeTimeout,
  neverFinished,
  withLog,
} from './code-errors.ts';
import type { Guest } from './guest-faults.ts';
import { CallFailure, failGuest, noSuchFunction } from './guest-faults.ts';
import { guestPrelude, scriptName } from './guest-prelude.ts';
import { createLogCollector } from './log-collector.ts';
import type { SandboxOutcome, SandboxRequest } from './sandbox-messages.ts';

/** What one call came to, and whether the WebAssembly module may serve another. */
export interface FinishedCall {
  readonly outcome: SandboxOutcome;
  readonly reusable: boolean;
}

/** Bytes of QuickJS stack: about 3,000 nested calls. The thread's own stack must be larger by far. */
const guestStackBytes = 512 * 1024;
const maximumResultBytes = 16 * 1024 * 1024;
const jobsPerBatch = 512;
const exportName = '__millraceTool';

/**
 * Runs one call in a runtime of its own. Every failure of the user's code is an outcome; what is
 * thrown from here means that the WebAssembly module itself broke and must not be used again.
 */
export function runInQuickjs(module: QuickJSWASMModule, request: SandboxRequest): FinishedCall {
  const log = createLogCollector();
  const runtime = module.newRuntime();
  const context = runtime.newContext();
  const watch = { endsAt: performance.now() + request.timeoutMs, interrupted: false };
  runtime.setMaxStackSize(guestStackBytes);
  runtime.setMemoryLimit(request.memoryBytes);
  runtime.setInterruptHandler(() => {
    if (performance.now() < watch.endsAt) return false;
    watch.interrupted = true;
    return true;
  });
  let outcome: SandboxOutcome;
  try {
    const guest = openGuest({ runtime, context, request, watch }, log.write);
    try {
      outcome = { kind: 'done', valueText: callTool(guest), log: log.lines };
    } finally {
      guest.tools.dispose();
    }
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    outcome = { kind: 'failed', error: withLog(error.info, log.lines) };
  }
  return { outcome, reusable: closeRuntime(runtime, context) };
}

/** False when QuickJS finds its own memory in disorder, as it can after running out of it. */
function closeRuntime(runtime: QuickJSRuntime, context: QuickJSContext): boolean {
  try {
    context.dispose();
    runtime.dispose();
    return true;
  } catch {
    return false;
  }
}

function openGuest(base: Omit<Guest, 'tools'>, write: (text: string) => void): Guest {
  const { context, request } = base;
  const prelude = context.evalCode(guestPrelude, 'prelude.js', { type: 'global' });
  const handles: QuickJSHandle[] = [];
  try {
    if (prelude.error) throw failPrelude(base, prelude.error);
    handles.push(prelude.value);
    const writer = context.newFunction('write', (line) => write(context.getString(line)));
    handles.push(writer);
    const argumentsText = context.newString(request.argumentsText);
    handles.push(argumentsText);
    const made = context.callFunction(prelude.value, context.undefined, writer, argumentsText);
    if (made.error) throw failPrelude(base, made.error);
    return { ...base, tools: made.value };
  } finally {
    for (const handle of handles) handle.dispose();
  }
}

/** The prelude is ours and sound: it can only fail for want of memory or time. */
function failPrelude({ watch, request }: Omit<Guest, 'tools'>, error: QuickJSHandle): CallFailure {
  error.dispose();
  return new CallFailure(
    watch.interrupted ? codeTimeout(request.timeoutMs) : codeMemory(request.memoryBytes),
  );
}

function callTool(guest: Guest): string {
  const tool = loadTool(guest);
  try {
    const promise = callGuest(guest, 'run', tool);
    const value = settle(guest, promise);
    try {
      return readResult(guest, value);
    } finally {
      value.dispose();
    }
  } finally {
    tool.dispose();
  }
}

function loadTool(guest: Guest): QuickJSHandle {
  const { context, request } = guest;
  const { code, functionName } = request;
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(functionName)) throw noSuchFunction(guest);
  // As a module, because a module sees functions, consts and exports alike and is always strict.
  const source = `${code}\nexport { ${functionName} as ${exportName} };`;
  const loaded = context.evalCode(source, scriptName, { type: 'module' });
  if (loaded.error) throw failGuest(guest, loaded.error);
  const namespace = settle(guest, loaded.value);
  try {
    const tool = context.getProp(namespace, exportName);
    if (context.typeof(tool) === 'function') return tool;
    tool.dispose();
    throw noSuchFunction(guest);
  } finally {
    namespace.dispose();
  }
}

/** Calls one of the prelude's functions. */
function callGuest(
  guest: Guest,
  name: string,
  argument: QuickJSHandle,
  blame = codeError,
): QuickJSHandle {
  const { context, tools } = guest;
  const callee = context.getProp(tools, name);
  try {
    const called = context.callFunction(callee, context.undefined, argument);
    if (called.error) throw failGuest(guest, called.error, blame);
    return called.value;
  } finally {
    callee.dispose();
  }
}

/** Runs jobs until the promise settles; takes over the handle. */
function settle(guest: Guest, promise: QuickJSHandle): QuickJSHandle {
  const { context, runtime, watch, request } = guest;
  for (;;) {
    const state = context.getPromiseState(promise);
    if (state.type === 'fulfilled') {
      if (state.value !== promise) promise.dispose();
      return state.value;
    }
    if (state.type === 'rejected') {
      promise.dispose();
      throw failGuest(guest, state.error);
    }
    let failure: CallFailure | undefined;
    if (!runtime.hasPendingJob()) failure = new CallFailure(neverFinished());
    else {
      const ran = runtime.executePendingJobs(jobsPerBatch);
      if (ran.error) failure = watch.interrupted ? failGuest(guest, ran.error) : undefined;
      if (ran.error?.alive) ran.error.dispose();
      // A chain of short jobs may never reach the interpreter's own check of the clock.
      if (performance.now() >= watch.endsAt) {
        failure ??= new CallFailure(codeTimeout(request.timeoutMs));
      }
    }
    if (failure === undefined) continue;
    promise.dispose();
    throw failure;
  }
}

function readResult(guest: Guest, value: QuickJSHandle): string {
  const text = callGuest(guest, 'toText', value, codeResultFault);
  try {
    if (guest.context.typeof(text) !== 'string') {
      throw new CallFailure(codeResult('it is a function or a symbol, which JSON cannot hold.'));
    }
    const valueText = guest.context.getString(text);
    const bytes = Buffer.byteLength(valueText);
    if (bytes <= maximumResultBytes) return valueText;
    const megabytes = Math.ceil((bytes * 10) / 1024 / 1024) / 10;
    throw new CallFailure(codeResult(`it is ${megabytes} MB long, and 16 MB is the limit.`));
  } finally {
    text.dispose();
  }
}
