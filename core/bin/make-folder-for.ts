import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { MillraceError } from '../shared/errors.ts';

/** Makes the folder of a record. Throws `record_unwritable`. */
export function makeFolderFor(recordPath: string): void {
  const folder = dirname(recordPath);
  try {
    // A record holds what people typed: other accounts of the machine must not read it.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new MillraceError('record_unwritable', `The folder ${folder} cannot be made.`, {
      action: 'Choose another place with --record or MILLRACE_HOME.',
      cause: error,
    });
  }
}
