import type { Database } from 'better-sqlite3';
import type { PendingEvent, RunEvent } from '../../contracts/events.ts';
import type {
  EventFrame,
  NewRun,
  Queue,
  ReadEvents,
  RunRecord,
  RunSummary,
  RunWriter,
  SpanRow,
} from '../../contracts/record.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { foldSpans } from '../../contracts/fold-spans.ts';
import type { RunHistory } from '../../contracts/run-history.ts';
import { BatchWriter } from './batch-writer.ts';
import type { BatchWriterOptions } from './batch-writer.ts';
import { BufferedRunWriter } from './buffered-run-writer.ts';
import { RunIndexer } from './index/run-indexer.ts';
import { RunRemoval } from './index/run-removal.ts';
import { SqliteHistory } from './index/sqlite-history.ts';
import { LogEnd } from './log-end.ts';
import { LogReader } from './log-reader.ts';
import { LogWriter } from './log-writer.ts';
import { PendingRun } from './pending-run.ts';
import { RecordQueries } from './query/record-queries.ts';
import { createRecordError, isDamage, toRecordError } from './record-error.ts';
import { RecordOwner } from './record-owner.ts';
import { deleteOldRuns, interruptOrphans } from './run-lifetime.ts';
import { Cursors, RunQueue } from './run-queue.ts';
import type { QueueParts } from './run-queue.ts';
import { RunTable } from './run-table.ts';

export interface RecordIndexOptions {
  /** The script of the queries' process in a bundle. */
  readonly queryWorkerUrl?: URL | undefined;
}

export interface OwnershipOptions {
  /** By what the record knows this process; given when it goes on in a record that was made anew. */
  readonly ownerToken?: string;
}

/** What a record that turned out to be damaged leaves to the one in its place. */
export interface ReleasedWork {
  readonly ownerToken: string;
  /** No number below was ever given, as far as this process knows. */
  readonly nextSeq: number;
  /** Runs of this process. */
  readonly writers: readonly BufferedRunWriter[];
  /** What waits to be committed, of these runs and others. */
  readonly pending: readonly PendingRun[];
  readonly batchWriter: BatchWriter;
}

/** The record on one SQLite connection. */
export class SqliteRecord implements RunRecord {
  readonly history: RunHistory;
  readonly #database: Database;
  readonly #end: LogEnd;
  readonly #reader: LogReader;
  readonly #writer: BatchWriter;
  readonly #runs: RunTable;
  readonly #owner: RecordOwner;
  readonly #queueParts: QueueParts;
  readonly #indexer: RunIndexer;
  readonly #queries: RecordQueries;
  /** Runs of this process by id, for queues that write to them. */
  readonly #writers = new Map<string, BufferedRunWriter>();
  readonly #onDamage: (() => boolean) | undefined;
  /** The last run written to from outside, so that its events of one commit share frames. */
  #outsideRun: PendingRun | undefined;

  constructor(
    database: Database,
    options: BatchWriterOptions & RecordIndexOptions & OwnershipOptions,
  ) {
    this.#onDamage = options.onDamage;
    this.#database = database;
    this.#end = new LogEnd(database);
    this.#reader = new LogReader(database);
    this.#runs = new RunTable(database, this.#reader);
    this.#owner = new RecordOwner(database, options.ownerToken);
    const log = new LogWriter(database, this.#end, (start) => {
      this.#owner.introduce();
      return this.#runs.insert(start, this.#owner.token);
    });
    this.#writer = new BatchWriter(database, log, options);
    this.#queueParts = {
      end: this.#end,
      reader: this.#reader,
      writer: this.#writer,
      cursors: new Cursors(database),
      guard: (action) => this.#guard(action),
      findPlace: (runId) => this.#runs.place(runId),
      append: (runId, event) => this.#appendFromOutside(runId, event),
    };
    const removal = new RunRemoval(database, this.#end);
    const valueText = (hash: string): string | undefined => this.#runs.readValueText(hash);
    this.#indexer = new RunIndexer({
      database,
      removal,
      valueText,
      isBusy: () => this.#writers.size > 0,
    });
    this.#queries = new RecordQueries(database.name, options.queryWorkerUrl);
    this.history = new SqliteHistory({
      database,
      reader: this.#reader,
      indexer: this.#indexer,
      removal,
      queries: this.#queries,
      guard: (action) => this.#read(action),
      findPlace: (runId) => this.#runs.place(runId),
      flowOf: (runId) => this.#runs.flowOf(runId),
      valueText,
    });
    this.#indexer.wake();
  }

  startRun(run: NewRun): RunWriter {
    const { runId } = run;
    this.#guard(() => this.#runs.assertNew(runId));
    // Whoever starts a run while the record takes nothing hears it at once.
    this.#writer.assertWorking();
    this.#writer.assertOpen();
    const pending = new PendingRun(runId);
    const writer = new BufferedRunWriter(pending, this.#writer, () => this.#letGo(runId));
    pending.start = { run, input: JSON.stringify(writer.keep(run.input)) };
    pending.origin = pending.start;
    this.#writer.noteRun(pending);
    this.#own(writer);
    return writer;
  }

  run(runId: string): RunSummary | undefined {
    return this.#read(() => this.#runs.find(runId));
  }

  listRuns(options: { readonly limit: number; readonly beforeUs?: number }): RunSummary[] {
    return this.#read(() => this.#runs.list(options));
  }

  flowOf(runId: string): string | undefined {
    return this.#read(() => this.#runs.flowOf(runId));
  }

  spansOf(runId: string): SpanRow[] {
    return this.#read(() => {
      const place = this.#runs.place(runId);
      if (place === undefined) return [];
      const limit = Number.POSITIVE_INFINITY;
      return foldSpans(this.#reader.read(place, { afterSeq: 0, limit, queue: 'status' }));
    });
  }

  readEvents(runId: string, options: ReadEvents): RunEvent[] {
    return this.#read(() => {
      const place = this.#runs.place(runId);
      return place === undefined ? [] : this.#reader.read(place, options);
    });
  }

  readFrames(runId: string, options: Omit<ReadEvents, 'queue'>): EventFrame[] {
    return this.#read(() => {
      const place = this.#runs.place(runId);
      return place === undefined ? [] : this.#reader.readFrames(place, options);
    });
  }

  readValue(hash: string): JsonValue | undefined {
    return this.#read(() => this.#runs.readValue(hash));
  }

  readValueText(hash: string): string | undefined {
    return this.#read(() => this.#runs.readValueText(hash));
  }

  queue(runId: string, name: string, consumer = 'default'): Queue {
    const place = this.#read(() => this.#runs.place(runId));
    if (place === undefined) throw createUnknownRunError(runId);
    return new RunQueue({ runId, queue: name, consumer }, this.#queueParts);
  }

  onCommit(listener: (events: readonly RunEvent[]) => void): () => void {
    return this.#writer.eventListeners.add(listener);
  }

  onFrames(listener: (frames: readonly EventFrame[]) => void): () => void {
    return this.#writer.frameListeners.add(listener);
  }

  markInterrupted(): RunSummary[] {
    const marked = this.#read(() =>
      interruptOrphans(this.#database, this.#owner, this.#reader).flatMap(
        (runId) => this.#runs.find(runId) ?? [],
      ),
    );
    this.#lookAgain();
    return marked;
  }

  /** A process of which nobody can say yet whether it slept or is gone. */
  #lookAgain(): void {
    const doubtMs = this.#owner.takeDoubtMs();
    if (doubtMs === undefined) return;
    const look = (): void => {
      if (this.#database.open) this.markInterrupted();
    };
    setTimeout(look, doubtMs).unref();
  }

  prune(options: { readonly maxAgeMs: number }): number {
    const beforeUs = (Date.now() - options.maxAgeMs) * 1000;
    const deleted = this.#read(() => deleteOldRuns(this.#database, this.#end, beforeUs));
    // Freed pages may be what a full record was waiting for.
    if (this.#writer.isStuck) this.#writer.flush();
    return deleted;
  }

  close(): void {
    if (!this.#database.open) return;
    this.#queries.close();
    try {
      this.#writer.close();
      this.#indexer.close();
      this.#owner.leave();
    } catch (error) {
      throw toRecordError(error, this.#database.name);
    } finally {
      this.#database.close();
    }
  }

  /** Closes the file without a commit, and gives away what this process has to do in it. */
  release(): ReleasedWork {
    const released = {
      ownerToken: this.#owner.token,
      nextSeq: this.#end.lastKnown,
      writers: Array.from(this.#writers.values()),
      pending: this.#writer.abandon(),
      batchWriter: this.#writer,
    };
    this.#queries.close();
    this.#indexer.close();
    this.#owner.stop();
    this.#database.close();
    return released;
  }

  /** Goes on with what a damaged record could not be given any more; what is missing of its runs is written anew. */
  takeOver({ nextSeq, writers, pending, batchWriter }: ReleasedWork): void {
    this.#database.transaction(() => this.#end.raise(nextSeq)).immediate();
    const all = new Set([...pending, ...writers.map((writer) => writer.pending)]);
    for (const run of all) run.moveTo(this.#runs.place(run.runId)?.row);
    for (const writer of writers) {
      writer.moveTo(this.#writer, () => this.#letGo(writer.pending.runId));
      this.#own(writer);
    }
    if (writers.length > 0) this.#owner.introduce();
    for (const run of all) {
      const isKnown = run.row > 0 || run.start !== undefined;
      if (isKnown && run.hasWork) this.#writer.takeOver(run);
    }
    batchWriter.leaveTo(this.#writer);
  }

  #own(writer: BufferedRunWriter): void {
    this.#writers.set(writer.pending.runId, writer);
    this.#owner.addRun();
  }

  #letGo(runId: string): void {
    this.#writers.delete(runId);
    this.#owner.removeRun();
    this.#indexer.wake();
  }

  /** For what did not come from the run itself: another process's runs and runs that have ended take it too. */
  #appendFromOutside(runId: string, event: PendingEvent): void {
    this.#writer.assertOpen();
    const pending = this.#writers.get(runId)?.pending ?? this.#openOutsideRun(runId);
    pending.add(event);
    this.#writer.noteEvent(pending);
  }

  #openOutsideRun(runId: string): PendingRun {
    const last = this.#outsideRun;
    if (last?.isQueued === true && last.runId === runId) return last;
    const place = this.#read(() => this.#runs.place(runId));
    if (place === undefined) throw createUnknownRunError(runId);
    this.#outsideRun = new PendingRun(runId, place.row);
    return this.#outsideRun;
  }

  #read<T>(action: () => T): T {
    return this.#guard(() => {
      this.#writer.flushBeforeRead();
      return action();
    });
  }

  #guard<T>(action: () => T): T {
    if (!this.#database.open) throw createRecordError('record_closed', this.#database.name);
    try {
      return action();
    } catch (error) {
      const known = toRecordError(error, this.#database.name);
      if (isDamage(known)) this.#onDamage?.();
      throw known;
    }
  }
}

function createUnknownRunError(runId: string): MillraceError {
  return new MillraceError('unknown_run', `There is no run ${runId} in the record.`, {
    action: 'It may have been deleted; list the runs to see which there are.',
  });
}
