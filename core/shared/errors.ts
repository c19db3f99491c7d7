import type { JsonValue } from './json.ts';

/** An error as data: what crosses process borders, stands in a trace, and is shown to people. */
export interface ErrorInfo {
  /** Stable, snake_case; for programs. */
  readonly code: string;
  /** One plain sentence: what happened. */
  readonly message: string;
  /** One plain sentence: what the person can do about it. */
  readonly action?: string;
  /** The node that failed, when the error belongs to one. */
  readonly nodeId?: string;
  /** More for the curious: a response body, received arguments, a list of findings. */
  readonly details?: JsonValue;
  /** What led to it, where that says more than the message does; at most four, one inside the other. */
  readonly cause?: ErrorInfo;
}

interface MillraceErrorOptions {
  readonly action?: string;
  readonly nodeId?: string;
  readonly details?: JsonValue;
  readonly cause?: unknown;
}

/** An error that people are meant to read: a code, a sentence, what to do. */
export class MillraceError extends Error {
  override readonly name = 'MillraceError';
  readonly code: string;
  readonly action: string | undefined;
  readonly nodeId: string | undefined;
  readonly details: JsonValue | undefined;

  constructor(code: string, message: string, options: MillraceErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.action = options.action;
    this.nodeId = options.nodeId;
    this.details = options.details;
  }

  /** Rebuilds an error from its data, as after a process border; its cause is then data too. */
  static fromInfo(info: ErrorInfo): MillraceError {
    return new MillraceError(info.code, info.message, info);
  }
}

/** The code of every error that means "somebody cancelled this". */
export const cancelledCode = 'cancelled';

/** Causes beyond these are left out, and what a cause says beyond this many characters. */
const mostCauses = 4;
const longestCause = 2_000;

/** Any thrown value as ErrorInfo, with its causes; unknown errors get the code `unexpected` and keep their message. */
export function toErrorInfo(error: unknown): ErrorInfo {
  const info = describe(error);
  const cause =
    error instanceof Error ? findCause(error.cause, info.message, mostCauses) : undefined;
  return cause === undefined ? info : { ...info, cause };
}

/** As `toErrorInfo`, without its causes: for readers who are not told where files are, since a system's errors name paths. */
export function toPlainErrorInfo(error: unknown): ErrorInfo {
  return describe(error);
}

function describe(error: unknown): ErrorInfo {
  if (error instanceof MillraceError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.action === undefined ? {} : { action: error.action }),
      ...(error.nodeId === undefined ? {} : { nodeId: error.nodeId }),
      ...(error.details === undefined ? {} : { details: error.details }),
    };
  }
  if (error instanceof Error) {
    if (error.name === 'AbortError') return { code: cancelledCode, message: 'It was cancelled.' };
    return { code: 'unexpected', message: error.message || error.name };
  }
  return { code: 'unexpected', message: String(error) };
}

/** The nearest cause that says something which was not told yet; its details stay with it. */
function findCause(cause: unknown, told: string, left: number): ErrorInfo | undefined {
  if (left === 0) return undefined;
  const info = readCause(cause);
  if (info === undefined) return undefined;
  const { cause: inner, ...own } = info;
  const message = own.message.slice(0, longestCause);
  const next = cause instanceof Error ? cause.cause : inner;
  if (told.includes(own.message)) return findCause(next, told, left - 1);
  const further = findCause(next, `${told}\n${own.message}`, left - 1);
  return { ...own, message, ...(further === undefined ? {} : { cause: further }) };
}

function readCause(cause: unknown): ErrorInfo | undefined {
  if (cause instanceof MillraceError) return describe(cause);
  if (cause instanceof Error) {
    // The system's own code, such as ENOENT, says more than that an error was not expected.
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unexpected';
    return { ...describe(cause), code };
  }
  if (typeof cause === 'string') return { code: 'unexpected', message: cause };
  const isInfo =
    typeof cause === 'object' &&
    cause !== null &&
    'code' in cause &&
    'message' in cause &&
    typeof cause.code === 'string' &&
    typeof cause.message === 'string';
  return isInfo ? (cause as ErrorInfo) : undefined;
}
