import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';

/** SQLite refuses at once where two that wait stand in each other's way: it is asked again after so long. */
const retryMs = 20;

/**
 * A lock between processes that the system takes back when its holder dies: SQLite's own on an empty file.
 */
export class ExclusiveLock {
  readonly #database: Database.Database;
  readonly #path: string;

  private constructor(database: Database.Database, path: string) {
    this.#database = database;
    this.#path = path;
  }

  /** Waits for the lock for at most so long; undefined when somebody else holds it still. */
  static take(path: string, waitMs: number): ExclusiveLock | undefined {
    const endMs = performance.now() + waitMs;
    for (;;) {
      const leftMs = endMs - performance.now();
      const lock = ExclusiveLock.#tryToTake(path, Math.max(0, leftMs));
      if (lock !== undefined || leftMs <= 0) return lock;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMs);
    }
  }

  static #tryToTake(path: string, waitMs: number): ExclusiveLock | undefined {
    const before = makeFile(path);
    const database = openWaiting(path, waitMs);
    if (database === undefined) return undefined;
    try {
      database.exec('BEGIN EXCLUSIVE');
      // Whoever held it removes the file: a lock on what is gone keeps nobody else out.
      if (before !== undefined && identityOf(path) === before)
        return new ExclusiveLock(database, path);
    } catch {
      // Somebody holds it, or it was removed in the middle.
    }
    database.close();
    return undefined;
  }

  release(): void {
    rmSync(this.#path, { force: true });
    this.#database.close();
  }
}

function openWaiting(path: string, waitMs: number): Database.Database | undefined {
  try {
    return new Database(path, { timeout: Math.ceil(waitMs) });
  } catch {
    return undefined;
  }
}

/** Makes sure that there is a file, and says which; undefined where it went away again at once. */
function makeFile(path: string): string | undefined {
  closeSync(openSync(path, 'a'));
  return identityOf(path);
}

function identityOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.ino} ${stat.birthtimeNs}`;
}
