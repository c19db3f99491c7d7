import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from 'quickjs-emscripten-core';
import type { ErrorInfo } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { CodeFault } from './code-errors.ts';
import { codeError, codeMemory, codeTimeout, findFunction, findLine } from './code-errors.ts';
import type { SandboxRequest } from './sandbox-messages.ts';

/** What reading an error may cost, also after a call has used up its own time and memory. */
const describeMs = 100;
const describeStoppedMs = 20;
const describeBytes = 2 * 1024 * 1024;

/** Ends a call from the inside with the error that the caller shall see. */
export class CallFailure extends Error {
  readonly info: ErrorInfo;

  constructor(info: ErrorInfo) {
    super(info.message);
    this.info = info;
  }
}

/** One call's own QuickJS, and what watches over it. */
export interface Guest {
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  readonly request: SandboxRequest;
  /** When the call must end, in this thread's performance.now(), and whether it was stopped. */
  readonly watch: { endsAt: number; interrupted: boolean };
  /** The object that the prelude made. */
  readonly tools: QuickJSHandle;
}

/** The code runs, but what the caller named is not in it. */
export function noSuchFunction({ request }: Guest): CallFailure {
  return new CallFailure({
    code: 'code_error',
    message: `The code declares no function named ${request.functionName}.`,
  });
}

/** Reads an error value of the guest, disposes it, and says what it means for the call. */
export function failGuest(guest: Guest, error: QuickJSHandle, blame = codeError): CallFailure {
  const { watch, request } = guest;
  const stopped = watch.interrupted;
  const described = describeFault(guest, error);
  const { name, text, stack = '', errorClass } = described;
  error.dispose();
  if (stopped) {
    // QuickJS notes no line when it interrupts a loop: the one it names would be an earlier call's.
    return new CallFailure(codeTimeout(request.timeoutMs, findFunction(stack)));
  }
  const foundLine = findLine(stack, errorClass);
  const lineCount = request.code.trimEnd().split('\n').length;
  const line = foundLine === undefined ? undefined : Math.min(foundLine, lineCount);
  if (isOutOfMemory(guest, described)) {
    return new CallFailure(codeMemory(request.memoryBytes, line));
  }
  if (name === 'SyntaxError' && text.startsWith(`exported variable '${request.functionName}'`)) {
    return noSuchFunction(guest);
  }
  // What is missing at the end of the code is noticed only in the line that we append to it.
  const endsEarly = name === 'SyntaxError' && line !== foundLine;
  const fault: CodeFault = {
    text: endsEarly ? 'the code ends too early, so a bracket, brace or quote is missing' : text,
    ...(name === undefined ? {} : { name }),
    ...(line === undefined ? {} : { line }),
  };
  return new CallFailure(blame(fault));
}

/** QuickJS throws null where no memory is left even for an error object; code hardly ever does. */
function isOutOfMemory({ request }: Guest, { name, text }: GuestFault): boolean {
  if (name === 'InternalError') return text === 'out of memory';
  if (name !== undefined || text !== 'null') return false;
  return !/(throw|reject\()\s*(['"]?)null\b/.test(request.code);
}

interface GuestFault {
  readonly name?: string;
  readonly text: string;
  readonly stack?: string;
  readonly errorClass?: string;
}

const unknownFault: GuestFault = { text: 'something that cannot be shown' };

function describeFault(guest: Guest, error: QuickJSHandle): GuestFault {
  const { context, runtime, watch, request } = guest;
  watch.endsAt = performance.now() + (watch.interrupted ? describeStoppedMs : describeMs);
  watch.interrupted = false;
  runtime.setMemoryLimit(request.memoryBytes + describeBytes);
  const describe = context.getProp(guest.tools, 'describe');
  const described = context.callFunction(describe, context.undefined, error);
  describe.dispose();
  if (described.error) {
    described.error.dispose();
    return unknownFault;
  }
  const text = context.getString(described.value);
  described.value.dispose();
  return parseFault(text);
}

/** The guest wrote this text: code that tampered with its own prototypes may have bent its shape. */
function parseFault(text: string): GuestFault {
  try {
    const fault = JSON.parse(text) as unknown;
    return isJsonObject(fault) && Object.values(fault).every((part) => typeof part === 'string')
      ? { text: '', ...fault }
      : unknownFault;
  } catch {
    return unknownFault;
  }
}
