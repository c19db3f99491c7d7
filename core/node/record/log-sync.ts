import { closeSync, fdatasync, openSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { MillraceError } from '../../shared/errors.ts';
import { createRecordError } from './record-error.ts';

/** Syncs lie at least this far apart, in ms, so that many small steps share one and no disk does nothing else. */
const pauseMs = 10;

/**
 * Has the disk keep what was committed: an fdatasync of the write-ahead log, on a thread of the pool, so nobody waits
 * for the disk. The first one starts at once, those asked for within 10 ms share the next. SQLite takes no locks on
 * that file, so a second descriptor of it is safe; Node makes it F_FULLFSYNC on macOS.
 */
export class LogSync {
  readonly #databasePath: string;
  readonly #path: string | undefined;
  readonly #onProblem: (problem: MillraceError) => void;
  #file: number | undefined;
  #state: 'idle' | 'syncing' | 'resting' = 'idle';
  #isAskedAgain = false;
  #timer: NodeJS.Timeout | undefined;
  #problem: MillraceError | undefined;

  /** `onProblem` is called for each sync that fails after one that did not. */
  constructor(database: Database, onProblem: (problem: MillraceError) => void) {
    this.#databasePath = database.name;
    this.#path = database.memory ? undefined : `${database.name}-wal`;
    this.#onProblem = onProblem;
  }

  /** Why the disk refused the last sync; undefined when it did not. */
  get problem(): MillraceError | undefined {
    return this.#problem;
  }

  /** To be called after a commit. */
  request(): void {
    if (this.#path === undefined) return;
    if (this.#state === 'idle') this.#start(this.#path);
    else this.#isAskedAgain = true;
  }

  /** Ends it; closing the database syncs what is left. */
  close(): void {
    clearTimeout(this.#timer);
    this.#isAskedAgain = false;
    // A running sync still needs its descriptor: its callback closes it.
    if (this.#state !== 'syncing') this.#closeFile();
    this.#state = 'resting';
  }

  #start(path: string): void {
    try {
      this.#file ??= openSync(path, 'r+');
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#state = 'syncing';
    this.#isAskedAgain = false;
    fdatasync(this.#file, (error) => {
      if (error) this.#fail(error);
      else this.#problem = undefined;
      // Closed in the meantime.
      if (this.#state !== 'syncing') return this.#closeFile();
      this.#state = 'resting';
      this.#timer = setTimeout(() => {
        this.#state = 'idle';
        if (this.#isAskedAgain) this.#start(path);
      }, pauseMs);
      this.#timer.unref();
    });
  }

  #fail(error: unknown): void {
    const isNew = this.#problem === undefined;
    this.#problem = createRecordError('record_unwritable', this.#databasePath, error);
    if (isNew) this.#onProblem(this.#problem);
  }

  #closeFile(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
