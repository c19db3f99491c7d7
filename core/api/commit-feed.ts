import type { RunEvent } from '../contracts/events.ts';
import type { RunRecord } from '../contracts/record.ts';

type CommitListener = (events: readonly RunEvent[]) => void;

/** Hands each run's committed events to those who watch that run. */
export interface CommitFeed {
  /** Calls the listener after each commit that holds events of the run, in order; returns the way to stop. */
  watch(runId: string, listener: CommitListener): () => void;
}

const feeds = new WeakMap<RunRecord, CommitFeed>();

/** The feed of a record: one listener on the record, however many clients watch however many runs. */
export function commitFeedOf(record: RunRecord): CommitFeed {
  const known = feeds.get(record);
  if (known !== undefined) return known;
  const feed = createCommitFeed(record);
  feeds.set(record, feed);
  return feed;
}

function createCommitFeed(record: RunRecord): CommitFeed {
  const watchers = new Map<string, Set<CommitListener>>();
  record.onCommit((events) => {
    if (watchers.size === 0) return;
    for (const [runId, ofRun] of groupByRun(events)) {
      for (const listener of watchers.get(runId) ?? []) listener(ofRun);
    }
  });
  return {
    watch(runId, listener) {
      const listeners = watchers.get(runId) ?? new Set();
      watchers.set(runId, listeners);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && watchers.get(runId) === listeners) watchers.delete(runId);
      };
    },
  };
}

function groupByRun(events: readonly RunEvent[]): Map<string, readonly RunEvent[]> {
  const first = events[0];
  if (first === undefined) return new Map();
  // A commit mostly holds one run's events: then no copy is made.
  if (events.every((event) => event.runId === first.runId)) return new Map([[first.runId, events]]);
  return Map.groupBy(events, (event) => event.runId);
}
