import type { ValueOrSecret } from '../model/connection-settings.ts';

/** What a run can be taken away as. `test` is a test file that holds the flow to what the run came to. */
export type ExportKind = 'flight' | 'ndjson' | 'events-csv' | 'spans-csv' | 'otlp' | 'test';

export interface ExportRequest {
  readonly runId: string;
  readonly kind: ExportKind;
  /** Tell of inputs, outputs and tokens only what they are and how long. Nothing for a test, which needs them. */
  readonly withoutContents: boolean;
}

/** An export that has begun. */
export interface BegunExport {
  readonly exportId: string;
  /** What its file may be called. */
  readonly name: string;
}

/** A piece of an export: at most about a megabyte. */
export interface ExportPiece {
  readonly text: string;
  /** Whether it was the last one. */
  readonly isLast: boolean;
}

/** A run that came from a file. */
export interface ImportedRun {
  readonly runId: string;
  readonly flowName: string;
  /** Its id where it ran. */
  readonly originalRunId: string;
  readonly events: number;
}

/** Where traces of runs go. */
export interface TelemetrySettings {
  /** The collector's address; '' where there is none. */
  readonly endpoint: string;
  /** Secrets by their names only. */
  readonly headers: Readonly<Record<string, ValueOrSecret>>;
  /** Send what was said, too. */
  readonly withContents: boolean;
  /** Send each run of this engine when it has ended. */
  readonly afterEveryRun: boolean;
}

/** What a collector made of a trace. */
export interface SentTrace {
  readonly spans: number;
  /** Spans that the collector took none of. */
  readonly rejected: number;
  /** What it had to say, also where it took all. */
  readonly message?: string;
}

/** Takes runs out of the record for one client, and brings recordings into it. */
export interface RunExports {
  /** Throws `unknown_run`. */
  begin(request: ExportRequest): BegunExport;
  /** The next piece. Throws `unknown_export`. */
  read(exportId: string): ExportPiece;
  /** Begins to take a file in; `write` adds its bytes, as base64. Throws `too_large`, `unknown_recording`. */
  beginRecording(): Promise<string>;
  writeRecording(recordingId: string, base64: string): Promise<void>;
  /** Reads what was written into the record. Throws `flight_invalid`, `flight_newer`, `unknown_recording`. */
  endRecording(recordingId: string): Promise<ImportedRun>;
  telemetry(): TelemetrySettings;
  /** Throws `telemetry_invalid` or `file_unwritable`. */
  setTelemetry(settings: TelemetrySettings): TelemetrySettings;
  /** Sends a small trace by settings that need not be stored. Throws as `sendTrace`, and `missing_secret`. */
  testTelemetry(settings: TelemetrySettings): Promise<SentTrace & { readonly traceId: string }>;
  /** Sends a run by the stored settings; also throws `unknown_run`. */
  sendRun(runId: string): Promise<SentTrace>;
  /** Lets go what the client has not ended. */
  release(): void;
}
