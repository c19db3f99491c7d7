import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { applicationId } from './migrations.ts';

/** What the first bytes of a file say, read without SQLite, which may write to a file merely by opening it. */
export interface FileFacts {
  readonly isSqlite: boolean;
  readonly userVersion: number;
  /** Whether it is a record of ours, also when it is damaged; `isSqlite` alone may be anybody's. */
  readonly isOurs: boolean;
  /** Whether it ends before the pages that it says it has. */
  readonly isTruncated: boolean;
}

const headerBytes = 100;
/** As much of the first page as holds the text of a table of ours. */
const lookedAtBytes = 4096;
const tableOfOurs = 'queues TEXT NOT NULL, payload TEXT NOT NULL';

/** Reads a file's first page. Undefined: missing or empty. */
export function inspectFile(path: string): FileFacts | undefined {
  const hadLog = hasLog(path);
  const page = Buffer.alloc(lookedAtBytes);
  const found = readStart(path, page);
  if (found === undefined || found.length === 0) return undefined;
  const isWhole = found.length >= headerBytes;
  const isSqlite = isWhole && page.toString('latin1', 0, 16) === 'SQLite format 3\0';
  const isZeroed = isWhole && page.subarray(0, headerBytes).every((byte) => byte === 0);
  const pageBytes = page.readUInt16BE(16) === 1 ? 65_536 : page.readUInt16BE(16);
  const isOurs =
    isZeroed ||
    (isSqlite && page.readUInt32BE(68) === applicationId) ||
    page.includes(tableOfOurs, 0, 'latin1');
  // What the log holds may not have reached the file yet.
  const isShort = found.fileBytes < page.readUInt32BE(28) * pageBytes;
  const isTruncated = isSqlite && isOurs && isShort && !hadLog && !hasLog(path);
  return { isSqlite, userVersion: page.readUInt32BE(60), isOurs, isTruncated };
}

/** Whether two paths, or a path at two times, lead to the same file: an answer to compare. */
export function identifyFile(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? undefined : `${found.dev}:${found.ino}`;
}

function readStart(
  path: string,
  into: Buffer,
): { readonly length: number; readonly fileBytes: number } | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const length = readSync(file, into, 0, into.length, 0);
    return { length, fileBytes: fstatSync(file).size };
  } finally {
    closeSync(file);
  }
}

function hasLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
