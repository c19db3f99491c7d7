import { runFeed } from '../run/run-feed.ts';
import { countEvents, goToMoment, playSpeeds, readAhead, shownMoment } from './time-store.ts';
import { useTimeStore } from './time-store.ts';

/** Where nothing happens for longer, playing goes on to the next event, ms. */
const longestWaitMs = 2000;

let frame = 0;
/** Where playing has come to, ms after the run's first event. */
let headMs = 0;
let drawnMs = 0;

/** Plays from the shown moment on, with the waits of the run; from the start where its end is shown. Or stops playing. */
export function togglePlay(): void {
  if (useTimeStore.getState().playing) useTimeStore.setState({ playing: false });
  else play();
}

/** Plays from the shown moment on; from the start where the end is shown. */
export function play(): void {
  const { times } = runFeed.timeline;
  if (times.count === 0) return;
  if (useTimeStore.getState().moment === undefined) goToMoment(1);
  headMs = times.msOf(shownMoment());
  drawnMs = performance.now();
  useTimeStore.setState({ playing: true });
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(advance);
}

/** Chooses the next faster or slower speed. */
export function changeSpeed(by: 1 | -1): void {
  const at = playSpeeds.findIndex((speed) => speed === useTimeStore.getState().speed);
  const speed = playSpeeds[at + by];
  if (speed !== undefined) useTimeStore.setState({ speed });
}

function advance(nowMs: number): void {
  const { playing, moment, speed } = useTimeStore.getState();
  if (!playing || moment === undefined) return;
  const { times } = runFeed.timeline;
  const shownMs = times.msOf(moment);
  const nextMs = times.msOf(moment + 1);
  headMs += Math.max(0, nowMs - drawnMs) * speed;
  drawnMs = nowMs;
  const isLongWait = nextMs - shownMs > longestWaitMs * speed;
  if (isLongWait && headMs - shownMs > longestWaitMs * speed) headMs = nextMs;
  const to = times.atMs(headMs);
  // What is still being read is waited for: nothing is passed over.
  if (runFeed.moment !== moment) headMs = Math.min(headMs, shownMs);
  else if (to > moment) goToMoment(to);
  readAhead();
  if (to >= countEvents() && runFeed.moment === undefined) return;
  frame = requestAnimationFrame(advance);
}

/** The person went elsewhere while it plays: it goes on from there. */
useTimeStore.subscribe((now, before) => {
  if (!now.playing || now.moment === undefined || now.moment === before.moment) return;
  const { times } = runFeed.timeline;
  const isOwn = times.msOf(now.moment) <= headMs && times.msOf(now.moment + 1) >= headMs;
  if (!isOwn) headMs = times.msOf(now.moment);
});
