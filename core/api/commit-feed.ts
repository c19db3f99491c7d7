import type { EventFrame, RunRecord } from '../contracts/record.ts';

type CommitListener = (frames: readonly EventFrame[]) => void;

/** Hands each run's committed events to those who watch that run. */
export interface CommitFeed {
  /** Calls the listener after each commit that holds events of the run, with its frames in order; returns the way to stop. */
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
  record.onFrames((frames) => {
    if (watchers.size === 0) return;
    for (const [runId, ofRun] of groupByRun(frames)) {
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

function groupByRun(frames: readonly EventFrame[]): Map<string, readonly EventFrame[]> {
  const first = frames[0];
  if (first === undefined) return new Map();
  if (frames.every(({ runId }) => runId === first.runId)) return new Map([[first.runId, frames]]);
  return Map.groupBy(frames, ({ runId }) => runId);
}
