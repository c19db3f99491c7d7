import { existsSync } from 'node:fs';
import type { RunRecord } from '../contracts/record.ts';
import { defaultRecordPath } from '../node/host/record-path.ts';
import { openRecord } from '../node/record/open-record.ts';
import { MillraceError } from '../shared/errors.ts';

/** The path of the record that a command is about: the one it was given, or the person's own. */
export function recordPathOf(record: string | undefined): string {
  return record ?? defaultRecordPath(process.env);
}

/** Opens a record to read it. Throws `record_not_found` instead of making an empty one. */
export function openOwnRecord(record: string | undefined): RunRecord {
  const path = recordPathOf(record);
  if (existsSync(path)) return openRecord(path);
  throw new MillraceError('record_not_found', `There is no record at ${path}.`, {
    action: 'Run a flow first, or name another record with --record.',
  });
}
