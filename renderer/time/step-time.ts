import { runFeed } from '../run/run-feed.ts';
import { countEvents, goToMoment, shownMoment } from './time-store.ts';

/** Goes to the next event, or with -1 to the one before. */
export function stepEvent(by: number): void {
  goToMoment(shownMoment() + by);
}

/** Goes to where the next node began, or with -1 the one before. */
export function stepNode(by: 1 | -1): void {
  const { times } = runFeed.timeline;
  const starts = times.marks('start');
  const at = shownMoment();
  const next = by === 1 ? times.marksUpTo('start', at) : times.marksUpTo('start', at - 1) - 1;
  const there = starts[next];
  if (there !== undefined) goToMoment(there);
  else goToMoment(by === 1 ? countEvents() : 1);
}
