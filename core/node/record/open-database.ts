import { closeSync, mkdirSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { MillraceError } from '../../shared/errors.ts';
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
 * Throws record_newer_version (file untouched), record_damaged, record_unwritable, record_busy, record_full or
 * record_migration_failed (file unchanged).
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
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    // Fewer, larger checkpoints: each one syncs the file and so delays one commit.
    database.pragma('wal_autocheckpoint = 4000');
    database.pragma(`journal_size_limit = ${32 * 1024 * 1024}`);
    migrate(database, path, migrations, current);
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

interface FileHeader {
  readonly isSqlite: boolean;
  readonly userVersion: number;
}

/** Reads the version without SQLite, which may write to a file merely by opening it. Undefined: missing or empty. */
function readHeader(path: string): FileHeader | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const header = Buffer.alloc(100);
    const length = readSync(file, header, 0, header.length, 0);
    if (length === 0) return undefined;
    const isSqlite = length === 100 && header.toString('latin1', 0, 16) === 'SQLite format 3\0';
    return { isSqlite, userVersion: header.readUInt32BE(60) };
  } finally {
    closeSync(file);
  }
}

function prepareFile(path: string, current: number): void {
  const header = readHeader(path);
  if (header === undefined) {
    // A record holds what people typed: other accounts of the machine must not read it. SQLite gives its side files
    // the same rights.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
    return;
  }
  if (!header.isSqlite) throw createRecordError('record_damaged', path);
  if (header.userVersion > current) throw createRecordError('record_newer_version', path);
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
  if (!isOurs && (version > 0 || tables !== 0)) throw createRecordError('record_damaged', path);
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
  if (readHeader(temporary)?.userVersion === version)
    renameSync(temporary, `${path}.v${version}.bak`);
  else rmSync(temporary, { force: true });
}
