import type { RunEvent, StatusEvent } from '../../core/contracts/events.ts';
import type { Engine, RunResult } from '../../core/engine/engine.ts';

/** What each span of a run was: `node iteration`, with a `*` where it was taken over. */
export function workOf(
  engine: Pick<Engine, 'record'>,
  { runId }: Pick<RunResult, 'runId'>,
): string[] {
  return engine.record
    .readEvents(runId, { afterSeq: 0, limit: 1_000_000, queue: 'status' })
    .map((event) => event as RunEvent<StatusEvent>)
    .flatMap(({ nodeId, iteration, body }) =>
      body.type === 'span-opened'
        ? [`${nodeId} ${iteration}`.trim() + (body.reused === undefined ? '' : '*')]
        : [],
    );
}
