import type { RunEvent } from '../../core/contracts/events.ts';
import type { EngineClient } from '../../core/api/engine-client.ts';
import { MillraceError } from '../../core/shared/errors.ts';

/**
 * Reads a run's events again, up to a sequence number that is known to be in the record.
 * The panels keep only what they draw, so whoever wants the events themselves asks for them.
 * Rejects with `engine_gone` when the engine goes away meanwhile.
 */
export async function readRunEvents(
  engine: Pick<EngineClient, 'subscribe' | 'closed'>,
  runId: string,
  lastSeq: number,
): Promise<RunEvent[]> {
  const read: RunEvent[] = [];
  if (lastSeq === 0) return read;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = await engine.subscribe(runId, 0, (events) => {
    for (const event of events) if (event.seq <= lastSeq) read.push(event);
    if ((events.at(-1)?.seq ?? 0) >= lastSeq) resolve();
  });
  const gone = engine.closed.then((error) => {
    throw MillraceError.fromInfo(error);
  });
  await Promise.race([promise, gone]);
  stop();
  return read;
}
