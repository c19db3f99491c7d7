import { MillraceError, cancelledCode, toErrorInfo } from '../shared/errors.ts';

/** What was thrown as a MillraceError that names the node it comes from, unless it names one already or is a cancellation. */
export function locateError(thrown: unknown, nodeId: string): MillraceError {
  if (
    thrown instanceof MillraceError &&
    (thrown.nodeId !== undefined || thrown.code === cancelledCode)
  )
    return thrown;
  const info = toErrorInfo(thrown);
  return new MillraceError(info.code, info.message, {
    ...(info.action === undefined ? {} : { action: info.action }),
    ...(info.details === undefined ? {} : { details: info.details }),
    ...(nodeId === '' ? {} : { nodeId }),
    cause: thrown,
  });
}
