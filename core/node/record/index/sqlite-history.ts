import type { Database } from 'better-sqlite3';
import type { RunEvent } from '../../../contracts/events.ts';
import type {
  EventPage,
  EventPageRequest,
  ListedRun,
  RecordSize,
  Retention,
  RunFacets,
  RunHistory,
  RunMark,
  RunPage,
  RunPageRequest,
  SpanFigures,
  StallRow,
  TextMatch,
  VacuumResult,
} from '../../../contracts/run-history.ts';
import type {
  RecordQuery,
  RecordQueryResult,
  RecordSchema,
} from '../../../contracts/record-query.ts';
import { MillraceError } from '../../../shared/errors.ts';
import type { LogReader, RunPlace } from '../log-reader.ts';
import type { RecordQueries } from '../query/record-queries.ts';
import { recordSchema } from '../query/record-schema.ts';
import { compareStalls } from './compare-stalls.ts';
import { EventPages } from './event-pages.ts';
import { MatchReader } from './match-reader.ts';
import { RecordFile } from './record-file.ts';
import { RetentionStore } from './retention-store.ts';
import type { RunIndexer } from './run-indexer.ts';
import { RunLists } from './run-lists.ts';
import type { RunRemoval } from './run-removal.ts';
import { SpanFold } from './span-fold.ts';
import { SpanTable } from './span-table.ts';

/** A node is compared with so many earlier runs. */
const comparedRuns = 30;

/** What the history needs of the record around it. */
export interface HistoryParts {
  readonly database: Database;
  readonly reader: LogReader;
  readonly indexer: RunIndexer;
  readonly removal: RunRemoval;
  readonly queries: RecordQueries;
  /** Commits what is pending, runs the action, and turns SQLite's errors into record errors. */
  guard<T>(action: () => T): T;
  findPlace(runId: string): RunPlace | undefined;
  flowOf(runId: string): string | undefined;
  valueText(hash: string): string | undefined;
}

/** The past of the record on the record's own connection. */
export class SqliteHistory implements RunHistory {
  readonly #parts: HistoryParts;
  readonly #lists: RunLists;
  readonly #pages: EventPages;
  readonly #spans: SpanTable;
  readonly #retention: RetentionStore;
  readonly #file: RecordFile;

  constructor(parts: HistoryParts) {
    const { database, reader } = parts;
    this.#parts = parts;
    this.#lists = new RunLists(database, new MatchReader(database, reader, parts.valueText));
    this.#pages = new EventPages(database, reader);
    this.#spans = new SpanTable(database);
    this.#retention = new RetentionStore(database);
    this.#file = new RecordFile(database);
  }

  list(request: RunPageRequest): RunPage {
    return this.#parts.guard(() => this.#lists.list(request));
  }

  listed(runId: string): ListedRun | undefined {
    return this.#parts.guard(() => this.#lists.listed(runId));
  }

  facets(): RunFacets {
    return this.#parts.guard(() => this.#lists.facets());
  }

  matches(runId: string, text: string, limit: number): readonly TextMatch[] {
    return this.#at(runId, [], (place) => this.#lists.matchesOf(place, text, limit));
  }

  events(runId: string, request: EventPageRequest): EventPage {
    const none: EventPage = { events: [], hasMore: false };
    return this.#at(runId, none, (place) => this.#pages.read(place, request));
  }

  spans(runId: string): readonly SpanFigures[] {
    return this.#at(runId, [], (place) => this.#spansAt(place));
  }

  stalls(runId: string): readonly StallRow[] {
    return this.#at(runId, [], (place) => {
      const run = this.#lists.listed(runId);
      if (run === undefined) return [];
      const { flowId, startedUs } = run;
      const earlier = this.#spans.earlierRuns(flowId, { row: place.row, startedUs }, comparedRuns);
      return compareStalls(this.#spansAt(place), (nodeId) =>
        earlier.map((row) => this.#spans.ofNode(row, nodeId)),
      );
    });
  }

  mark(runId: string, { isStarred, note }: RunMark): boolean {
    return this.#at(runId, false, ({ row }) => {
      this.#parts.database
        .prepare(
          `INSERT INTO run_facts (run, star, note) VALUES (@row, coalesce(@star, 0), coalesce(@note, ''))
           ON CONFLICT (run) DO UPDATE SET star = coalesce(@star, star), note = coalesce(@note, note)`,
        )
        .run({ row, star: isStarred === undefined ? null : Number(isStarred), note: note ?? null });
      return true;
    });
  }

  delete(runId: string): boolean {
    return this.#at(runId, false, ({ row }) => {
      if (this.#lists.listed(runId)?.state === 'running') throw stillRunning();
      this.#parts.removal.begin([row]);
      this.#parts.indexer.wake();
      return true;
    });
  }

  retention(): Retention {
    return this.#parts.guard(() => this.#retention.read());
  }

  setRetention(retention: Retention): void {
    this.#parts.guard(() => this.#retention.write(retention));
  }

  async applyRetention(): Promise<number> {
    const rows = this.#parts.guard(() => this.#retention.listOverdue(Date.now() * 1000));
    for (const row of rows) {
      this.#parts.guard(() => this.#parts.removal.begin([row]));
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    this.#parts.indexer.wake();
    return rows.length;
  }

  size(): RecordSize {
    return this.#parts.guard(() => ({ ...this.#file.size(), waiting: this.#lists.countWaiting() }));
  }

  async vacuum(): Promise<VacuumResult> {
    return this.#file.vacuum((action) => this.#parts.guard(action));
  }

  async catchUp(budgetMs: number): Promise<number> {
    // Ends of runs may be pending.
    this.#parts.guard(() => undefined);
    await this.#parts.indexer.catchUp(budgetMs);
    return this.#parts.guard(() => this.#lists.countWaiting());
  }

  schema(): RecordSchema {
    return recordSchema;
  }

  async query(query: RecordQuery): Promise<RecordQueryResult> {
    // What is pending is committed first, so that the query's own connection sees it.
    this.#parts.guard(() => undefined);
    return this.#parts.queries.run(query);
  }

  #spansAt(place: RunPlace): readonly SpanFigures[] {
    const known = this.#spans.ofRun(place.row);
    if (this.#parts.indexer.isIndexed(place.row)) return known;
    const events = this.#parts.reader.read(place, { afterSeq: 0, limit: Number.POSITIVE_INFINITY });
    return foldSpanFigures(events, this.#parts.flowOf(place.runId) ?? '');
  }

  #at<T>(runId: string, missing: T, action: (place: RunPlace) => T): T {
    return this.#parts.guard(() => {
      const place = this.#parts.findPlace(runId);
      return place === undefined ? missing : action(place);
    });
  }
}

function foldSpanFigures(events: readonly RunEvent[], flow: string): readonly SpanFigures[] {
  const fold = new SpanFold(flow);
  return events.flatMap((event) => fold.take(event) ?? []);
}

function stillRunning(): MillraceError {
  return new MillraceError('run_running', 'A run that is under way cannot be deleted.', {
    action: 'Stop it first, or wait for its end.',
  });
}
