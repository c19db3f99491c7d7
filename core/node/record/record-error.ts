import Database from 'better-sqlite3';
import { MillraceError } from '../../shared/errors.ts';

/** What can be wrong with a record file. */
export type RecordErrorCode =
  | 'record_newer_version'
  | 'record_damaged'
  | 'record_foreign'
  | 'record_unwritable'
  | 'record_busy'
  | 'record_full'
  | 'record_closed'
  | 'record_migration_failed';

const sentences: Readonly<Record<RecordErrorCode, readonly [message: string, action: string]>> = {
  record_newer_version: [
    'was written by a newer version of Millrace',
    'Update Millrace, or choose another record file.',
  ],
  record_damaged: [
    'is damaged',
    'Close the other programs that have it open and start again: it is set aside then, and what can be read is saved.',
  ],
  record_foreign: [
    'is not a Millrace record',
    'It was left as it is. Choose another record file, or move this one away.',
  ],
  record_unwritable: [
    'cannot be opened or written',
    'Check that the folder exists and that you may write there, or choose another record file.',
  ],
  record_busy: [
    'is locked by another process',
    'Wait a moment; if it stays locked, close the other program that holds it.',
  ],
  record_full: ['cannot grow any further', 'Free some disk space or delete old runs.'],
  record_closed: ['has been closed', 'Open the record again.'],
  record_migration_failed: [
    'could not be brought to the current version',
    'The file is unchanged; a copy stands beside it. Report this with the message.',
  ],
};

/** The error of a record file, with a sentence that names the file and what to do. */
export function createRecordError(
  code: RecordErrorCode,
  path: string,
  cause?: unknown,
): MillraceError {
  const [message, action] = sentences[code];
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  return new MillraceError(code, `The record ${path} ${message}${reason}.`, { action, cause });
}

/** SQLite's errors as record errors; any other error unchanged. */
export function toRecordError(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const code = classifySqliteCode(error.code);
  return code === undefined ? error : createRecordError(code, path, error);
}

function classifySqliteCode(code: string): RecordErrorCode | undefined {
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'record_busy';
  if (code === 'SQLITE_FULL') return 'record_full';
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT'))
    return 'record_damaged';
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN|PERM|AUTH)/.test(code)) return 'record_unwritable';
  return undefined;
}

/** Whether an error says that a record of ours is damaged. */
export function isDamage(error: unknown): error is MillraceError {
  return error instanceof MillraceError && error.code === 'record_damaged';
}
