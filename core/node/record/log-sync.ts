import { closeSync, fdatasync, openSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

/** Syncs lie at least this far apart, in ms, so that many small steps share one and no disk does nothing else. */
const pauseMs = 10;

/**
 * Has the disk keep what was committed: an fdatasync of the write-ahead log, on a thread of the pool, so nobody waits
 * for the disk. The first one starts at once, those asked for within 10 ms share the next. SQLite takes no locks on
 * that file, so a second descriptor of it is safe; Node makes it F_FULLFSYNC on macOS.
 */
export class LogSync {
  readonly #path: string | undefined;
  readonly #onFailure: (error: unknown) => void;
  #file: number | undefined;
  #state: 'idle' | 'syncing' | 'resting' = 'idle';
  #isAskedAgain = false;
  #timer: NodeJS.Timeout | undefined;
  #failure: unknown;

  /** `onFailure` gets the system's error when a sync fails. */
  constructor(database: Database, onFailure: (error: unknown) => void) {
    this.#path = database.memory ? undefined : `${database.name}-wal`;
    this.#onFailure = onFailure;
  }

  /** To be called after a commit. Throws what the disk said to the last sync, if it failed, and asks again. */
  request(): void {
    if (this.#path === undefined) return;
    if (this.#state === 'idle') this.#start(this.#path);
    else this.#isAskedAgain = true;
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
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
    this.#failure = error;
    this.#onFailure(error);
  }

  #closeFile(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
