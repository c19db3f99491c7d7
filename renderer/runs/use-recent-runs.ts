import { useEffect } from 'react';
import { create } from 'zustand';
import type { RunSummary } from '../../core/contracts/record.ts';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useRunStore } from '../run/run-store.ts';

const shownRuns = 100;

/** The newest runs of the record. */
interface RecentRuns {
  readonly runs: readonly RunSummary[];
  readonly error: ErrorInfo | undefined;
  refresh(): void;
}

const useRecentStore = create<RecentRuns>()((set) => ({
  runs: [],
  error: undefined,
  refresh: () => {
    useEngineStore
      .getState()
      .client?.call('run.list', { limit: shownRuns })
      .then((runs) => set({ runs, error: undefined }))
      .catch((thrown: unknown) => set({ error: toErrorInfo(thrown) }));
  },
}));

/** The newest runs, read again whenever a run starts or ends and when the engine is back. */
export function useRecentRuns(): RecentRuns {
  useEffect(watch, []);
  return useRecentStore();
}

let watchers = 0;
let stopWatching = (): void => {};

/** However many show the runs, they are read once. */
function watch(): () => void {
  watchers++;
  if (watchers === 1) stopWatching = keepFresh();
  return () => {
    watchers--;
    if (watchers === 0) stopWatching();
  };
}

function keepFresh(): () => void {
  const { refresh } = useRecentStore.getState();
  refresh();
  const stopEngine = useEngineStore.subscribe((now, before) => {
    if (now.client !== before.client) refresh();
  });
  const stopRuns = useRunStore.subscribe((now, before) => {
    if (now.runId !== before.runId || now.state !== before.state) refresh();
  });
  return () => {
    stopEngine();
    stopRuns();
  };
}
