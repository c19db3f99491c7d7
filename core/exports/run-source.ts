import type { RunEvent } from '../contracts/events.ts';
import type { RunRecord, RunSummary } from '../contracts/record.ts';
import type { RunTraffic, TrafficPiece } from '../contracts/run-traffic.ts';
import { MillraceError } from '../shared/errors.ts';

/** All that is known of one run, read piece by piece: memory stays flat however long it was. */
export interface RunSource {
  readonly run: RunSummary;
  /** The text of the flow as it ran. */
  readonly flow: string;
  /** In their order; for a run under way, those that were there when it was opened. */
  events(): Iterable<RunEvent>;
  /** The JSON text of a large value. */
  valueText(hash: string): string | undefined;
  /** The lines of its traffic file, without their ends; none where none is kept. */
  traffic(): Iterable<string>;
}

const eventsAtOnce = 2_000;

/** Opens a run of the record to be taken elsewhere. Throws `unknown_run`. */
export function openRunSource(
  record: Pick<RunRecord, 'run' | 'flowOf' | 'readEvents' | 'readValueText'>,
  runId: string,
  traffic?: Pick<RunTraffic, 'read'>,
): RunSource {
  const run = record.run(runId);
  const flow = record.flowOf(runId);
  if (run === undefined || flow === undefined) {
    throw new MillraceError('unknown_run', `The record holds no run "${runId.slice(0, 200)}".`, {
      action: 'It may have been removed with old runs; choose another one.',
    });
  }
  return {
    run,
    flow,
    valueText: (hash) => record.readValueText(hash),
    *events() {
      let afterSeq = 0;
      while (afterSeq < run.lastSeq) {
        const events = record.readEvents(runId, { afterSeq, limit: eventsAtOnce });
        if (events.length === 0) return;
        for (const event of events) {
          if (event.seq > run.lastSeq) return;
          yield event;
        }
        afterSeq = events.at(-1)?.seq ?? run.lastSeq;
      }
    },
    *traffic() {
      let offset: number | undefined = 0;
      while (offset !== undefined) {
        const piece: TrafficPiece | undefined = traffic?.read(runId, offset);
        if (piece === undefined) return;
        for (const line of piece.text.split('\n')) if (line !== '') yield line;
        offset = piece.nextOffset;
      }
    },
  };
}
