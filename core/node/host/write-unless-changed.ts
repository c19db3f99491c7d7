import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { MillraceError } from '../../shared/errors.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** Names a text briefly: another text has another stamp. */
export function stampOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/**
 * Replaces a file's text as `writeFileAtomically` does, unless the file holds another text than that of the stamp: then it
 * throws `file_changed` and the file stays. Without a stamp, or without a file, it writes in any case.
 */
export async function writeUnlessChanged(
  path: string,
  text: string,
  stamp: string | undefined,
): Promise<void> {
  if (stamp !== undefined) {
    const current = await readFile(path, 'utf8').catch(() => undefined);
    if (current !== undefined && current !== text && stampOf(current) !== stamp)
      throw new MillraceError(
        'file_changed',
        `Something else has changed “${basename(path)}” since it was opened here; it was not overwritten.`,
        { action: 'Save under another name, or overwrite it.' },
      );
  }
  await writeFileAtomically(path, text);
}
