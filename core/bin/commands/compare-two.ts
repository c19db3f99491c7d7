import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { describeError, writeMessage } from '../messages.ts';

export interface DiffOptions {
  readonly json?: true;
  readonly ignoreLayout?: true;
  readonly record?: string;
}

/** `millrace diff A B`: two flow files, or two runs of the record, as the names say. */
export async function compareTwo(
  before: string,
  after: string,
  options: DiffOptions,
): Promise<number> {
  const files = [before, after].filter((name) => name.endsWith('.json'));
  if (files.length === 1) {
    const run = before === files[0] ? after : before;
    const mixed = `"${files[0]}" is a flow file and "${run}" is none.`;
    const action = 'Name two files that end in .json, or two runs of the record.';
    writeMessage(
      describeError(toErrorInfo(new MillraceError('invalid_argument', mixed, { action }))),
    );
    return exitCodes.wrongUsage;
  }
  if (files.length === 2) {
    const { compareFlowFiles } = await import('./compare-flow-files.ts');
    return compareFlowFiles(before, after, options);
  }
  const { compareRecordedRuns } = await import('./compare-recorded-runs.ts');
  return compareRecordedRuns(before, after, options);
}
