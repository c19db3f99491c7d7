import Database from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import { IndexLease } from './index-lease.ts';
import { IndexStatements, RunIndexing, type WaitingRun } from './run-indexing.ts';
import type { RunRemoval } from './run-removal.ts';
import { SpanTable } from './span-table.ts';

interface IndexerParts {
  readonly database: Database.Database;
  readonly removal: RunRemoval;
  /** A large value's JSON. */
  valueText(hash: string): string | undefined;
  /** Whether this process has runs under way. */
  isBusy(): boolean;
}

/** After a run's end, so that its last words reach the screen first. */
const firstWaitMs = 150;
/** A transaction ends after so long, or with the one run that takes longer. */
const stepMs = 3;
const pauseMs = 2;
/** While runs are under way here: at most a fiftieth of the time. */
const busyPauseMs = 250;
/** How often other processes' runs are looked for. */
const lookMs = 5000;
/** After a step that failed, such as on a full disk. */
const failedPauseMs = 3000;
/** After another process's write was in the way. */
const lockedPauseMs = 20;
/** In place of 1 for a run that is in the index. */
const unreadable = 2;

/** Reads ended runs into the index in steps of a few ms, one process at a time, and takes removed runs away. */
export class RunIndexer {
  readonly #parts: IndexerParts;
  readonly #statements: IndexStatements;
  readonly #spans: SpanTable;
  readonly #lease: IndexLease;
  readonly #waiting: Statement<unknown[], WaitingRun>;
  readonly #isIndexed: Statement;
  #current: RunIndexing | undefined;
  #timer: NodeJS.Timeout | undefined;
  #dueMs = 0;
  readonly #busyTimeoutMs: number;
  #isClosed = false;
  #hasBegun = false;

  constructor(parts: IndexerParts) {
    const { database } = parts;
    this.#parts = parts;
    this.#statements = new IndexStatements(database);
    this.#busyTimeoutMs = Number(database.pragma('busy_timeout', { simple: true }));
    this.#spans = new SpanTable(database);
    // The newest first: that is what people look for.
    this.#waiting = database.prepare(
      `SELECT id, run_id AS runId, first_seq AS firstSeq, coalesce(last_seq, 0) AS lastSeq, input, text AS flow
       FROM runs JOIN flows ON hash = flow_hash WHERE indexed = 0 AND ended_us IS NOT NULL ORDER BY id DESC LIMIT 1`,
    );
    this.#isIndexed = database.prepare('SELECT indexed = 1 FROM runs WHERE id = ?').pluck();
    this.#lease = new IndexLease(database);
  }

  /** Whether a run's spans and texts are in the index. */
  isIndexed(row: number): boolean {
    return this.#isIndexed.get(row) === 1;
  }

  /** There may be something to do soon; keeps no process alive. */
  wake(afterMs: number = firstWaitMs): void {
    const dueMs = performance.now() + afterMs;
    // Runs that end one after the other must not put it off for ever.
    if (this.#isClosed || (this.#timer !== undefined && this.#dueMs <= dueMs)) return;
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    this.#timer = setTimeout(this.#work, afterMs).unref();
  }

  /** Works without pauses until nothing waits or the time is over; waits for locks, and for what another process is at. */
  async catchUp(budgetMs: number): Promise<void> {
    const endMs = performance.now() + budgetMs;
    while (!this.#isClosed && performance.now() < endMs) {
      const outcome = this.#tryStep();
      if (outcome === 'idle' && this.#waiting.get() === undefined) return;
      if (outcome === 'done') await new Promise<void>((resolve) => setImmediate(resolve));
      else await new Promise<void>((resolve) => setTimeout(resolve, lockedPauseMs));
    }
  }

  /** Leaves the work to other processes. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    try {
      this.#lease.release();
    } catch {
      // A locked or damaged record: the lease runs out by itself.
    }
  }

  readonly #work = (): void => {
    this.#timer = undefined;
    let pause = failedPauseMs;
    try {
      const outcome = this.#tryStep();
      const stepPauseMs = this.#parts.isBusy() ? busyPauseMs : pauseMs;
      pause = { done: stepPauseMs, locked: lockedPauseMs, idle: lookMs }[outcome];
    } catch {
      // A full disk, say: whoever writes a run is told of it.
    }
    this.wake(pause);
  };

  /** Does a few ms of work, unless the record is locked or nothing is to be done. Throws SQLite's other errors. */
  #tryStep(): 'done' | 'locked' | 'idle' {
    const { database } = this.#parts;
    this.#hasBegun = false;
    // The engine's thread must not stand still for another process's write.
    database.pragma('busy_timeout = 0');
    try {
      return this.#step() ? 'done' : 'idle';
    } catch (error) {
      // Rolled back: what was taken to be written must be read again. Where no lock was got, nothing has changed.
      if (this.#hasBegun) this.#current = undefined;
      if (!this.#hasBegun && isBusyError(error)) return 'locked';
      throw error;
    } finally {
      database.pragma(`busy_timeout = ${this.#busyTimeoutMs}`);
    }
  }

  #step(): boolean {
    const { database, removal } = this.#parts;
    if (removal.step()) return true;
    if (this.#current === undefined && this.#waiting.get() === undefined) return false;
    this.#readOn();
    return database.transaction(() => this.#stepOn()).immediate();
  }

  #readOn(): void {
    const { row } = this.#current ?? {};
    try {
      this.#current?.read();
    } catch (error) {
      this.#current = undefined;
      if (row === undefined || error instanceof Database.SqliteError) throw error;
      // A frame that cannot be decoded: the run stays readable up to there, and is not tried for ever.
      this.#statements.done.run(unreadable, row);
    }
  }

  #stepOn(): boolean {
    this.#hasBegun = true;
    if (!this.#lease.take()) {
      this.#current = undefined;
      return false;
    }
    // A run that was deleted meanwhile.
    if (this.#current !== undefined && this.#isIndexed.get(this.#current.row) === undefined)
      this.#current = undefined;
    const endMs = performance.now() + stepMs;
    // Short runs share a transaction.
    for (;;) {
      if (this.#current === undefined) {
        if (!this.#begin()) return false;
        this.#readOn();
      }
      if (this.#current?.write() === true) this.#current = undefined;
      if (this.#current !== undefined || performance.now() > endMs) return true;
    }
  }

  #begin(): boolean {
    const run = this.#waiting.get();
    if (run === undefined) return false;
    // What a process that was killed had written of this run.
    if (this.#parts.removal.clearIndex(run.id)) return true;
    this.#current = new RunIndexing(run, this.#statements, this.#spans, (hash) =>
      this.#parts.valueText(hash),
    );
    return true;
  }
}

function isBusyError(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
