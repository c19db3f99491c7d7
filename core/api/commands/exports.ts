import type {
  BegunExport,
  ExportPiece,
  ExportRequest,
  ImportedRun,
  SentTrace,
  TelemetrySettings,
} from '../../contracts/run-exports.ts';

type Nothing = Record<string, never>;

/** Commands that take runs out of the record, and bring them in. */
export interface ExportCommands {
  /** Begins to take a run away, piece by piece; fails with `unknown_run`. */
  'export.begin': { readonly params: ExportRequest; readonly result: BegunExport };
  /** The next piece; after the last one the export is over. Fails with `unknown_export`. */
  'export.read': { readonly params: { readonly exportId: string }; readonly result: ExportPiece };
  /** Begins to take in a flight recording. */
  'recording.begin': {
    readonly params: Nothing;
    readonly result: { readonly recordingId: string };
  };
  /** Adds bytes of its file, as base64; fails with `too_large` or `unknown_recording`. */
  'recording.write': {
    readonly params: { readonly recordingId: string; readonly base64: string };
    readonly result: null;
  };
  /** Reads it into the record as a run of its own; fails with `flight_invalid`, which names the line, or `flight_newer`. */
  'recording.end': {
    readonly params: { readonly recordingId: string };
    readonly result: ImportedRun;
  };
  /** Where traces go. */
  'telemetry.get': { readonly params: Nothing; readonly result: TelemetrySettings };
  /** Fails with `telemetry_invalid`. */
  'telemetry.set': {
    readonly params: { readonly settings: TelemetrySettings };
    readonly result: TelemetrySettings;
  };
  /** Sends a small trace without contents; fails with `otlp_refused`, `otlp_unreachable`, `missing_secret`. */
  'telemetry.test': {
    readonly params: { readonly settings: TelemetrySettings };
    readonly result: SentTrace & { readonly traceId: string };
  };
  /** Sends a run to where the settings say; fails as `telemetry.test`, and with `unknown_run`. */
  'telemetry.send': { readonly params: { readonly runId: string }; readonly result: SentTrace };
}
