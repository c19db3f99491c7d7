import { reduceRunEvents } from './reduce-run-events.ts';
import { restoreView } from './restore-view.ts';
import type { EventReader, RunTimeline } from './run-timeline.ts';
import { createRunView, type RunView } from './run-view.ts';

/** A run as it was at one of its events. Going forward folds on, going back begins again at a keyframe. */
export class PastView {
  readonly #timeline: RunTimeline;
  readonly #live: RunView;
  #view: RunView | undefined;
  #at = 0;

  /** `live` is the view of the newest state, which the timeline folds into. */
  constructor(timeline: RunTimeline, live: RunView) {
    this.#timeline = timeline;
    this.#live = live;
  }

  /** The view after so many events; undefined while events must be read first. The same object as long as it goes forward. */
  move(to: number): RunView | undefined {
    const from = this.#startOf(to);
    const events = this.#timeline.eventsBetween(from, to);
    if (events === undefined) return undefined;
    if (this.#view === undefined || from !== this.#at) this.#view = this.#begin(to);
    reduceRunEvents(this.#view, events);
    this.#at = to;
    return this.#view;
  }

  /** Reads what `move` lacks. Rejects as the reader does. */
  read(to: number, reader: EventReader): Promise<void> {
    return this.#timeline.read(this.#startOf(to), to, reader);
  }

  /** Which event a move to another one folds on from. */
  #startOf(to: number): number {
    const keyframeAt = this.#timeline.keyframe(to)?.at ?? 0;
    const isOnTheWay = this.#view !== undefined && this.#at <= to && this.#at >= keyframeAt;
    return isOnTheWay ? this.#at : keyframeAt;
  }

  #begin(to: number): RunView {
    const keyframe = this.#timeline.keyframe(to);
    if (keyframe !== undefined) return restoreView(this.#live, keyframe);
    return createRunView(this.#live.runId, this.#live.titles);
  }
}
