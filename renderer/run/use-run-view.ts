import { useSyncExternalStore } from 'react';
import { runFeed } from './run-feed.ts';
import type { RunView } from './run-view.ts';

/** The whole shown run. Draws again at most once per frame; the view itself changes in place. */
export function useRunView(): { readonly view: RunView; readonly version: number } {
  const version = useSyncExternalStore(runFeed.subscribe, () => runFeed.version);
  return { view: runFeed.view, version };
}
