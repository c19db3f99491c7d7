import type { ReactNode } from 'react';
import type { ErrorInfo } from '../../core/shared/errors.ts';

/** An error for people: what happened, what to do, and its code for the curious. */
export function ErrorText({ error }: { readonly error: ErrorInfo }): ReactNode {
  return (
    <span className="selectable">
      <span className="text-failed">{error.message}</span>
      {error.action === undefined ? undefined : <span> {error.action}</span>}
      <span className="ml-2 font-mono text-tiny text-muted">{error.code}</span>
    </span>
  );
}
