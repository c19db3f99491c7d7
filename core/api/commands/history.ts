import type { RecordQuery, RecordQueryResult, RecordSchema } from '../../contracts/record-query.ts';
import type {
  EventPage,
  EventPageRequest,
  ListedRun,
  RecordSize,
  Retention,
  RunFacets,
  RunMark,
  RunPage,
  RunPageRequest,
  SpanFigures,
  StallRow,
  TextMatch,
  VacuumResult,
} from '../../contracts/run-history.ts';

interface OneRun {
  readonly runId: string;
}

/** Commands about runs of the past, and the record that holds them. */
export interface HistoryCommands {
  /** Runs that a filter lets through, page by page, the newest first; `invalid_argument` for a page that is none. */
  'runs.search': { readonly params: RunPageRequest; readonly result: RunPage };
  /** What runs can be filtered by. */
  'runs.facets': { readonly params: Record<string, never>; readonly result: RunFacets };
  /** One run as lists show it; fails with `unknown_run`. */
  'run.listed': { readonly params: OneRun; readonly result: ListedRun };
  /** Every place in a run where a text stands. */
  'run.matches': {
    readonly params: OneRun & { readonly text: string; readonly limit: number };
    readonly result: readonly TextMatch[];
  };
  /** Events of a run from any place on, or the last ones before a place; fails with `unknown_run`. */
  'run.events': { readonly params: OneRun & EventPageRequest; readonly result: EventPage };
  /** The finished spans of a run with their figures; fails with `unknown_run`. */
  'run.spans': { readonly params: OneRun; readonly result: readonly SpanFigures[] };
  /** How fast the nodes of a run were, against their own history; fails with `unknown_run`. */
  'run.stalls': { readonly params: OneRun; readonly result: readonly StallRow[] };
  /** Stars a run, or gives it a note; fails with `unknown_run`. */
  'run.mark': { readonly params: OneRun & RunMark; readonly result: ListedRun };
  /** Deletes a run with all it recorded: ask the person first. Fails with `unknown_run` or `run_running`. */
  'run.delete': { readonly params: OneRun; readonly result: null };
  'record.size': { readonly params: Record<string, never>; readonly result: RecordSize };
  'record.retention': { readonly params: Record<string, never>; readonly result: Retention };
  /** Sets how long runs are kept. Deletes nothing yet: that is done from time to time, or by `record.prune`. */
  'record.retention.set': { readonly params: Retention; readonly result: Retention };
  /** Deletes what the retention no longer keeps: ask the person first. */
  'record.prune': {
    readonly params: Record<string, never>;
    readonly result: { readonly deleted: number };
  };
  /** Gives free room of the file back to the disk; fails with `record_in_use`. */
  'record.vacuum': { readonly params: Record<string, never>; readonly result: VacuumResult };
  /** What queries can read. */
  'record.schema': { readonly params: Record<string, never>; readonly result: RecordSchema };
  /**
   * Runs one statement that reads the record; `sql_error` has a `SqlPlace` in its details where it can be told. `query` is
   * a name of the client's choice by which it can be stopped; then it fails with `cancelled`.
   */
  'record.query': {
    readonly params: Omit<RecordQuery, 'signal'> & { readonly query?: string };
    readonly result: RecordQueryResult;
  };
  /** Stops a query of this client; one that is over, or unknown, changes nothing. */
  'record.query.stop': { readonly params: { readonly query: string }; readonly result: null };
}
