import type { RunState, SpanState } from '../../core/contracts/events.ts';
import type { SpanRun } from '../run/run-view.ts';

/** A span's state for people: nothing runs any more in a run that does not. */
export function shownState(
  span: Pick<SpanRun, 'state'>,
  runState: RunState,
): SpanState | 'interrupted' {
  if (span.state !== 'running' || runState === 'running') return span.state;
  return runState === 'cancelled' ? 'cancelled' : 'interrupted';
}
