import { useCallback, useSyncExternalStore } from 'react';
import { runFeed } from './run-feed.ts';
import type { RunView } from './run-view.ts';

/** How often counts and bars are drawn, ms: they are read at a glance, only text is drawn with each frame. */
export const countsEveryMs = 100;

/**
 * The whole shown run; the view itself changes in place. Draws again with each frame that brought something,
 * or at most every `everyMs`, never missing the last change.
 */
export function useRunView(everyMs = 0): RunView {
  const subscribe = useCallback(
    (listener: () => void) => subscribeEvery(everyMs, listener),
    [everyMs],
  );
  // The version is what changes; the view stays the same object through a run.
  useSyncExternalStore(subscribe, () => runFeed.version);
  return runFeed.view;
}

function subscribeEvery(everyMs: number, listener: () => void): () => void {
  if (everyMs === 0) return runFeed.subscribe(listener);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let heardMs = 0;
  const hear = (): void => {
    timer = undefined;
    heardMs = performance.now();
    listener();
  };
  const stop = runFeed.subscribe(() => {
    timer ??= setTimeout(hear, Math.max(0, heardMs + everyMs - performance.now()));
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
