import {
  closeSync,
  constants,
  copyFileSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import Database from 'better-sqlite3';
import { openDatabase } from '../open-database.ts';
import { tryRead } from './tolerant-rows.ts';

const headerBytes = 100;
const pageBytes = 4096;
const tableLeaf = 0x0d;
const tableInterior = 0x05;

/** A damaged record, open for reading. */
export interface DamagedRecord {
  readonly database: Database.Database;
  close(): void;
}

/**
 * Opens a damaged record to read what can be read; when its first page is gone, a copy that got that of a new
 * record. The file itself stays as it is. Undefined when nothing can be read.
 */
export function openDamaged(path: string): DamagedRecord | undefined {
  const whole = openToRead(path);
  if (whole !== undefined) return { database: whole, close: () => closeWhole(whole, path) };
  const copy = `${path}.repaired`;
  const removeCopy = (): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
  };
  removeCopy();
  copyFileSync(path, copy, constants.COPYFILE_FICLONE);
  if (statSync(`${path}-wal`, { throwIfNoEntry: false }) !== undefined)
    copyFileSync(`${path}-wal`, `${copy}-wal`, constants.COPYFILE_FICLONE);
  repairFirstPage(copy);
  const repaired = openToRead(copy);
  if (repaired === undefined) {
    removeCopy();
    return undefined;
  }
  return {
    database: repaired,
    close: () => {
      repaired.close();
      removeCopy();
    },
  };
}

/** Reading alone makes side files, which nobody else would remove. */
function closeWhole(database: Database.Database, path: string): void {
  database.close();
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (log?.size === 0) for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
}

function openToRead(path: string): Database.Database | undefined {
  return tryRead(() => {
    const database = new Database(path, { readonly: true, timeout: 1000 });
    try {
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** A first page tells how the file is built and which tables it has; that of a new record is the same but for its size. */
function repairFirstPage(path: string): void {
  const page = readPage(path);
  const sample = openDatabase(':memory:', { busyTimeoutMs: 0 });
  const model = sample.serialize();
  sample.close();
  const kind = page[headerBytes];
  const hasTables = kind === tableLeaf || kind === tableInterior;
  model.copy(page, 0, 0, hasTables ? headerBytes : pageBytes);
  page.writeUInt32BE(Math.floor(statSync(path).size / pageBytes), 28);
  // It has a write-ahead log.
  page.fill(2, 18, 20);
  // No list of free pages: it is not needed to read.
  page.writeUInt32BE(0, 32);
  page.writeUInt32BE(0, 36);
  const file = openSync(path, 'r+');
  writeSync(file, page, 0, pageBytes, 0);
  closeSync(file);
}

function readPage(path: string): Buffer {
  const page = Buffer.alloc(pageBytes);
  const file = openSync(path, 'r');
  readSync(file, page, 0, pageBytes, 0);
  closeSync(file);
  return page;
}
