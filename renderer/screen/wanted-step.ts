import { create } from 'zustand';
import { revealPanel } from './layout-store.ts';

/** A step of a run that somebody wants to see in the trace. */
interface WantedStep {
  readonly runId: string;
  readonly spanId: string;
}

/** The step that the trace goes to as soon as it has come; undefined once it is there. */
export const useWantedStep = create<{ readonly wanted: WantedStep | undefined }>()(() => ({
  wanted: undefined,
}));

/** Has the trace show a step of a run that is, or will be, shown. */
export function wantStep(runId: string, spanId: string): void {
  revealPanel('trace');
  useWantedStep.setState({ wanted: { runId, spanId } });
}

/** Called by the trace when it has gone there. */
export function gotStep(): void {
  useWantedStep.setState({ wanted: undefined });
}
