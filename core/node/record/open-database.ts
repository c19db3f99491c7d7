import { closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { MillraceError } from '../../shared/errors.ts';
import { inspectFile } from './inspect-file.ts';
import { applicationId, migrations as allMigrations } from './migrations.ts';
import type { Migration } from './migrations.ts';
import { createRecordError, toRecordError } from './record-error.ts';

export interface OpenDatabaseOptions {
  /** How long a write waits for another process's write, in ms. */
  readonly busyTimeoutMs: number;
  /** The steps to the current version; those of this program by default. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens or creates a record file and brings it to the current version, after a copy `<path>.v<old version>.bak`.
 * Throws record_newer_version or record_foreign (file untouched), record_damaged, record_unwritable, record_busy,
 * record_full or record_migration_failed (file unchanged).
 */
export function openDatabase(path: string, options: OpenDatabaseOptions): Database.Database {
  const deadlineMs = performance.now() + options.busyTimeoutMs;
  for (;;) {
    try {
      return openOnce(path, options);
    } catch (error) {
      // Processes that make a record at the same moment meet in places where SQLite does not wait by itself.
      const isBusy = error instanceof MillraceError && error.code === 'record_busy';
      if (!isBusy || performance.now() > deadlineMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryPauseMs);
    }
  }
}

const retryPauseMs = 10;

function openOnce(path: string, options: OpenDatabaseOptions): Database.Database {
  const migrations = options.migrations ?? allMigrations;
  const current = migrations.at(-1)?.version ?? 0;
  let database: Database.Database | undefined;
  try {
    if (path !== ':memory:') prepareFile(path, current);
    database = new Database(path, { timeout: options.busyTimeoutMs });
    checkVersion(database, path, current);
    // Says nothing to a file that has tables already: those shrink only when they are written anew.
    database.pragma('auto_vacuum = INCREMENTAL');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    // Fewer, larger checkpoints: each one syncs the file and so delays one commit.
    database.pragma('wal_autocheckpoint = 4000');
    database.pragma(`journal_size_limit = ${32 * 1024 * 1024}`);
    migrate(database, path, migrations, current);
    touchTables(database);
    return database;
  } catch (error) {
    database?.close();
    throw toOpenError(error, path);
  }
}

function toOpenError(error: unknown, path: string): unknown {
  if (error instanceof MillraceError) return error;
  const isFileError = error instanceof Error && 'syscall' in error;
  // better-sqlite3 throws a plain TypeError for a missing folder.
  if (isFileError || error instanceof TypeError)
    return createRecordError('record_unwritable', path, error);
  return toRecordError(error, path);
}

function prepareFile(path: string, current: number): void {
  const facts = inspectFile(path);
  if (facts === undefined) {
    // A record holds what people typed: other accounts of the machine must not read it. SQLite gives its side files
    // the same rights.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
    return;
  }
  if (!facts.isOurs && !facts.isSqlite) throw createRecordError('record_foreign', path);
  if (!facts.isSqlite || facts.isTruncated) throw createRecordError('record_damaged', path);
  if (facts.userVersion > current) throw createRecordError('record_newer_version', path);
}

function readVersion(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/** Checks once more through SQLite: after a crash the newest version may stand in the -wal file only. */
function checkVersion(database: Database.Database, path: string, current: number): void {
  // In one transaction, so that another process's migration is seen whole or not at all.
  database.transaction(() => checkContents(database, path, current))();
}

function checkContents(database: Database.Database, path: string, current: number): void {
  // The first statement of the transaction: it takes the snapshot that the others read.
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  const version = readVersion(database);
  if (version > current) throw createRecordError('record_newer_version', path);
  const isOurs = database.pragma('application_id', { simple: true }) === applicationId;
  if (!isOurs && (version > 0 || tables !== 0)) throw createRecordError('record_foreign', path);
}

/** Damage should show when a record is opened, not in the middle of a run: the ends of each table tell the most. */
function touchTables(database: Database.Database): void {
  for (const table of ['runs', 'log', 'flows', 'large_values']) {
    database.prepare(`SELECT * FROM ${table} ORDER BY rowid LIMIT 1`).get();
    database.prepare(`SELECT * FROM ${table} ORDER BY rowid DESC LIMIT 1`).get();
  }
  for (const table of ['meta', 'owners', 'cursors', 'value_uses'])
    database.prepare(`SELECT * FROM ${table} LIMIT 1`).get();
}

function migrate(
  database: Database.Database,
  path: string,
  migrations: readonly Migration[],
  current: number,
): void {
  const before = readVersion(database);
  if (before >= current) return;
  if (before > 0 && path !== ':memory:') backUp(database, path, before);
  const run = database.transaction(() => {
    // Another process may have migrated since; only its version counts now.
    const version = readVersion(database);
    for (const migration of migrations) if (migration.version > version) migration.up(database);
    database.pragma(`application_id = ${applicationId}`);
    database.pragma(`user_version = ${Math.max(version, current)}`);
  });
  try {
    run.immediate();
  } catch (error) {
    const known = toRecordError(error, path);
    throw known instanceof MillraceError
      ? known
      : createRecordError('record_migration_failed', path, error);
  }
}

function backUp(database: Database.Database, path: string, version: number): void {
  const temporary = `${path}.v${version}.${process.pid}.tmp`;
  rmSync(temporary, { force: true });
  database.prepare('VACUUM INTO ?').run(temporary);
  if (inspectFile(temporary)?.userVersion === version)
    renameSync(temporary, `${path}.v${version}.bak`);
  else rmSync(temporary, { force: true });
}
