import { useSyncExternalStore } from 'react';
import { useNow } from '../ui/use-now.ts';
import { runFeed } from './run-feed.ts';

/** Now in ms since the Unix epoch, renewed every `everyMs` while `ticking`; while a moment of before is shown, that moment. */
export function useRunNow(ticking: boolean, everyMs: number): number {
  const momentMs = useSyncExternalStore(runFeed.subscribe, readMomentMs);
  const nowMs = useNow(ticking && momentMs === undefined, everyMs);
  return momentMs ?? nowMs;
}

function readMomentMs(): number | undefined {
  return runFeed.moment === undefined ? undefined : runFeed.view.lastEventUs / 1000;
}
