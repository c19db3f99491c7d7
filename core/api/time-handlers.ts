import type { RunRecord } from '../contracts/record.ts';
import type { TimeCommands } from './commands/time.ts';
import { unknownRun } from './read-traffic.ts';

/** What answers each command for looking back. */
type TimeHandlers = {
  readonly [Name in keyof TimeCommands]: (
    params: TimeCommands[Name]['params'],
  ) => TimeCommands[Name]['result'];
};

/** Answers the commands for looking back into a run. */
export function createTimeHandlers(record: RunRecord): TimeHandlers {
  return {
    'run.frames': ({ runId, afterSeq, limit }) => {
      if (record.run(runId) === undefined) throw unknownRun(runId);
      const frames = record.readFrames(runId, { afterSeq, limit });
      return {
        frames: frames.map(({ firstSeq, count, payload }) => [firstSeq, count, payload]),
      };
    },
  };
}
