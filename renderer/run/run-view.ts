import type {
  RecordedValue,
  ReusedFrom,
  RunState,
  SpanState,
} from '../../core/contracts/events.ts';
import type { PendingQuestion } from '../../core/contracts/questions.ts';
import type { HeldWork } from '../../core/contracts/run-control.ts';
import type { Usage } from '../../core/contracts/usage.ts';
import type { ReplayPace } from '../../core/model/run-request.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import type { NodeRun } from './node-run.ts';
import type { CallRow, OutputRow, TextRow } from './output-row.ts';
import { SpanTable } from './span-table.ts';
import { TraceText } from './trace-text.ts';

/** Something that a module noted in its trace while a span ran. */
interface SpanNote {
  readonly name: string;
  readonly value: RecordedValue;
  /** µs since the Unix epoch. */
  readonly timeUs: number;
}

/**
 * One execution of a node, or one step inside it. Changes in place while events are folded in;
 * `version` grows with every change, so a view of it knows when to draw again.
 */
export interface SpanRun {
  readonly spanId: string;
  /** Its row in the trace. */
  readonly row: number;
  readonly nodeId: string;
  readonly iteration: string;
  readonly attempt: number;
  parentSpanId: string;
  kind: string;
  title: string;
  state: SpanState;
  /** µs since the Unix epoch. */
  openedUs: number;
  closedUs: number | undefined;
  /** When the first text, reasoning or tool call came; undefined for what does not stream. */
  firstTokenUs: number | undefined;
  lastTokenUs: number | undefined;
  /** Deltas so far; what the model counted, once it says so. */
  tokens: number;
  /** Part of `tokens` that the model counted itself. */
  countedTokens: number;
  /** US dollars so far; undefined where no price is known. */
  costUsd: number | undefined;
  /** True once a failed attempt has announced the next one. */
  retried: boolean;
  /** True from the first text of a stretch until a tool call or the end. */
  streaming: boolean;
  input: RecordedValue | undefined;
  output: RecordedValue | undefined;
  usage: Usage | undefined;
  cached: boolean;
  /** Where its outputs come from when nothing was done. */
  reused: ReusedFrom | undefined;
  error: ErrorInfo | undefined;
  readonly notes: SpanNote[];
  /** How many spans began below it. */
  childCount: number;
  /** How many of its steps, itself among them, stream text right now; counted at `top`. */
  streamingSteps: number;
  /** The execution of the node that this is a step of; itself for the execution. */
  top: SpanRun;
  openText: TextRow | undefined;
  openReasoning: TextRow | undefined;
  version: number;
}

/** What is known of one node in this run. Changes in place; `published` is what React may see. */
export interface NodeRecord {
  readonly nodeId: string;
  title: string;
  kind: string;
  skipped: boolean;
  /** Between a failed attempt and the next one. */
  retrying: boolean;
  /** Executions under way, and how many steps or executions stream text right now. */
  running: number;
  streaming: number;
  /** The newest execution. */
  last: SpanRun | undefined;
  startedUs: number | undefined;
  /** Sum over finished executions. */
  durationUs: number;
  tokens: number;
  /** As in SpanRun, over its executions. */
  costUsd: number | undefined;
  /** Time spent between neighbouring deltas, and how many such gaps there were: the rate. */
  streamUs: number;
  gaps: number;
  firstTokenUs: number | undefined;
  /** Steps of the newest execution. */
  rounds: number;
  /** What its newest execution took, and what its newest finished one gave, by port; absent where it writes no trace. */
  lastInput: RecordedValue | undefined;
  lastOutput: RecordedValue | undefined;
  /** Executions asked for by another node, as an agent asks a tool. */
  calls: number;
  /** What it waits for a person to answer, oldest first. */
  questions: readonly PendingQuestion[];
  /** What of it is held until a person lets it go on, oldest first. */
  held: readonly HeldWork[];
  error: ErrorInfo | undefined;
  /** Rows of all executions in the trace, in the order they began. */
  readonly executions: number[];
  /** Iterations in which it was skipped; only those within containers. */
  readonly skippedIn: Set<string>;
  /** Executions that failed for good within a container. */
  failures: number;
  /** Of a container: the newest pass of its newest execution, from 1; 0 before the first. */
  passes: number;
  /** Of a container over a list: how many passes there will be, where the trace says so. */
  elements: number | undefined;
  /** Of a container: passes in which a node failed. */
  readonly failedPasses: Set<number>;
  /** Of a sub-flow: what inside it spoke or began last. */
  activity: string | undefined;
  tail: string;
  tailSpan: SpanRun | undefined;
  /** Indexes into the run's rows. */
  readonly rowIndexes: number[];
  /** The newest event that may have changed it. */
  touchedSeq: number;
  dirty: boolean;
  published: NodeRun;
}

/** A run as its events tell it: built in place, one event at a time, in constant time each. */
export interface RunView {
  readonly runId: string;
  /** Titles by node id as the flow gives them; a node that is not there is called as its span. */
  readonly titles: ReadonlyMap<string, string>;
  /** Events up to here are folded in; later ones only count. */
  lastSeq: number;
  state: RunState;
  /** The traffic file that answered for the models, if one did. */
  replay: { readonly name: string; readonly pace: ReplayPace } | undefined;
  startedUs: number | undefined;
  endedUs: number | undefined;
  /** The run's last event; 0 until it has come. */
  endedSeq: number;
  /** Time of the newest event, µs since the Unix epoch. */
  lastEventUs: number;
  output: RecordedValue | undefined;
  error: ErrorInfo | undefined;
  /** Whether a row says what went wrong. */
  failureShown: boolean;
  tokens: number;
  /** As in SpanRun, over all nodes. */
  costUsd: number | undefined;
  readonly nodes: Map<string, NodeRecord>;
  /** Spans that run, and those that ended not long ago: `trace` has them all. */
  readonly spans: Map<string, SpanRun>;
  /** Spans that have ended and are still in `spans`, oldest first, from `keptFrom` on. */
  readonly kept: SpanRun[];
  keptFrom: number;
  readonly trace: SpanTable;
  readonly traceText: TraceText;
  /** What modules noted, in the order it came: the row, and the note's place in the record. */
  readonly noteRows: number[];
  readonly noteSeqs: number[];
  rows: OutputRow[];
  /** The event that made a row not valid any more, by the row's place. */
  readonly supersededAt: Map<number, number>;
  /** Tool calls by node and call id; of two with the same id, the newer one. */
  readonly calls: Map<string, CallRow>;
  /** Nodes changed since the last publication. */
  readonly dirtyNodes: NodeRecord[];
  /** What the run waits for a person to answer, by its id, oldest first. */
  readonly questions: Map<string, PendingQuestion>;
  /** Whether nothing more begins, and streams stand still. */
  isPaused: boolean;
  /** What is held until a person lets it go on, by its id, oldest first. */
  readonly held: Map<string, HeldWork>;
}

/** A run of which nothing is known yet. */
export function createRunView(
  runId: string,
  titles: ReadonlyMap<string, string> = new Map(),
): RunView {
  return {
    runId,
    titles,
    lastSeq: 0,
    state: 'running',
    replay: undefined,
    startedUs: undefined,
    endedUs: undefined,
    endedSeq: 0,
    lastEventUs: 0,
    output: undefined,
    error: undefined,
    failureShown: false,
    tokens: 0,
    costUsd: undefined,
    nodes: new Map(),
    spans: new Map(),
    kept: [],
    keptFrom: 0,
    trace: new SpanTable(),
    traceText: new TraceText(),
    noteRows: [],
    noteSeqs: [],
    rows: [],
    supersededAt: new Map(),
    calls: new Map(),
    dirtyNodes: [],
    questions: new Map(),
    isPaused: false,
    held: new Map(),
  };
}
