import type { ErrorInfo } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { scriptName } from './guest-prelude.ts';

const maximumMessageLength = 2000;

/** Where and how the user's code failed, as far as it is known. */
export interface CodeFault {
  /** The error's class name; absent when something other than an Error was thrown. */
  readonly name?: string;
  readonly text: string;
  /** 1-based line of the user's code. */
  readonly line?: number;
}

/** The code threw, or cannot be read at all. */
export function codeError(fault: CodeFault): ErrorInfo {
  const where = fault.line === undefined ? '' : ` in line ${fault.line}`;
  const what = `${fault.name === undefined ? 'it threw ' : ''}${nameFault(fault)}`;
  return {
    code: 'code_error',
    message: `The code failed${where}: ${what}`,
    action: 'Correct the code, or what it is given.',
    ...place(fault),
  };
}

/** The code used up its time, as far as is known in this of its functions. */
export function codeTimeout(timeoutMs: number, functionName?: string): ErrorInfo {
  const where = functionName === undefined ? '' : ` in the function ${functionName}`;
  return {
    code: 'code_timeout',
    message: `The code ran longer than ${timeoutMs} ms and was stopped${where}.`,
    action: 'Look for a loop that never ends, or give the code more time.',
  };
}

/** The code used up its memory. */
export function codeMemory(memoryBytes: number, line?: number): ErrorInfo {
  const where = line === undefined ? '' : ` in line ${line}`;
  const megabytes = Math.max(0.1, Math.round((memoryBytes * 10) / 1024 / 1024) / 10);
  return {
    code: 'code_memory',
    message: `The code needed more than its ${megabytes} MB of memory${where}.`,
    action: 'Keep less data at once, or give the code more memory.',
    ...(line === undefined ? {} : { details: { line } }),
  };
}

/** The function returned, but writing its result as JSON threw. */
export function codeResultFault(fault: CodeFault): ErrorInfo {
  return { ...codeResult(nameFault(fault)), ...place(fault) };
}

/** What the function returned is not JSON, or is too large. */
export function codeResult(reason: string): ErrorInfo {
  return {
    code: 'code_result',
    message: `The result cannot be used: ${cut(reason)}`,
    action: 'Return text, a number, true, false, null, or lists and plain objects of these.',
  };
}

/** The function's promise can never settle any more. */
export function neverFinished(): ErrorInfo {
  return {
    code: 'code_error',
    message: 'The code never finished: it waits for a promise that nothing will ever settle.',
    action: 'Timers and network are not available here; let every promise resolve or reject.',
  };
}

/** The error with what the code had logged before it failed. */
export function withLog(error: ErrorInfo, log: readonly string[]): ErrorInfo {
  if (log.length === 0) return error;
  return { ...error, details: { ...(error.details as JsonObject | undefined), log } };
}

/**
 * The 1-based line of the user's code that a QuickJS stack names first, leaving out the constructor
 * of the error itself; undefined when it names none.
 */
export function findLine(stack: string, errorClass = ''): number | undefined {
  const frames = stack.split('\n').filter((frame) => frame.includes(`${scriptName}:`));
  const [first = '', second] = frames;
  const frame = first.includes(`at ${errorClass} (`) ? (second ?? first) : first;
  const start = frame.indexOf(`${scriptName}:`) + scriptName.length + 1;
  const line = Number.parseInt(frame.slice(start), 10);
  return line > 0 ? line : undefined;
}

/** The function of the user's code that a QuickJS stack names first; undefined outside of any. */
export function findFunction(stack: string): string | undefined {
  const frame = stack.split('\n').find((line) => line.includes(`${scriptName}:`));
  return frame?.match(/^ *at ([\p{ID_Start}$_][\p{ID_Continue}$]*) \(/u)?.[1];
}

function nameFault({ name, text }: CodeFault): string {
  if (name === undefined) return cut(text) || 'an empty text';
  if (name === 'Error') return cut(text) || 'an error without a message';
  return cut(`${name}: ${text}`);
}

function place(fault: CodeFault): { details?: JsonObject } {
  return fault.line === undefined ? {} : { details: { line: fault.line } };
}

function cut(text: string): string {
  return text.length > maximumMessageLength ? `${text.slice(0, maximumMessageLength)}…` : text;
}
