import { useSyncExternalStore } from 'react';
import { runFeed } from '../run/run-feed.ts';
import type { RunTimes } from '../run/run-times.ts';

/** The strip is read at a glance, and a new one costs some ms. */
const refreshMs = 250;

let shown = { times: runFeed.timeline.times, count: 0 };

function subscribe(listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const renew = (): void => {
    timer = undefined;
    const { times } = runFeed.timeline;
    if (shown.times === times && shown.count === times.count) return;
    shown = { times, count: times.count };
    listener();
  };
  const stop = runFeed.subscribeLive(() => {
    // Another run is shown at once, with nothing of the one before.
    if (shown.times !== runFeed.timeline.times) renew();
    timer ??= setTimeout(renew, refreshMs);
  });
  renew();
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** When the shown run's events came, and how many there are; draws again a few times a second while it goes on. */
export function useRunTimes(): { readonly times: RunTimes; readonly count: number } {
  return useSyncExternalStore(subscribe, () => shown);
}
