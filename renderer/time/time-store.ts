import { create } from 'zustand';
import { decodeFrames } from '../../core/contracts/frame-codec.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { requireClient } from '../engine/engine-store.ts';
import { runFeed } from '../run/run-feed.ts';
import type { EventReader } from '../run/run-timeline.ts';
import type { RunView } from '../run/run-view.ts';
import { showToast } from '../ui/toast-store.ts';

/** How fast a run can be played, compared with how it went. */
export const playSpeeds = [0.25, 0.5, 1, 2, 4, 8] as const;

interface TimeStore {
  /** The moment that was asked for: after so many events; undefined for the newest state. */
  readonly moment: number | undefined;
  readonly playing: boolean;
  /** One of `playSpeeds`. */
  readonly speed: number;
}

/** Which moment of the shown run the person looks at. */
export const useTimeStore = create<TimeStore>()(() => ({
  moment: undefined,
  playing: false,
  speed: 1,
}));

/** The run that the store speaks of: another one begins live. */
let run: RunView = runFeed.live;
let loading = false;

runFeed.subscribeLive(() => {
  if (run === runFeed.live) return;
  run = runFeed.live;
  useTimeStore.setState({ moment: undefined, playing: false });
});

/** How many events the shown run has by now. */
export function countEvents(): number {
  return runFeed.timeline.times.count;
}

/** Which event the shown state is after. */
export function shownMoment(): number {
  return useTimeStore.getState().moment ?? countEvents();
}

/** Shows the run after so many events; behind the last one, the newest state. */
export function goToMoment(moment: number): void {
  if (moment >= countEvents()) return goLive();
  const at = Math.max(1, moment);
  useTimeStore.setState({ moment: at });
  if (!runFeed.lookAt(at)) void load();
}

/** Shows the newest state, which has gone on meanwhile. */
export function goLive(): void {
  useTimeStore.setState({ moment: undefined, playing: false });
  runFeed.lookLive();
}

/** Reads the events around the newest wish, until it is shown. Only one such reading is under way. */
async function load(): Promise<void> {
  if (loading) return;
  loading = true;
  const mine = run;
  try {
    for (;;) {
      const { moment } = useTimeStore.getState();
      if (moment === undefined || mine !== runFeed.live || runFeed.lookAt(moment)) return;
      await runFeed.readMoment(moment, readEvents);
    }
  } catch (thrown) {
    if (mine !== runFeed.live) return;
    const { message, action } = toErrorInfo(thrown);
    useTimeStore.setState({ moment: runFeed.moment, playing: false });
    showToast({ tone: 'error', text: message, action });
  } finally {
    loading = false;
  }
}

/** Reads ahead what playing needs next; what fails here fails again when it is shown. */
export function readAhead(): void {
  const { moment } = useTimeStore.getState();
  if (moment === undefined || loading) return;
  const until = Math.min(countEvents(), moment + aheadEvents);
  void runFeed.timeline.read(moment, until, readEvents).catch(() => undefined);
}

const aheadEvents = 2000;

/** Reads events of the shown run out of the record. */
export const readEvents: EventReader = async (afterSeq, limit) => {
  const { runId } = runFeed.live;
  const { frames } = await requireClient().call('run.frames', { runId, afterSeq, limit });
  const packed = frames.map(([firstSeq, count, payload]) => ({ runId, firstSeq, count, payload }));
  return decodeFrames(packed, afterSeq);
};
