import type { RunRequest } from '../model/run-request.ts';
import type { Connections } from './connection.ts';

/** Records the model traffic of runs, gives it back, and lets runs be answered from a recording. */
export interface RunTraffic {
  /**
   * How this run shall reach its models; undefined: as ever. Throws `invalid_fixture` or `newer_fixture` for a
   * recording that cannot be read.
   */
  open(
    runId: string,
    request: Pick<RunRequest, 'recordTraffic' | 'replay'>,
  ): OpenTraffic | undefined;
  /** What a traffic file holds. Throws `invalid_fixture` or `newer_fixture`. */
  check(text: string): TrafficSummary;
  /** A piece of a run's traffic file from `offset` on; undefined when none is kept. Throws `traffic_unreadable`. */
  read(runId: string, offset: number): TrafficPiece | undefined;
}

/** How one run reaches its models. */
export interface OpenTraffic {
  readonly connections: Connections;
  /** To be called when the run has ended; what was recorded is kept then. */
  close(): void;
}

/** What a traffic file holds, as people are told before it answers for their models. */
export interface TrafficSummary {
  /** Model turns. */
  readonly turns: number;
  /** From the beginning of the recording to its last byte, ms. */
  readonly durationMs: number;
}

/** A piece of a traffic file: at most about a megabyte, whole lines. */
export interface TrafficPiece {
  readonly text: string;
  /** Where the next piece begins; absent behind the last one. Means nothing but that. */
  readonly nextOffset?: number;
}

/** Where recordings are kept: one for each run. */
export interface TrafficStore {
  /** Begins the recording of a run; nothing is stored before its first line. */
  create(runId: string): TrafficFile;
  /** As RunTraffic's. */
  read(runId: string, offset: number): TrafficPiece | undefined;
  /** Removes the recordings of runs that are not to be kept, and the oldest ones where all are too large. */
  prune(isKept: (runId: string) => boolean): void;
}

/** The recording of a run under way. */
export interface TrafficFile {
  /** Takes a line with its end; never throws. Readers see it soon after. */
  write(line: string): void;
  /** Removes what was written; further lines are dropped. */
  discard(): void;
  close(): void;
}
