import type { Connections } from '../contracts/connection.ts';
import type { RunState } from '../contracts/events.ts';
import type { Answer, PendingQuestion } from '../contracts/questions.ts';
import type { Queue, RunRecord } from '../contracts/record.ts';
import type { RunTraffic } from '../contracts/run-traffic.ts';
import type { ImportResult } from '../import/import-report.ts';
import type { FlowCheck } from '../model/flow-check.ts';
import type { KindDescriptor } from '../model/kind-descriptor.ts';
import type { RunRequest } from '../model/run-request.ts';
import type { OwnModules } from '../module/own-modules.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';
import type { RawFormats } from '../stream/formats/raw-formats.ts';
import type { RunControl } from './run-control.ts';
import type { FlowTrust } from './flow-trust.ts';

/** How a run ended. */
export interface RunResult {
  readonly runId: string;
  readonly state: Exclude<RunState, 'running'>;
  /** The value of the only output node, or an object of all by title; absent when none was reached. */
  readonly output?: JsonValue;
  readonly outputs: JsonObject;
  readonly error?: ErrorInfo;
}

/** A run under way. */
export interface RunHandle {
  readonly runId: string;
  /**
   * Never rejects: a failure is a result too. Settles after the run's last event is committed; where the record takes
   * nothing more, it settles as failed without that.
   */
  readonly result: Promise<RunResult>;
  /** Stops the run; requests in flight are aborted at once. Does nothing after the end. */
  cancel(): void;
  /** What the run waits for a person to answer. */
  questions(): readonly PendingQuestion[];
  /** Answers a question, so that what waits for it goes on. Throws `unknown_question` or `wrong_answer`. */
  answer(questionId: string, answer: Answer): void;
  /** Holds the run: breakpoints, pause, step. */
  readonly control: RunControl;
  /** A queue of this run: `output`, `trace`, `status`, or a module's own. */
  queue(name: string, consumer?: string): Queue;
}

/** A run of a flow that may stand in a file. */
export interface FiledRunRequest extends RunRequest {
  /** The file that the flow is in: paths to other flows start there. A page never says; its host does. */
  readonly file?: string;
}

/** Runs flows. One per process; any number of runs at a time. */
export interface Engine {
  readonly record: RunRecord;
  readonly connections: Connections;
  readonly formats: RawFormats;
  /** Absent where model traffic is neither recorded nor replayed. */
  readonly traffic?: RunTraffic;
  /** Absent where flows run without anybody's consent: in programs of the person's own. */
  readonly trust?: FlowTrust;
  /** Absent where only the kinds that ship are known. */
  readonly modules?: OwnModules;
  listKinds(): readonly KindDescriptor[];
  /** Parses and validates a flow file's text; never throws for bad input. `file`: where it is, for paths in it. */
  check(text: string, file?: string): FlowCheck;
  /**
   * The text of a flow file that a flow names as its part, each path from where the one before it stands, the first from
   * `file`. Throws `flow_unreadable`, also for a file that holds no flow, or `flow_has_no_file`.
   */
  readPart(paths: readonly string[], file?: string): string;
  /** Turns another program’s file into flows; throws `not_importable`, `too_large` or `too_deep`. */
  importFlow(text: string): Promise<ImportResult>;
  /**
   * Throws MillraceError `flow_invalid` with the findings as details, `invalid_fixture` for a replay's broken file,
   * `traffic_unavailable`, `not_trusted` with what the flow reaches as details, or `engine_closed`; nothing is recorded then.
   */
  start(request: FiledRunRequest): RunHandle;
  /** The run while it is under way in this engine. */
  find(runId: string): RunHandle | undefined;
  /** Cancels what runs, commits, and closes the record. */
  close(): Promise<void>;
}
