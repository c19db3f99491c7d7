import * as z from 'zod';
import type { TelemetrySettings } from '../../contracts/run-exports.ts';
import type { ExportCommands } from '../commands/exports.ts';

const nothing: z.ZodType<Record<string, never>> = z.strictObject({});
const id = z.string().min(1).max(200);
const settings: z.ZodType<TelemetrySettings> = z.strictObject({
  endpoint: z.string().max(4_000),
  headers: z.record(
    z.string().max(1_000),
    z.union([z.string().max(100_000), z.strictObject({ $secret: z.string().min(1).max(300) })]),
  ),
  withContents: z.boolean(),
  afterEveryRun: z.boolean(),
});

/** What the parameters of each command about exports must look like. */
export const exportSchemas: {
  readonly [Name in keyof ExportCommands]: z.ZodType<ExportCommands[Name]['params']>;
} = {
  'export.begin': z.strictObject({
    runId: id,
    kind: z.enum(['flight', 'ndjson', 'events-csv', 'spans-csv', 'otlp', 'test']),
    withoutContents: z.boolean(),
  }),
  'export.read': z.strictObject({ exportId: id }),
  'recording.begin': nothing,
  'recording.write': z.strictObject({ recordingId: id, base64: z.base64().max(8_000_000) }),
  'recording.end': z.strictObject({ recordingId: id }),
  'telemetry.get': nothing,
  'telemetry.set': z.strictObject({ settings }),
  'telemetry.test': z.strictObject({ settings }),
  'telemetry.send': z.strictObject({ runId: id }),
};
