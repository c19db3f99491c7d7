import * as z from 'zod';
import type { CompareCommands } from '../commands/compare.ts';

const runId = z.string().min(1).max(200);
const twoRuns = { a: runId, b: runId };

/** What the commands that compare runs take. */
export const compareSchemas: {
  readonly [Name in keyof CompareCommands]: z.ZodType<CompareCommands[Name]['params']>;
} = {
  'compare.open': z.strictObject(twoRuns),
  'compare.rows': z.strictObject({
    ...twoRuns,
    order: z.enum(['run', 'differences']),
    from: z.int().min(0),
    count: z.int().min(1).max(2_000),
  }),
  'compare.text': z.strictObject({
    ...twoRuns,
    row: z.int().min(0),
    part: z.enum(['input', 'reasoning', 'text', 'calls', 'output', 'error']),
  }),
};
