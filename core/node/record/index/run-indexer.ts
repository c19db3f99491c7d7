import { randomUUID } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import { IndexStatements, RunIndexing, type WaitingRun } from './run-indexing.ts';
import type { RunRemoval } from './run-removal.ts';
import { SpanTable } from './span-table.ts';

interface IndexerParts {
  readonly database: Database;
  readonly removal: RunRemoval;
  /** A large value's JSON. */
  valueText(hash: string): string | undefined;
  /** Whether this process has runs under way. */
  isBusy(): boolean;
}

/** After a run's end, so that its last words reach the screen first. */
const firstWaitMs = 150;
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
/** A process that reads runs into the index and is silent for so long is taken to be gone. */
const leaseMs = 10_000;

/** Reads ended runs into the index in steps of a few ms, one process at a time, and takes removed runs away. */
export class RunIndexer {
  readonly #parts: IndexerParts;
  readonly #statements: IndexStatements;
  readonly #spans: SpanTable;
  readonly #token: string = randomUUID();
  readonly #waiting: Statement<unknown[], WaitingRun>;
  readonly #isIndexed: Statement;
  readonly #lease: Statement<unknown[], string>;
  readonly #takeLease: Statement;
  #current: RunIndexing | undefined;
  #timer: NodeJS.Timeout | undefined;
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
    this.#lease = database
      .prepare<unknown[], string>("SELECT value FROM meta WHERE key = 'indexer'")
      .pluck();
    this.#takeLease = database.prepare("INSERT OR REPLACE INTO meta VALUES ('indexer', ?)");
  }

  /** Whether a run's spans and texts are in the index. */
  isIndexed(row: number): boolean {
    return this.#isIndexed.get(row) === 1;
  }

  /** There may be something to do; keeps no process alive. */
  wake(afterMs: number = firstWaitMs): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#work, afterMs).unref();
  }

  /** Works without pauses until nothing waits or the time is over. */
  async catchUp(budgetMs: number): Promise<void> {
    const endMs = performance.now() + budgetMs;
    while (!this.#isClosed && performance.now() < endMs && this.step()) {
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  /** Leaves the work to other processes. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    try {
      if (this.#lease.get()?.startsWith(this.#token) === true) this.#takeLease.run('');
    } catch {
      // A locked or damaged record: the lease runs out by itself.
    }
  }

  /** Does a few ms of work; whether there is more. Waits for no lock; throws SQLite's errors. */
  step(): boolean {
    this.#hasBegun = false;
    const { database, removal } = this.#parts;
    database.pragma('busy_timeout = 0');
    try {
      if (removal.step()) return true;
      if (this.#current === undefined && this.#waiting.get() === undefined) return false;
      this.#readOn();
      return database.transaction(() => this.#stepOn()).immediate();
    } catch (error) {
      // Rolled back: what was written of the run must be written again. A lock that was not got has changed nothing.
      if (this.#hasBegun) this.#current = undefined;
      throw error;
    } finally {
      database.pragma(`busy_timeout = ${this.#busyTimeoutMs}`);
    }
  }

  readonly #work = (): void => {
    let pause = lookMs;
    try {
      if (this.step()) pause = this.#parts.isBusy() ? busyPauseMs : pauseMs;
    } catch {
      pause = this.#hasBegun ? failedPauseMs : lockedPauseMs;
    }
    this.wake(pause);
  };

  #readOn(): void {
    try {
      this.#current?.read();
    } catch {
      // A frame that cannot be decoded: the run stays readable up to there, and is not tried for ever.
      if (this.#current !== undefined) this.#statements.done.run(unreadable, this.#current.row);
      this.#current = undefined;
    }
  }

  #stepOn(): boolean {
    this.#hasBegun = true;
    if (!this.#holdLease()) {
      this.#current = undefined;
      return false;
    }
    // A run that was deleted meanwhile.
    if (this.#current !== undefined && this.#isIndexed.get(this.#current.row) === undefined)
      this.#current = undefined;
    if (this.#current === undefined) return this.#begin();
    if (this.#current.write()) this.#current = undefined;
    return true;
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

  #holdLease(): boolean {
    const [token, untilMs] = (this.#lease.get() ?? '').split(' ');
    const nowMs = Date.now();
    if (token !== this.#token && Number(untilMs) > nowMs) return false;
    if (token !== this.#token || Number(untilMs) < nowMs + leaseMs / 2)
      this.#takeLease.run(`${this.#token} ${nowMs + leaseMs}`);
    return true;
  }
}
