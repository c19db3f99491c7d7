import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';

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
    const database = new Database(path, { timeout: waitMs });
    try {
      database.exec('BEGIN EXCLUSIVE');
      return new ExclusiveLock(database, path);
    } catch {
      database.close();
      return undefined;
    }
  }

  release(): void {
    rmSync(this.#path, { force: true });
    this.#database.close();
  }
}
