import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { RunSummary } from '../../core/contracts/record.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { requireClient, useEngineStore } from '../engine/engine-store.ts';
import { openPastRun } from '../commands/past-run-commands.ts';
import { showToast } from '../ui/toast-store.ts';
import { resumeRun } from './control-actions.ts';

/** Runs that are looked at, the newest. */
const mostRuns = 30;
/** A run that was interrupted longer ago is looked for in the list of runs, ms. */
const longestAgoMs = 7 * 24 * 3_600_000;

interface InterruptedStore {
  /** The newest run that lost its engine, and that nothing went on from. */
  readonly run: RunSummary | undefined;
}

export const useInterrupted = create<InterruptedStore>()(() => ({ run: undefined }));

/** The run that the person has seen to, or put off, last; kept in localStorage. */
const useSeen = create<{ readonly startedUs: number }>()(
  persist(() => ({ startedUs: 0 }), { name: 'millrace.interrupted-seen', version: 1 }),
);

/** Looks once for a run that lost its engine, as soon as an engine is there. */
export function lookForInterrupted(): void {
  if (useEngineStore.getState().client !== undefined) return void find();
  const stop = useEngineStore.subscribe(({ client }) => {
    if (client === undefined) return;
    stop();
    void find();
  });
}

async function find(): Promise<void> {
  try {
    const runs = await requireClient().call('run.list', { limit: mostRuns });
    useInterrupted.setState({
      run: pickInterrupted(runs, useSeen.getState().startedUs, Date.now()),
    });
  } catch (error) {
    const { message, action } = toErrorInfo(error);
    showToast({ tone: 'error', text: message, action });
  }
}

/** Of runs, newest first, the one to offer: interrupted not long ago, newer than what was seen, and not gone on from. */
export function pickInterrupted(
  runs: readonly RunSummary[],
  seenUs: number,
  nowMs: number,
): RunSummary | undefined {
  const origins = new Set(runs.flatMap(({ origin }) => (origin ? [origin.runId] : [])));
  return runs.find(
    ({ state, runId, startedUs }) =>
      state === 'interrupted' &&
      startedUs > seenUs &&
      startedUs / 1000 > nowMs - longestAgoMs &&
      !origins.has(runId),
  );
}

/** Offers it no more. */
export function dismissInterrupted(): void {
  const { run } = useInterrupted.getState();
  if (run !== undefined) useSeen.setState({ startedUs: run.startedUs });
  useInterrupted.setState({ run: undefined });
}

/** Shows the run as far as it came. */
export function lookAtInterrupted({ runId }: RunSummary): void {
  dismissInterrupted();
  void openPastRun(runId);
}

/** Goes on with it. */
export function resumeInterrupted({ runId }: RunSummary): void {
  dismissInterrupted();
  void resumeRun(runId);
}
