import type { RunEvent, RunState } from '../../core/contracts/events.ts';
import { idleNodeRun, type NodeRun } from './node-run.ts';
import { PastView } from './past-view.ts';
import { publishAll, takeDirty } from './publish-nodes.ts';
import { setRunState } from './reduce-run-events.ts';
import { RunTimeline, type EventReader } from './run-timeline.ts';
import { scheduleFrames, type Schedule } from './schedule-frames.ts';
import { createRunView, type RunView } from './run-view.ts';

// What may be folded in between two drawings without holding up the page.
const foldBudgetMs = 9;
// Of what happened some time ago more, for people wait for its end: drawing in between takes most of the time.
const pastBudgetMs = 28;
const pastAfterMs = 3_000;

/**
 * Holds the shown run: folds its events in as they arrive, and tells React at most once per frame.
 * A node's listeners hear only of that node. What is shown is the newest state, or that of a moment of before.
 */
export class RunFeed {
  #live = createRunView('');
  #timeline = new RunTimeline();
  /** What is shown while somebody looks back, and the view that it comes from. */
  #past: RunView | undefined;
  #pastView: PastView | undefined;
  #moment: number | undefined;
  #version = 0;
  #foldedMs = 0;
  readonly #schedule: Schedule;
  #pending: { readonly drawn: Promise<void>; resolve(): void; cancel: () => void } | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #liveListeners = new Set<() => void>();
  readonly #nodeListeners = new Map<string, Set<() => void>>();

  constructor(schedule: Schedule = scheduleFrames()) {
    this.#schedule = schedule;
  }

  /** What is shown. Changes in place; draw it again when `version` has grown. */
  get view(): RunView {
    return this.#past ?? this.#live;
  }

  /** The newest state, whatever moment is shown. */
  get live(): RunView {
    return this.#live;
  }

  /** The past of the run. */
  get timeline(): RunTimeline {
    return this.#timeline;
  }

  /** After which of the run's events, counted from 1, it is shown; undefined for the newest state. */
  get moment(): number | undefined {
    return this.#moment;
  }

  /** Grows with every publication of what is shown. */
  get version(): number {
    return this.#version;
  }

  /** Turns to another run, of which nothing is known yet; all nodes are idle. */
  reset(runId: string, titles?: ReadonlyMap<string, string>): void {
    const before = this.view;
    this.#live = createRunView(runId, titles);
    this.#timeline = new RunTimeline();
    this.#leavePast();
    this.#turn(before);
  }

  /** Folds a batch in; the promise settles once React has been told. */
  fold(events: readonly RunEvent[]): Promise<void> {
    const fromMs = performance.now();
    this.#timeline.fold(this.#live, events);
    this.#foldedMs += performance.now() - fromMs;
    return this.#publishSoon();
  }

  /** Whether so much has been folded in since the last drawing that more should wait for the next one. */
  get isFull(): boolean {
    const isPast = Date.now() - this.#live.lastEventUs / 1000 > pastAfterMs;
    return this.#foldedMs > (isPast ? pastBudgetMs : foldBudgetMs);
  }

  /** Sets what only the outside knows, such as that the engine is gone. */
  setState(state: RunState): void {
    setRunState(this.#live, state);
    void this.#publishSoon();
  }

  /**
   * Shows the run as it was after so many events, from 0 on; false while they must be read first, by `readMoment`.
   * The run goes on being folded meanwhile.
   */
  lookAt(moment: number): boolean {
    const at = Math.max(0, Math.min(moment, this.#timeline.times.count));
    this.#pastView ??= new PastView(this.#timeline, this.#live);
    const before = this.view;
    const past = this.#pastView.move(at);
    if (past === undefined) return false;
    this.#past = past;
    this.#moment = at;
    this.#turn(before);
    return true;
  }

  /** Reads the events that a look at a moment needs. Rejects as the reader does. */
  async readMoment(moment: number, reader: EventReader): Promise<void> {
    await (this.#pastView ?? new PastView(this.#timeline, this.#live)).read(moment, reader);
  }

  /** Shows the newest state again. */
  lookLive(): void {
    if (this.#moment === undefined) return;
    const before = this.view;
    this.#leavePast();
    this.#turn(before);
  }

  nodeRun(nodeId: string): NodeRun {
    return this.view.nodes.get(nodeId)?.published ?? idleNodeRun;
  }

  /** Called at each publication of what is shown. Returns the way to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Called also when only the newest state has changed. Returns the way to stop. */
  readonly subscribeLive = (listener: () => void): (() => void) => {
    this.#liveListeners.add(listener);
    return () => this.#liveListeners.delete(listener);
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
    this.#publish();
  }

  #leavePast(): void {
    this.#past = undefined;
    this.#pastView = undefined;
    this.#moment = undefined;
  }

  #publishSoon(): Promise<void> {
    if (this.#pending) return this.#pending.drawn;
    const { promise, resolve } = Promise.withResolvers<void>();
    const pending = { drawn: promise, resolve, cancel: (): void => {} };
    // Noted first: a schedule may call back at once.
    this.#pending = pending;
    pending.cancel = this.#schedule(() => this.#publish());
    return promise;
  }

  /** Publishes what has changed in the newest state; while a moment of before is shown, only that something has. */
  #publish(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.cancel();
    this.#foldedMs = 0;
    if (this.#past === undefined) {
      const { dirtyNodes, state } = this.#live;
      this.#tell(takeDirty(dirtyNodes, state));
    }
    for (const listener of this.#liveListeners) listener();
    pending?.resolve();
  }

  /** Publishes another view than the one shown before, or the same one after many events. */
  #turn(before: RunView): void {
    const { view } = this;
    const changed =
      before === view && this.#past !== undefined
        ? takeDirty(view.dirtyNodes, view.state)
        : publishAll(before, view);
    this.#tell(changed);
    for (const listener of this.#liveListeners) listener();
  }

  #tell(changed: Iterable<string>): void {
    this.#version++;
    for (const nodeId of changed) {
      for (const listener of this.#nodeListeners.get(nodeId) ?? []) listener();
    }
    for (const listener of this.#listeners) listener();
  }
}

/** The run that this window shows. */
export const runFeed = new RunFeed();
