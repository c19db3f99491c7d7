import * as z from 'zod';
import type { Breakpoint, GivenOutputs, RunOrigin } from '../../model/run-request.ts';
import type { ControlCommands } from '../commands/control.ts';

const runId = z.string().min(1).max(200);
const holdId = z.string().min(1).max(100).exactOptional();
const nodePath = z.string().min(1).max(1_000);
const end = z.string().min(1).max(2_000);

/** Where runs hold. */
export const breakpointsSchema: z.ZodType<readonly Breakpoint[]> = z
  .array(
    z.union([
      z.strictObject({ node: nodePath, when: z.enum(['before', 'after']) }),
      z.strictObject({ edge: z.strictObject({ from: end, to: end }) }),
    ]),
  )
  .max(10_000);

/** The run that another one goes on from. */
export const originSchema: z.ZodType<RunOrigin> = z.strictObject({
  runId,
  kind: z.enum(['resume', 'fork', 'changed']),
  node: nodePath.exactOptional(),
});

/** What nodes give without being run. */
export const givenSchema: z.ZodType<Readonly<Record<string, GivenOutputs>>> = z.record(
  nodePath,
  z.strictObject({
    outputs: z.record(z.string(), z.json()),
    reason: z.enum(['pinned', 'edited']),
  }),
);

/** What the commands that hold runs take. */
export const controlSchemas: {
  readonly [Name in keyof ControlCommands]: z.ZodType<ControlCommands[Name]['params']>;
} = {
  'run.resume': z.strictObject({
    runId,
    place: z.string().max(20_000).exactOptional(),
    recordTraffic: z.boolean().exactOptional(),
  }),
  'run.pause': z.strictObject({ runId }),
  'run.continue': z.strictObject({
    runId,
    holdId,
    values: z.record(z.string(), z.json()).exactOptional(),
  }),
  'run.step': z.strictObject({ runId, holdId }),
  'run.breakpoints': z.strictObject({ runId, breakpoints: breakpointsSchema }),
  'run.held': z.strictObject({ runId }),
};
