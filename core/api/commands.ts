import type {
  ConnectionFile,
  ConnectionInfo,
  ConnectionTarget,
  ConnectionTest,
  FoundServer,
  LocalServerInfo,
  ModelList,
  ServerLogLine,
} from '../contracts/connection.ts';
import type { FlowVersion, NewVersion, RecoveryList, VersionList } from '../contracts/kept-work.ts';
import type {
  RawFormatCheck,
  RawFormatInfo,
  RawFormatList,
  RawFormatTrial,
  RawFormatTrialRequest,
} from '../contracts/raw-formats.ts';
import type { Answer } from '../contracts/questions.ts';
import type { ModuleFolder, ModuleTrust } from '../contracts/own-modules.ts';
import type { TrustGrant } from '../contracts/trust.ts';
import type { RunSummary } from '../contracts/record.ts';
import type { TrafficPiece, TrafficSummary } from '../contracts/run-traffic.ts';
import type { ImportResult } from '../import/import-report.ts';
import type { ConnectionPreset } from '../model/connection-presets.ts';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import type { FlowCheck } from '../model/flow-check.ts';
import type { KindDescriptor } from '../model/kind-descriptor.ts';
import type { RunRequest } from '../model/run-request.ts';
import type { JsonValue } from '../shared/json.ts';
import type { HistoryCommands } from './commands/history.ts';
import type { CompareCommands } from './commands/compare.ts';
import type { ControlCommands } from './commands/control.ts';
import type { ExportCommands } from './commands/exports.ts';
import type { TimeCommands } from './commands/time.ts';

/** A flow that stands in a file of the host's. */
interface Placed {
  /** `HostFile.place`: paths in the flow start there. One that the host has not made counts as none. */
  readonly place?: string;
}

/** A version by the id of its flow and its own. */
interface OneVersion {
  readonly flow: string;
  readonly id: string;
}

/** What a window has not saved. */
interface UnsavedWork {
  readonly window: string;
  /** The name of its file. */
  readonly file: string;
  readonly flow: string;
  /** The file's text as the window knows it; absent for work that stands in no file. */
  readonly saved?: string;
}

/** Every command of the engine: what it takes and what it answers. */
export interface Commands
  extends HistoryCommands, CompareCommands, ControlCommands, TimeCommands, ExportCommands {
  'kinds.list': {
    readonly params: Record<string, never>;
    readonly result: readonly KindDescriptor[];
  };
  'connections.list': {
    readonly params: Record<string, never>;
    readonly result: readonly ConnectionInfo[];
  };
  /** Where the person's connections are stored, and what is wrong there. */
  'connections.file': {
    readonly params: Record<string, never>;
    readonly result: ConnectionFile;
  };
  'connections.presets': {
    readonly params: Record<string, never>;
    readonly result: readonly ConnectionPreset[];
  };
  /** Adds or replaces a connection; `connection_invalid` carries `[{ path, message }]` in its details. */
  'connections.save': {
    readonly params: { readonly settings: ConnectionSettings };
    readonly result: ConnectionInfo;
  };
  'connections.remove': { readonly params: { readonly id: string }; readonly result: null };
  /**
   * Sends two short requests to a connection, stored or not; answers with what failed, too. May take two minutes, unless
   * it is stopped by the name in `test`, which the client chooses; then it fails with `cancelled`.
   */
  'connections.test': {
    readonly params: {
      readonly target: ConnectionTarget;
      readonly model?: string;
      readonly test?: string;
    };
    readonly result: ConnectionTest;
  };
  /** Stops a test of this client that is under way, and its request; one that is over, or unknown, changes nothing. */
  'connections.test.stop': { readonly params: { readonly test: string }; readonly result: null };
  'connections.models': {
    readonly params: { readonly target: ConnectionTarget };
    readonly result: ModelList;
  };
  /** Looks for model servers on their usual ports of this machine; takes a second at most. */
  'connections.discover': {
    readonly params: Record<string, never>;
    readonly result: readonly FoundServer[];
  };
  /** Runs the connection's own command: ask the person first. Answers while the server still starts. */
  'connections.server.start': {
    readonly params: { readonly id: string };
    readonly result: LocalServerInfo;
  };
  'connections.server.stop': {
    readonly params: { readonly id: string };
    readonly result: LocalServerInfo;
  };
  /** The server's state, and its lines after `afterSeq`; ask again to follow it. */
  'connections.server.log': {
    readonly params: { readonly id: string; readonly afterSeq: number };
    readonly result: {
      readonly server: LocalServerInfo;
      readonly lines: readonly ServerLogLine[];
    };
  };
  /** All raw tool-call formats: the person's own first, and what is wrong with their files. */
  'formats.list': {
    readonly params: Record<string, never>;
    readonly result: RawFormatList;
  };
  /** What is wrong with a format's JSON as a format of the person's own; never fails for bad input. */
  'formats.check': {
    readonly params: { readonly json: JsonValue };
    readonly result: RawFormatCheck;
  };
  /** Reads an output with a format, stored or not; fails with `format_invalid`, `unknown_raw_format`, `tools_invalid`. */
  'formats.try': { readonly params: RawFormatTrialRequest; readonly result: RawFormatTrial };
  /** Adds or replaces a format; `format_invalid` carries `[{ path, message }]` in its details. */
  'formats.save': { readonly params: { readonly json: JsonValue }; readonly result: RawFormatInfo };
  'formats.remove': { readonly params: { readonly id: string }; readonly result: null };
  /** Turns another program’s file into flows; fails with `not_importable`, `too_large` or `too_deep`. */
  'flow.import': { readonly params: { readonly text: string }; readonly result: ImportResult };
  /** What the person has agreed to; empty where nobody is asked. */
  'trust.list': { readonly params: Record<string, never>; readonly result: readonly TrustGrant[] };
  /**
   * The person agrees to what a flow reaches. `seen`: the keys of what they were shown, as `reachKey` makes them;
   * `folders`: absolute paths for its files. Fails with `trust_changed` when it reaches more, `invalid_argument`.
   */
  'trust.accept': {
    readonly params: Placed & {
      readonly flow: string;
      readonly seen: readonly string[];
      readonly folders: readonly string[];
    };
    readonly result: TrustGrant;
  };
  'trust.revoke': { readonly params: { readonly id: string }; readonly result: null };
  /** The folders of the person's own modules, trusted or not. */
  'modules.list': {
    readonly params: Record<string, never>;
    readonly result: readonly ModuleFolder[];
  };
  /** Looks at a folder; nothing in it runs. Fails with `modules_unreadable`. */
  'modules.add': { readonly params: { readonly folder: string }; readonly result: ModuleFolder };
  /** Loads what the person looked at: ask them first. Fails with `modules_changed`. */
  'modules.trust': { readonly params: ModuleTrust; readonly result: ModuleFolder };
  'modules.remove': { readonly params: { readonly folder: string }; readonly result: null };
  'flow.check': {
    readonly params: Placed & { readonly text: string };
    readonly result: FlowCheck;
  };
  /**
   * The text of a flow file that a flow names as its part: each path starts where the one before it stands. Only flows
   * within the folder of the flow itself can be read; fails with `flow_unreadable` or `flow_has_no_file`.
   */
  'flow.read': {
    readonly params: Placed & { readonly files: readonly string[] };
    readonly result: { readonly text: string };
  };
  /** Keeps a window's unsaved work until it is cleared; fails with `recovery_unwritable`. */
  'recovery.write': { readonly params: Placed & UnsavedWork; readonly result: null };
  /** The window has nothing unsaved any more. */
  'recovery.clear': { readonly params: { readonly window: string }; readonly result: null };
  /** Unsaved work of windows that are gone; `place` is the file that the asker has open. */
  'recovery.list': { readonly params: Placed; readonly result: RecoveryList };
  /** `saved` is the file's text as it is now, or was; fails with `unknown_recovery`. */
  'recovery.read': {
    readonly params: { readonly id: string };
    readonly result: Omit<UnsavedWork, 'window'>;
  };
  /** Gives up unsaved work: ask the person first. Fails with `recovery_in_use`. */
  'recovery.discard': { readonly params: { readonly id: string }; readonly result: null };
  /** What was kept of a flow; `flow` is its id. The newest first. */
  'versions.list': { readonly params: { readonly flow: string }; readonly result: VersionList };
  /** Keeps a flow's text, unless the newest version holds the same; fails with `versions_unwritable`. */
  'versions.keep': {
    readonly params: NewVersion & { readonly flow: string };
    readonly result: FlowVersion;
  };
  /** The text of a version; fails with `unknown_version`. */
  'versions.read': { readonly params: OneVersion; readonly result: { readonly text: string } };
  /** Gives a version a name, which keeps it from being thinned out, or takes it away with null. */
  'versions.mark': {
    readonly params: OneVersion & { readonly name: string | null };
    readonly result: FlowVersion;
  };
  'versions.remove': { readonly params: OneVersion; readonly result: null };
  /**
   * Starts a run and answers at once; `flow_invalid` carries the findings in its details, `not_trusted` what the flow
   * reaches, `invalid_fixture` names the
   * line of the traffic file in its sentence.
   */
  'run.start': {
    readonly params: Placed & RunRequest;
    readonly result: { readonly runId: string };
  };
  /** Answers what a run waits for; `unknown_question` when it no longer waits, `wrong_answer`. */
  'run.answer': {
    readonly params: {
      readonly runId: string;
      readonly questionId: string;
      readonly answer: Answer;
    };
    readonly result: null;
  };
  'run.cancel': { readonly params: { readonly runId: string }; readonly result: null };
  'run.get': {
    readonly params: { readonly runId: string };
    readonly result: { readonly run: RunSummary; readonly flow: string };
  };
  'run.list': {
    readonly params: { readonly limit: number };
    readonly result: readonly RunSummary[];
  };
  /** The traffic file of a run, piece by piece from offset 0; `no_traffic` when none is kept, `traffic_unreadable`. */
  'run.traffic': {
    readonly params: { readonly runId: string; readonly offset: number };
    readonly result: TrafficPiece;
  };
  /** What a traffic file holds; `invalid_fixture` names the line that is wrong, `newer_fixture`. */
  'traffic.check': {
    readonly params: { readonly text: string };
    readonly result: TrafficSummary;
  };
  /** Begins the delivery of a run's events after `afterSeq`, past ones first: as `events` messages, or `packed` as `frames`. */
  'run.subscribe': {
    readonly params: {
      readonly runId: string;
      readonly afterSeq: number;
      readonly packed?: boolean | undefined;
    };
    readonly result: { readonly subscription: number };
  };
  'run.unsubscribe': { readonly params: { readonly subscription: number }; readonly result: null };
  'value.read': {
    readonly params: { readonly hash: string };
    readonly result: { readonly value: JsonValue };
  };
  /**
   * A piece of a value as JSON text, from a character on, at most `length` of them; `total` is the length of the whole.
   * For values that are too large for one message. Fails with `unknown_value`.
   */
  'value.text': {
    readonly params: { readonly hash: string; readonly offset: number; readonly length: number };
    readonly result: { readonly text: string; readonly total: number };
  };
}

/** The name of a command. */
export type CommandName = keyof Commands;
