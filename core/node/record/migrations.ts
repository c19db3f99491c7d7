import type { Database } from 'better-sqlite3';
import { createIndexTables } from './index/index-schema.ts';

/** Brings a record from the version before to `version`; runs inside a transaction. */
export interface Migration {
  readonly version: number;
  readonly up: (database: Database) => void;
}

/** Marks an SQLite file as a Millrace record: "Mill" in ASCII. */
export const applicationId = 0x4d_69_6c_6c;

/** Every step from an empty file to the current version, oldest first. A released step is never edited. */
export const migrations: readonly Migration[] = [
  { version: 1, up: createTables },
  { version: 2, up: createIndexTables },
];

// `log` has no index but its sequence number: one per run would cost more than all the rest of a write.
// A run is found by its range of sequence numbers. `payload` stands last so that counting never reads it.
function createTables(database: Database): void {
  database.exec(`
    CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
    CREATE TABLE owners (
      token TEXT PRIMARY KEY, pid INTEGER NOT NULL, host TEXT NOT NULL, heartbeat_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE flows (hash TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      run_id TEXT NOT NULL UNIQUE,
      flow_id TEXT NOT NULL,
      flow_name TEXT NOT NULL,
      flow_hash TEXT NOT NULL,
      owner TEXT NOT NULL,
      state TEXT NOT NULL,
      started_us REAL NOT NULL,
      ended_us REAL,
      first_seq INTEGER NOT NULL DEFAULT 0,
      last_seq INTEGER,
      error TEXT,
      input TEXT NOT NULL,
      output TEXT
    ) STRICT;
    CREATE INDEX runs_by_start ON runs (started_us);
    CREATE INDEX runs_by_flow ON runs (flow_hash);
    CREATE INDEX runs_running ON runs (id) WHERE state = 'running';
    CREATE TABLE log (
      seq INTEGER PRIMARY KEY, count INTEGER NOT NULL, run INTEGER NOT NULL, queues TEXT NOT NULL, payload TEXT NOT NULL
    ) STRICT;
    CREATE TABLE cursors (
      run INTEGER NOT NULL, queue TEXT NOT NULL, consumer TEXT NOT NULL, seq INTEGER NOT NULL,
      PRIMARY KEY (run, queue, consumer)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE large_values (hash TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
    CREATE TABLE value_uses (
      run INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (run, hash)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX value_uses_by_hash ON value_uses (hash);
  `);
}
