import { useSyncExternalStore } from 'react';
import { runFeed } from './run-feed.ts';
import { useRunStore, type RunStore } from './run-store.ts';

/** How the shown run stands; while a moment of before is shown, how it stood then. */
export function useShownRunState(): RunStore['state'] {
  const state = useRunStore((store) => store.state);
  const then = useSyncExternalStore(runFeed.subscribe, readStateThen);
  return then ?? state;
}

function readStateThen(): RunStore['state'] | undefined {
  return runFeed.moment === undefined ? undefined : runFeed.view.state;
}
