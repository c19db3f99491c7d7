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
    nodeId: nodeId === shownAt || nodeId === '' ? undefined : nodeId,
  };
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
