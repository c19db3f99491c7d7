import type { RunEvent } from '../../contracts/events.ts';
import type { RunRecord } from '../../contracts/record.ts';
import { exitCodes } from '../exit-codes.ts';
import { findRun } from '../find-run.ts';
import { withOwnRecord } from '../open-own-record.ts';
import { createRunPrinter, endOf, readResult } from '../print-recorded-run.ts';

export interface TailOptions {
  readonly json?: true;
  readonly trace?: true;
  readonly record?: string;
}

/** Between two looks into the record, ms. */
const lookMs = 100;
/** Between two looks whether the run's process still lives, ms. */
const lifeMs = 2_000;
const eventsAtOnce = 2_000;

/** `millrace tail [RUN]`: prints a run of any process as its events are committed, until it ends; as `run` does. */
export function followRun(name: string, options: TailOptions): Promise<number> {
  return withOwnRecord(options.record, async (record) => {
    const { runId } = findRun(record, name);
    const printer = createRunPrinter(record, runId, options);
    for await (const events of readLive(record, runId)) printer.print(events);
    const result = readResult(record, runId);
    printer.printResult(result);
    return endOf(result);
  });
}

/** Leaves the run alone and stops at Ctrl+C. */
async function* readLive(record: RunRecord, runId: string): AsyncGenerator<readonly RunEvent[]> {
  let afterSeq = 0;
  let lookedMs = performance.now();
  process.once('SIGINT', () => {
    record.close();
    process.exit(exitCodes.interrupted);
  });
  for (;;) {
    // Asked before the events: those that come in between are read in the next round.
    const hasEnded = record.run(runId)?.state !== 'running';
    for (;;) {
      const events = record.readEvents(runId, { afterSeq, limit: eventsAtOnce });
      const last = events.at(-1);
      if (last === undefined) break;
      afterSeq = last.seq;
      yield events;
    }
    if (hasEnded) return;
    await new Promise((resume) => setTimeout(resume, lookMs));
    if (performance.now() - lookedMs < lifeMs) continue;
    lookedMs = performance.now();
    record.markInterrupted();
  }
}
