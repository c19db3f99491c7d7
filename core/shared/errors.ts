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

  /** Rebuilds an error from its data, as after a process border. */
  static fromInfo(info: ErrorInfo): MillraceError {
    return new MillraceError(info.code, info.message, info);
  }
}

/** The code of every error that means "somebody cancelled this". */
export const cancelledCode = 'cancelled';

/** Any thrown value as ErrorInfo; unknown errors get the code `unexpected` and keep their message. */
export function toErrorInfo(error: unknown): ErrorInfo {
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
