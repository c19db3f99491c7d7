import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { MillraceError } from '../../shared/errors.ts';

export type IndexDatabase = Database.Database;

const schema = `
CREATE TABLE IF NOT EXISTS collection (
  id TEXT PRIMARY KEY,
  used_day INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS document (
  id INTEGER PRIMARY KEY,
  collection TEXT NOT NULL REFERENCES collection ON DELETE CASCADE,
  name TEXT NOT NULL,
  stamp TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (collection, name)
);
CREATE TABLE IF NOT EXISTS passage (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  number INTEGER NOT NULL,
  heading TEXT NOT NULL,
  text TEXT NOT NULL,
  key TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS passage_document ON passage (document);
CREATE INDEX IF NOT EXISTS passage_key ON passage (key);
CREATE VIRTUAL TABLE IF NOT EXISTS passage_words USING fts5 (
  collection, words, content = '', contentless_delete = 1,
  tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER IF NOT EXISTS passage_removed AFTER DELETE ON passage BEGIN
  DELETE FROM passage_words WHERE rowid = old.id;
END;
CREATE TABLE IF NOT EXISTS vector (
  id INTEGER PRIMARY KEY,
  space TEXT NOT NULL,
  key TEXT NOT NULL,
  value BLOB NOT NULL,
  UNIQUE (space, key)
);`;

/** Collections of files that nobody asked for since are forgotten; days. */
const keptDays = 90;
/** Texts that were handed over come again soon or never; days. */
const keptDaysOfTexts = 1;
/** Begins the ids of collections of texts; all others begin with a hexadecimal digit. */
export const textsPrefix = 't';
const busyTimeoutMs = 10_000;

/**
 * Opens the index, or makes it. It holds nothing that the documents do not: one that is broken is made anew. Throws
 * `index_failed`.
 */
export function openIndexDatabase(path: string): IndexDatabase {
  try {
    return openOnce(path);
  } catch (error) {
    if (!isBroken(error) || path === ':memory:') throw toIndexError(error);
    for (const ending of ['', '-wal', '-shm']) rmSync(path + ending, { force: true });
  }
  try {
    return openOnce(path);
  } catch (error) {
    throw toIndexError(error);
  }
}

/** An error of SQLite as one for people; others as they are. */
export function toIndexError(error: unknown): unknown {
  if (error instanceof MillraceError) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new MillraceError('index_failed', `The index of documents failed: ${words}.`, {
    action: 'Check that the folder of the record can be written and that the disk has room.',
    cause: error,
  });
}

/** Today, counted in days. */
export function today(): number {
  return Math.floor(Date.now() / 86_400_000);
}

function openOnce(path: string): IndexDatabase {
  if (path !== ':memory:') {
    // It holds what the documents say: other accounts of the machine must not read it.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  }
  const database = new Database(path, { timeout: busyTimeoutMs });
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.transaction(() => database.exec(schema)).immediate();
    forgetUnused(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function forgetUnused(database: IndexDatabase): void {
  const forget = database.prepare(
    'DELETE FROM collection WHERE used_day < ? OR (used_day < ? AND id LIKE ?)',
  );
  const forgotten = forget.run(today() - keptDays, today() - keptDaysOfTexts, `${textsPrefix}%`);
  if (forgotten.changes > 0) removeUnusedVectors(database);
}

/** Removes the vectors of texts that no passage has any more. */
export function removeUnusedVectors(database: IndexDatabase): void {
  database.exec(
    'DELETE FROM vector WHERE NOT EXISTS (SELECT 1 FROM passage WHERE passage.key = vector.key)',
  );
}

function isBroken(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT' || code === 'SQLITE_ERROR';
}
