import { useCallback, useEffect, useState } from 'react';
import type { RunSummary } from '../../core/contracts/record.ts';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useRunStore } from '../run/run-store.ts';

const shownRuns = 100;

/** The newest runs of the record. */
export interface RecentRuns {
  readonly runs: readonly RunSummary[];
  readonly error: ErrorInfo | undefined;
  refresh(): void;
}

/** Reads the newest runs, again whenever a run starts or ends and when the engine is back. */
export function useRecentRuns(): RecentRuns {
  const client = useEngineStore((store) => store.client);
  const [runs, setRuns] = useState<readonly RunSummary[]>([]);
  const [error, setError] = useState<ErrorInfo>();
  const refresh = useCallback(() => {
    client
      ?.call('run.list', { limit: shownRuns })
      .then((read) => {
        setRuns(read);
        setError(undefined);
      })
      .catch((thrown: unknown) => setError(toErrorInfo(thrown)));
  }, [client]);
  useEffect(() => {
    refresh();
    return useRunStore.subscribe((now, before) => {
      if (now.runId !== before.runId || now.state !== before.state) refresh();
    });
  }, [refresh]);
  return { runs, error, refresh };
}
