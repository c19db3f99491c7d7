import type { RunExports } from '../contracts/run-exports.ts';
import { MillraceError } from '../shared/errors.ts';
import type { ExportCommands } from './commands/exports.ts';

/** What answers each command about exports. */
type ExportHandlers = {
  readonly [Name in keyof ExportCommands]: (
    params: ExportCommands[Name]['params'],
  ) => ExportCommands[Name]['result'] | Promise<ExportCommands[Name]['result']>;
};

/** Answers the commands of one client; all fail with `exports_unavailable` where the host has none. */
export function createExportHandlers(exports: RunExports | undefined): ExportHandlers {
  const own = (): RunExports => {
    if (exports !== undefined) return exports;
    throw new MillraceError('exports_unavailable', 'This host cannot take runs out of the record.');
  };
  return {
    'export.begin': (request) => own().begin(request),
    'export.read': ({ exportId }) => own().read(exportId),
    'recording.begin': async () => ({ recordingId: await own().beginRecording() }),
    'recording.write': async ({ recordingId, base64 }) => {
      await own().writeRecording(recordingId, base64);
      return null;
    },
    'recording.end': ({ recordingId }) => own().endRecording(recordingId),
    'telemetry.get': () => own().telemetry(),
    'telemetry.set': ({ settings }) => own().setTelemetry(settings),
    'telemetry.test': ({ settings }) => own().testTelemetry(settings),
    'telemetry.send': ({ runId }) => own().sendRun(runId),
  };
}
