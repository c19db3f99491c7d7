import type { RunEvent } from '../../contracts/events.ts';
import { openRunSource } from '../../exports/run-source.ts';
import { MillraceError } from '../../shared/errors.ts';
import { findRun } from '../find-run.ts';
import { withOwnRecord } from '../open-own-record.ts';
import { createRunPrinter, endOf, readResult } from '../print-recorded-run.ts';

export interface ReplayOptions {
  readonly json?: true;
  readonly trace?: true;
  readonly speed?: string;
  readonly atOnce?: true;
  readonly record?: string;
}

/** Events that lie closer together than this are printed together, ms. */
const leastWaitMs = 4;

/** `millrace replay RUN`: prints a run again as it went, from the record alone; no model is asked. */
export function replayRun(name: string, options: ReplayOptions): Promise<number> {
  return withOwnRecord(options.record, async (record) => {
    const speed = readSpeed(options);
    const { runId } = findRun(record, name);
    const source = openRunSource(record, runId);
    const printer = createRunPrinter(record, runId, options);
    await play(source.events(), speed, (event) => printer.print([event]));
    const result = readResult(record, runId);
    printer.printResult(result);
    return endOf(result);
  });
}

/** With the waits of the run, `speed` times as fast; Infinity waits for nothing. */
async function play(
  events: Iterable<RunEvent>,
  speed: number,
  print: (event: RunEvent) => void,
): Promise<void> {
  let startUs: number | undefined;
  const beganMs = performance.now();
  let count = 0;
  for (const event of events) {
    startUs ??= event.timeUs;
    const dueMs = (event.timeUs - startUs) / 1000 / speed;
    const waitMs = dueMs - (performance.now() - beganMs);
    if (waitMs >= leastWaitMs) await new Promise((resume) => setTimeout(resume, waitMs));
    print(event);
    count += 1;
    // What is printed without a pause would pile up in memory where the reader is slow.
    if (count % 500 === 0)
      await new Promise<void>((done) => process.stdout.write('', () => done()));
  }
}

function readSpeed({ speed, atOnce }: ReplayOptions): number {
  if (atOnce === true && speed !== undefined)
    throw wrongUse('--at-once and --speed do not go together.', 'Leave one of them out.');
  if (atOnce === true) return Number.POSITIVE_INFINITY;
  const factor = Number(speed ?? 1);
  if (factor > 0 && factor <= 1_000) return factor;
  throw wrongUse(`"${speed}" is no speed.`, 'Give a number over 0, such as 2 for twice as fast.');
}

function wrongUse(message: string, action: string): MillraceError {
  return new MillraceError('invalid_argument', message, { action });
}
