import type { RunOrigin } from '../model/run-request.ts';
import type { ErrorInfo, MillraceError } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import type { PendingEvent, RecordedValue, RunEvent, RunState, SpanState } from './events.ts';
import type { RunHistory } from './run-history.ts';
import type { Usage } from './usage.ts';

export interface NewRun {
  readonly runId: string;
  readonly flowId: string;
  readonly flowName: string;
  /** The flow file's text as it runs. */
  readonly flow: string;
  readonly input: JsonValue;
  /** µs since the Unix epoch. */
  readonly startedUs: number;
  /** The run that it goes on from. */
  readonly origin?: RunOrigin;
  /** Present for a run that comes from a file: it ran elsewhere, never runs here, and is not deleted for its age. */
  readonly imported?: true;
}

export interface RunSummary {
  readonly runId: string;
  readonly flowId: string;
  readonly flowName: string;
  readonly state: RunState;
  readonly startedUs: number;
  readonly endedUs?: number;
  readonly input: RecordedValue;
  readonly output?: RecordedValue;
  readonly error?: ErrorInfo;
  readonly origin?: RunOrigin;
  /** Present for a run that comes from a file; its first event says which run it was. */
  readonly imported?: true;
  /** The run's events lie in [firstSeq, lastSeq] of the log; 0 while it has none. */
  readonly firstSeq: number;
  readonly lastSeq: number;
}

export interface SpanRow {
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly nodeId: string;
  readonly kind: string;
  readonly title: string;
  readonly attempt: number;
  readonly iteration: string;
  readonly state: Exclude<SpanState, 'running'>;
  readonly startedUs: number;
  readonly endedUs: number;
  readonly usage?: Usage;
}

export interface RunEnd {
  readonly state: Exclude<RunState, 'running'>;
  readonly endedUs: number;
  readonly output?: JsonValue;
  readonly error?: ErrorInfo;
}

/** The writing end of one run. All calls return at once; the record commits in batches. */
export interface RunWriter {
  append(event: PendingEvent): void;
  /** A value as it stands in trace entries, copied now: inline when small, stored once by its hash when large. Never throws. */
  keep(value: unknown): RecordedValue;
  /**
   * Commits what is pending, so that it outlives this process. With `durable` the disk is asked to keep it as well,
   * so that it outlives a power failure; nobody waits for the disk, which takes a few ms. Only a durable flush throws.
   */
  flush(options?: { readonly durable?: boolean }): void;
  /**
   * A durable flush at the end of this turn of the event loop, shared by all runs that ask for one until then. Calls
   * `onFlushed` when it is over, with why it failed, if it did.
   */
  flushSoon(onFlushed?: (problem: MillraceError | undefined) => void): void;
  /** Throws while commits fail or the disk refuses to keep them: nothing that costs money should start then. */
  assertWorking(): void;
  end(end: RunEnd): void;
}

/**
 * A named queue of one run, read by a consumer with a place of its own: a cursor over sequence numbers,
 * kept in the record, so it survives restarts and other processes may consume.
 */
export interface Queue {
  /** Appends a value of any JSON shape; visible to readers after its commit. */
  enqueue(body: JsonValue): void;
  /** The next events, oldest first, at most `limit` (default: all), and moves the cursor behind them. Never blocks. */
  dequeue(limit?: number): RunEvent[];
  /** The next event without moving the cursor. */
  peek(): RunEvent | undefined;
  /** How many events lie between the cursor and the end. */
  size(): number;
  /** Moves the cursor to the end; nothing is deleted from the record. */
  clear(): void;
  /**
   * Calls the listener with every event from `fromSeq` on, in order, those of the past first; later ones after
   * their commit. Returns the way to stop. Only events committed by this process arrive live.
   */
  subscribe(fromSeq: number, listener: (events: readonly RunEvent[]) => void): () => void;
}

/** Events of one run that follow each other in the log, packed; `decodeFrame` reads the payload. */
export interface EventFrame {
  readonly runId: string;
  /** The sequence number of its first event; the others follow without a gap. */
  readonly firstSeq: number;
  readonly count: number;
  readonly payload: string;
}

export interface ReadEvents {
  /** Only events with a greater sequence number; 0 reads from the start. */
  readonly afterSeq: number;
  readonly limit: number;
  readonly queue?: string;
}

/** The record: every run with every event, in one SQLite file. */
export interface RunRecord {
  /** Every run of the past: lists, search, marks, statistics, queries. */
  readonly history: RunHistory;
  startRun(run: NewRun): RunWriter;
  run(runId: string): RunSummary | undefined;
  /** Newest first. */
  listRuns(options: { readonly limit: number; readonly beforeUs?: number }): RunSummary[];
  /** The text of the flow as it ran. */
  flowOf(runId: string): string | undefined;
  /** The spans of a run that have ended, in the order they ended. */
  spansOf(runId: string): SpanRow[];
  readEvents(runId: string, options: ReadEvents): RunEvent[];
  /** As `readEvents`, packed: the frames that hold events after `afterSeq`, oldest first, until they hold `limit` of them. */
  readFrames(runId: string, options: Omit<ReadEvents, 'queue'>): EventFrame[];
  readValue(hash: string): JsonValue | undefined;
  /** As `readValue`, as the JSON text that it is stored as. */
  readValueText(hash: string): string | undefined;
  /** Named queue of a run. Two queues of the same run, name and consumer share one cursor, in any process. */
  queue(runId: string, name: string, consumer?: string): Queue;
  /** Called after each commit of this process with its events, in order of their sequence numbers. */
  onCommit(listener: (events: readonly RunEvent[]) => void): () => void;
  /** As `onCommit`, packed as they were stored: for those who pass events on. */
  onFrames(listener: (frames: readonly EventFrame[]) => void): () => void;
  /** Marks runs whose process is gone as interrupted, and says which. Runs of live processes are left alone. */
  markInterrupted(): RunSummary[];
  /** Deletes ended runs that are older and have no star, with all they recorded; returns how many. */
  prune(options: { readonly maxAgeMs: number }): number;
  /** Commits what is pending and closes the file. */
  close(): void;
}
