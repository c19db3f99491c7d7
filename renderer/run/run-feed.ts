import type { RunEvent, RunState } from '../../core/contracts/events.ts';
import { idleNodeRun, pictureNode, type NodeRun } from './node-run.ts';
import { reduceRunEvents, setRunState } from './reduce-run-events.ts';
import { scheduleFrames, type Schedule } from './schedule-frames.ts';
import { createRunView, type RunView } from './run-view.ts';

// What may be folded in between two drawings without holding up the page.
const foldBudgetMs = 9;
// Of what happened some time ago more, for people wait for its end: drawing in between takes most of the time.
const pastBudgetMs = 28;
const pastAfterMs = 3_000;

/**
 * Holds the shown run: folds its events in as they arrive, and tells React at most once per frame.
 * A node's listeners hear only of that node.
 */
export class RunFeed {
  #view = createRunView('');
  #version = 0;
  #foldedMs = 0;
  readonly #schedule: Schedule;
  #pending: { readonly drawn: Promise<void>; resolve(): void; cancel: () => void } | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #nodeListeners = new Map<string, Set<() => void>>();

  constructor(schedule: Schedule = scheduleFrames()) {
    this.#schedule = schedule;
  }

  /** Changes in place; draw it again when `version` has grown. */
  get view(): RunView {
    return this.#view;
  }

  /** Grows with every publication. */
  get version(): number {
    return this.#version;
  }

  /** Turns to another run, of which nothing is known yet; all nodes are idle. */
  reset(runId: string, titles?: ReadonlyMap<string, string>): void {
    const shown = [...this.#view.nodes.keys()];
    this.#view = createRunView(runId, titles);
    this.#publish(shown);
  }

  /** Folds a batch in; the promise settles once React has been told. */
  fold(events: readonly RunEvent[]): Promise<void> {
    const fromMs = performance.now();
    reduceRunEvents(this.#view, events);
    this.#foldedMs += performance.now() - fromMs;
    return this.#publishSoon();
  }

  /** Whether so much has been folded in since the last drawing that more should wait for the next one. */
  get isFull(): boolean {
    const isPast = Date.now() - this.#view.lastEventUs / 1000 > pastAfterMs;
    return this.#foldedMs > (isPast ? pastBudgetMs : foldBudgetMs);
  }

  /** Sets what only the outside knows, such as that the engine is gone. */
  setState(state: RunState): void {
    setRunState(this.#view, state);
    void this.#publishSoon();
  }

  nodeRun(nodeId: string): NodeRun {
    return this.#view.nodes.get(nodeId)?.published ?? idleNodeRun;
  }

  /** Called at each publication. Returns the way to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Called when this node has changed. Returns the way to stop. */
  subscribeNode(nodeId: string, listener: () => void): () => void {
    const listeners = this.#nodeListeners.get(nodeId) ?? new Set();
    this.#nodeListeners.set(nodeId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#nodeListeners.delete(nodeId);
    };
  }

  /** Tells React now. */
  flush(): void {
    this.#pending?.cancel();
    this.#publish([]);
  }

  #publishSoon(): Promise<void> {
    if (this.#pending) return this.#pending.drawn;
    const { promise, resolve } = Promise.withResolvers<void>();
    const pending = { drawn: promise, resolve, cancel: (): void => {} };
    // Noted first: a schedule may call back at once.
    this.#pending = pending;
    pending.cancel = this.#schedule(() => this.#publish([]));
    return promise;
  }

  #publish(alsoChanged: readonly string[]): void {
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.cancel();
    this.#foldedMs = 0;
    this.#version++;
    const changed = new Set(alsoChanged);
    for (const node of this.#view.dirtyNodes.splice(0)) {
      node.dirty = false;
      node.published = pictureNode(node, this.#view.state);
      changed.add(node.nodeId);
    }
    for (const nodeId of changed) {
      for (const listener of this.#nodeListeners.get(nodeId) ?? []) listener();
    }
    for (const listener of this.#listeners) listener();
    pending?.resolve();
  }
}

/** The run that this window shows. */
export const runFeed = new RunFeed();
