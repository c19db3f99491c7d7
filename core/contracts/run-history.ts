import type { RunOrigin } from '../model/run-request.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import type { RunEvent, RunState, SpanState } from './events.ts';
import type { RecordQuery, RecordQueryResult, RecordSchema } from './record-query.ts';

/** Which runs are asked for; what is absent counts for nothing, and all that is there must hold. */
export interface RunFilter {
  /** Words that one text, value or error of the run has; "quoted" ones in this order, the last as the beginning of a word. */
  readonly text?: string;
  /** The id of the flow. */
  readonly flowId?: string;
  /** Any of these states. */
  readonly states?: readonly RunState[];
  /** A node of the run: a part of its title, or its kind. */
  readonly node?: string;
  /** A model that answered in the run, whole. */
  readonly model?: string;
  /** Started at or after, in µs since the Unix epoch. */
  readonly fromUs?: number;
  /** Started before, in µs since the Unix epoch. */
  readonly toUs?: number;
  /** US dollars; a run without a known cost has none. */
  readonly minCostUsd?: number;
  readonly maxCostUsd?: number;
  readonly isStarred?: boolean;
}

/** What a run was made of, summed; all 0 until the run is in the index. */
interface RunSums {
  readonly events: number;
  readonly spans: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  /** Absent where no price is known. */
  readonly costUsd?: number;
}

/** What a text matched. */
export type TextField = 'title' | 'input' | 'text' | 'reasoning' | 'tool-call' | 'output' | 'error';

/** Where a searched text stands in a run. */
export interface TextMatch {
  readonly field: TextField;
  /** '' for what belongs to the run itself. */
  readonly spanId: string;
  readonly nodeId: string;
  /** The span's title. */
  readonly title: string;
  /** The event that it stands in, or the first of those that it is joined of. */
  readonly seq: number;
  /** Some words around the match. */
  readonly snippet: string;
  /** Where the match stands in the snippet, in UTF-16 units; length 0 where it cannot be told. */
  readonly start: number;
  readonly length: number;
}

/** A run as lists show it. */
export interface ListedRun {
  readonly runId: string;
  readonly flowId: string;
  readonly flowName: string;
  readonly state: RunState;
  readonly startedUs: number;
  readonly endedUs?: number;
  readonly origin?: RunOrigin;
  /** Present for a run that comes from a file. */
  readonly imported?: true;
  readonly error?: ErrorInfo;
  readonly isStarred: boolean;
  /** '' for none. */
  readonly note: string;
  /** False while the run is under way, or waits to be read: then its sums are 0 and no text in it is found. */
  readonly isIndexed: boolean;
  readonly sums: RunSums;
  /** The models that answered, in the order of their names. */
  readonly models: readonly string[];
  /** The beginning of the input and of the output as text, at most 200 characters. */
  readonly inputPreview: string;
  readonly outputPreview: string;
  /** Where the searched text stands, at most three places; empty when no text was asked for. */
  readonly matches: readonly TextMatch[];
}

export interface RunPageRequest {
  readonly filter: RunFilter;
  readonly limit: number;
  /** `RunPage.next` of the page before; absent for the first. */
  readonly after?: string;
}

/** A part of a list of runs, the newest first. */
export interface RunPage {
  readonly runs: readonly ListedRun[];
  /** Asks for the next page; absent on the last. */
  readonly next?: string;
  /** So many ended runs wait to be read; a search for text, nodes, models or cost does not find them yet. At most 1,000 are counted. */
  readonly waiting: number;
}

/** What runs can be filtered by. */
export interface RunFacets {
  /** The flows that have runs, by name; at most 500. */
  readonly flows: readonly { readonly flowId: string; readonly flowName: string }[];
  /** The models that answered in any run. */
  readonly models: readonly string[];
  /** The kinds of nodes that ran. */
  readonly kinds: readonly string[];
}

/** A finished span with its figures. */
export interface SpanFigures {
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly nodeId: string;
  readonly kind: string;
  readonly title: string;
  readonly iteration: string;
  readonly attempt: number;
  readonly state: Exclude<SpanState, 'running'>;
  /** The sequence numbers of its first and its last event. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly startedUs: number;
  readonly endedUs: number;
  /** Absent where no model was named. */
  readonly model?: string;
  readonly connection?: string;
  /** Of the span's own model turns, without those of the spans within it. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  readonly costUsd?: number;
  /** From the span's start to its first streamed event, in µs; absent where it streamed nothing. */
  readonly firstTokenUs?: number;
  /** Streamed pieces of text, reasoning and tool calls. */
  readonly tokenCount: number;
  /** The longest wait between two streamed events, in µs; absent with fewer than two. */
  readonly longestGapUs?: number;
  /** How long its model requests waited for a free place of their connection, in µs; absent where none had to. */
  readonly queueUs?: number;
  /** Its outputs were taken over instead of being worked out. */
  readonly isReused: boolean;
}

/** What can be slow about a node. Times in µs; `tokens-per-second` is the one where less is worse. */
export type StallMeasure =
  | 'first-token'
  | 'tokens-per-second'
  | 'longest-gap'
  | 'queue'
  | 'duration';

/**
 * How a figure stands against the node's history. `no-history`: fewer than three runs to compare with. `slow`: beyond
 * nine of ten of them and half as long again as the median; `very-slow`: three times the median.
 */
export type StallVerdict = 'no-history' | 'usual' | 'slow' | 'very-slow';

/** One figure of a node in a run against the same node's in earlier runs of the flow. */
export interface StallFigure {
  readonly measure: StallMeasure;
  /** The worst of the node's spans in this run. */
  readonly value: number;
  /** The span it is from. */
  readonly spanId: string;
  /** So many earlier runs have the figure. */
  readonly samples: number;
  /** Of the earlier runs' worst; absent without samples. */
  readonly median?: number;
  /** What nine of ten earlier runs stay within. */
  readonly p90?: number;
  /** How many times worse than the median; absent without samples, or where the median is 0. */
  readonly ratio?: number;
  readonly verdict: StallVerdict;
}

/** How fast a node was in a run. */
export interface StallRow {
  readonly nodeId: string;
  readonly kind: string;
  readonly title: string;
  /** How many finished spans the node has in the run, tries that failed among them. */
  readonly spans: number;
  readonly figures: readonly StallFigure[];
  /** The worst of the figures' verdicts. */
  readonly verdict: StallVerdict;
}

export interface RunMark {
  readonly isStarred?: boolean;
  /** At most 10,000 characters; '' takes it away. */
  readonly note?: string;
}

/** Events of a run from a place on, in order. */
export interface EventPageRequest {
  /** Only later ones; 0 from the start. */
  readonly afterSeq?: number;
  /** The last ones before this, in order all the same; `Number.MAX_SAFE_INTEGER` reads from the end. */
  readonly beforeSeq?: number;
  readonly limit: number;
  readonly queue?: string;
}

export interface EventPage {
  readonly events: readonly RunEvent[];
  /** Whether there are more in the direction that was asked for. */
  readonly hasMore: boolean;
}

/** How long runs are kept. Running ones are never deleted. */
export interface Retention {
  /** Days since the run ended; absent keeps for ever. */
  readonly maxAgeDays?: number;
  /** The oldest runs go while the record's contents are larger; absent: no limit. */
  readonly maxBytes?: number;
  /** Whether starred runs stay whatever their age and size. */
  readonly keepStarred: boolean;
}

/** How large the record is. */
export interface RecordSize {
  readonly path: string;
  /** The file and its log. */
  readonly fileBytes: number;
  /** Part of the file that is free and will be used again, or given back by `vacuum`. */
  readonly freeBytes: number;
  readonly runs: number;
  readonly starredRuns: number;
  /** When the oldest run started. */
  readonly oldestUs?: number;
  /** So many ended runs wait to be read into the index; at most 1,000 are counted. */
  readonly waiting: number;
  /** False for a file of an older version: `vacuum` then writes it anew as a whole. */
  readonly shrinksInSteps: boolean;
}

export interface VacuumResult {
  readonly freedBytes: number;
  /** The longest time that it kept others from writing, in ms. */
  readonly longestPauseMs: number;
}

/** Every run of the past: found, read from any place, marked, deleted. */
export interface RunHistory {
  /** Throws `invalid_argument` for a page that is none. */
  list(request: RunPageRequest): RunPage;
  /** One run as lists show it. */
  listed(runId: string): ListedRun | undefined;
  facets(): RunFacets;
  /** Every place in a run where a text stands, in the order of the log; at most `limit`. */
  matches(runId: string, text: string, limit: number): readonly TextMatch[];
  events(runId: string, request: EventPageRequest): EventPage;
  /** The run's finished spans in the order they ended; read from the events while the run is not in the index. */
  spans(runId: string): readonly SpanFigures[];
  /** One row per node that ran, the slowest verdict first. */
  stalls(runId: string): readonly StallRow[];
  /** False when there is no such run. */
  mark(runId: string, mark: RunMark): boolean;
  /** Deletes one ended run with all it recorded. False when there is no such run; throws `run_running`. */
  delete(runId: string): boolean;
  retention(): Retention;
  setRetention(retention: Retention): void;
  /** Deletes what the retention no longer keeps, a few runs at a time; how many. */
  applyRetention(): Promise<number>;
  size(): RecordSize;
  /** Gives free pages back to the disk, in steps. Throws `record_in_use` where the file must be written anew and runs are under way. */
  vacuum(): Promise<VacuumResult>;
  /** Reads ended runs into the index until none waits or the time is over; how many still wait. */
  catchUp(budgetMs: number): Promise<number>;
  /** The views and functions that queries can read, with examples. */
  schema(): RecordSchema;
  /** One statement that reads, apart from the engine. Throws `sql_refused`, `sql_error`, `sql_timeout`, `sql_too_large`, `sql_busy`, `cancelled`. */
  query(query: RecordQuery): Promise<RecordQueryResult>;
}
