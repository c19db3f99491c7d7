import { existsSync } from 'node:fs';
import type { RunRecord } from '../contracts/record.ts';
import { defaultRecordPath } from '../node/host/record-path.ts';
import { openRecord } from '../node/record/open-record.ts';
import { MillraceError, toErrorInfo } from '../shared/errors.ts';
import { exitCodeOf } from './exit-codes.ts';
import { describeError, writeMessage } from './messages.ts';

/** The path of the record that a command is about: the one it was given, or the person's own. */
export function recordPathOf(record: string | undefined): string {
  return record ?? defaultRecordPath(process.env);
}

/** Opens a record to read it. Throws `record_not_found` instead of making an empty one. */
export function openOwnRecord(record: string | undefined): RunRecord {
  const path = recordPathOf(record);
  if (existsSync(path)) return openRecord(path, { onProblem: tellProblem });
  throw new MillraceError('record_not_found', `There is no record at ${path}.`, {
    action: 'Run a flow first, or name another record with --record.',
  });
}

/** Does something with a record and closes it. Resolves with the exit code; what goes wrong is written out. */
export async function withOwnRecord(
  path: string | undefined,
  work: (record: RunRecord) => number | Promise<number>,
): Promise<number> {
  let record: RunRecord | undefined;
  try {
    record = openOwnRecord(path);
    return await work(record);
  } catch (error) {
    const info = toErrorInfo(error);
    writeMessage(describeError(info));
    return exitCodeOf(info.code);
  } finally {
    record?.close();
  }
}

/** Says what is wrong with a record that can be used all the same, such as one that was damaged and has been mended. */
export function tellProblem(problem: MillraceError): void {
  writeMessage(describeError(toErrorInfo(problem)));
}
