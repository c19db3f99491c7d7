import type { EngineClient } from '../../core/api/engine-client.ts';
import type { RunState } from '../../core/contracts/events.ts';
import type { RunSummary } from '../../core/contracts/record.ts';
import type { RunFeed } from './run-feed.ts';

/** What is needed of an engine to show its runs. */
export type RunEngine = Pick<EngineClient, 'call' | 'subscribe'>;

/**
 * Brings the events of one run into the feed. Each thing the person asks to see is a wish with a number:
 * what still comes for an older one is dropped.
 */
export class RunFollower {
  readonly #feed: RunFeed;
  #wish = 0;
  #unsubscribe: (() => void) | undefined;
  // The end of an opened run is known before its last event has been folded in.
  #endState: RunState | undefined;

  constructor(feed: RunFeed) {
    this.#feed = feed;
  }

  /** Turns to another run, of which nothing is known yet. Returns the wish. */
  begin(runId: string | undefined): number {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#endState = undefined;
    this.#feed.reset(runId ?? '');
    return this.wishAgain();
  }

  /** Asks for the same run once more, such as of another engine. Returns the wish. */
  wishAgain(): number {
    return ++this.#wish;
  }

  /** Whether nothing else has been asked for since. */
  isWished(wish: number): boolean {
    return wish === this.#wish;
  }

  /** The engine that sent the events is gone, and will send nothing more. */
  abandon(): void {
    this.#unsubscribe = undefined;
    this.#wish++;
  }

  /** How the run stands: as its summary says once it has ended, else as its events do. */
  get state(): RunState {
    const { state } = this.#feed.live;
    return state === 'running' ? (this.#endState ?? state) : state;
  }

  /** Notes how the run ended, if it has, before its last event tells it. */
  expectEnd({ state }: RunSummary): void {
    this.#endState = state === 'running' ? undefined : state;
  }

  /** Takes from a run's summary what its events may tell late or never. */
  learn(run: RunSummary): void {
    const { live: view } = this.#feed;
    view.startedUs ??= run.startedUs;
    this.expectEnd(run);
    // The end of a run whose engine was killed stands in no event, only in its summary.
    if (run.state === 'interrupted' || run.state === 'running') this.#feed.setState(run.state);
    view.endedUs ??= run.endedUs;
  }

  /** Folds in the run's events from the first one that has not been seen, until something else is wished for. */
  async follow(engine: RunEngine, runId: string, wish: number): Promise<void> {
    const feed = this.#feed;
    const stop = await engine.subscribe(runId, feed.live.lastSeq, (events) => {
      if (!this.isWished(wish) || feed.live.runId !== runId) return undefined;
      const drawn = feed.fold(events);
      // A long run comes as fast as it can be folded, not a few batches with each frame.
      return feed.isFull ? drawn : undefined;
    });
    if (this.isWished(wish)) this.#unsubscribe = stop;
    else stop();
  }
}
