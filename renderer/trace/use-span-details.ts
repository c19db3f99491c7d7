import { useEffect, useState } from 'react';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import { requireClient } from '../engine/engine-store.ts';
import type { RunView } from '../run/run-view.ts';
import { readSpan } from '../run/span-facts.ts';
import { knownDetails, readSpanDetails, type SpanDetails } from './read-span-detail.ts';

interface ShownDetails {
  readonly span: SpanDetails;
  readonly loading: boolean;
  /** Why the values could not be read. */
  readonly error: ErrorInfo | undefined;
}

/** A span with its values: at once while they are known, else as soon as they have been read from the record. */
export function useSpanDetails(view: RunView, row: number): ShownDetails {
  const [read, setRead] = useState<{
    readonly row: number;
    readonly span?: SpanDetails;
    readonly error?: ErrorInfo;
  }>();
  const known = knownDetails(view, row);
  const isKnown = known !== undefined;
  useEffect(() => {
    if (isKnown) return undefined;
    let wanted = true;
    const take = (part: { readonly span?: SpanDetails; readonly error?: ErrorInfo }): void => {
      if (wanted) setRead({ row, ...part });
    };
    Promise.resolve()
      .then(() => readSpanDetails(requireClient(), view, row))
      .then((span) => take({ span }))
      .catch((thrown: unknown) => take({ error: toErrorInfo(thrown) }));
    return () => {
      wanted = false;
    };
  }, [isKnown, view, row]);
  const mine = read?.row === row ? read : undefined;
  const bare = { input: undefined, output: undefined, usage: undefined, notes: [] };
  return {
    span: known ?? mine?.span ?? { ...readSpan(view, row), ...bare },
    loading: !isKnown && mine === undefined,
    error: isKnown ? undefined : mine?.error,
  };
}
