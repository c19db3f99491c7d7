import { readErrorInfo } from '../../core/contracts/fallback-step.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import type { JsonValue } from '../../core/shared/json.ts';

/** An error as it is shown: what is read at once, and what is folded away. */
export interface ErrorParts {
  /** The message, or its beginning where the rest is folded. */
  readonly message: string;
  /** The whole message where it is long, such as one with a stack; undefined for others. */
  readonly whole: string | undefined;
  /** What came with it; lines of text as one text. */
  readonly details: JsonValue | undefined;
  /** What led to it, the nearest first. */
  readonly causes: readonly ErrorInfo[];
  /** The node that failed, as events name it; undefined where that is the place that the error is shown at. */
  readonly nodeId: string | undefined;
}

const shownLines = 3;
const shownLength = 400;

/** Splits an error for the viewer; `shownAt` is the node that it is shown for, as events name it. */
export function readError(error: ErrorInfo, shownAt: string | undefined): ErrorParts {
  const { message, details, nodeId } = error;
  const head = shorten(message);
  return {
    message: head,
    whole: head === message ? undefined : message,
    details: joinLines(details),
    causes: listCauses(error),
    nodeId: nodeId === shownAt || nodeId === '' ? undefined : nodeId,
  };
}

const mostCauses = 8;

/** What led to an error, the nearest first; what is no error in a file from elsewhere ends the list. */
export function listCauses(error: ErrorInfo): readonly ErrorInfo[] {
  const causes: ErrorInfo[] = [];
  let next: unknown = error.cause;
  while (next !== undefined && causes.length < mostCauses) {
    const cause = readErrorInfo(next as JsonValue);
    if (cause === undefined) break;
    causes.push(cause);
    next = cause.cause;
  }
  return causes;
}

/** An error as text to take along: what happened, what to do, what led to it, and what came with it. */
export function writeError(error: ErrorInfo): string {
  const { code, message, action, details } = error;
  const lines = [`${code}: ${message}`];
  if (action !== undefined) lines.push(action);
  for (const cause of listCauses(error)) lines.push(`because: ${cause.code}: ${cause.message}`);
  if (details !== undefined) lines.push(`data: ${JSON.stringify(details, undefined, 2)}`);
  return lines.join('\n');
}

/** The lines before a stack begins, at most three, and no more than stands in a few lines of a panel. */
function shorten(message: string): string {
  const lines = message.split('\n');
  const stackAt = lines.findIndex(
    (line, at) => at > 0 && /^\s*(at \S|File "|Traceback)/.test(line),
  );
  const end = Math.min(stackAt < 0 ? lines.length : stackAt, shownLines);
  const head = lines.slice(0, end).join('\n');
  if (head.length > shownLength) return `${head.slice(0, shownLength)}…`;
  return head;
}

function joinLines(details: JsonValue | undefined): JsonValue | undefined {
  if (!Array.isArray(details)) return details;
  const lines = details as readonly JsonValue[];
  return lines.every((line) => typeof line === 'string') ? lines.join('\n') : details;
}
