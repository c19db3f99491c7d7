import * as z from 'zod';
import type { TimeCommands } from '../commands/time.ts';

/** What the commands for looking back take. */
export const timeSchemas: {
  readonly [Name in keyof TimeCommands]: z.ZodType<TimeCommands[Name]['params']>;
} = {
  'run.frames': z.strictObject({
    runId: z.string().min(1).max(200),
    afterSeq: z.int().min(0),
    limit: z.int().min(1).max(100_000),
  }),
};
