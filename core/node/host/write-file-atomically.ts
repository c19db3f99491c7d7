import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file's text: after a crash or a full disk it holds the old text or the new, never a part. `newMode` is what a
 * file gets that was not there before.
 */
export async function writeFileAtomically(
  path: string,
  text: string,
  newMode = 0o666,
): Promise<void> {
  // Renaming over a symbolic link would replace the link instead of what it names.
  const target = await realpath(path).catch(() => path);
  const mode = await stat(target).then(
    (found) => found.mode & 0o777,
    () => newMode,
  );
  const draftPath = join(dirname(target), `.${basename(target)}.${randomUUID()}.draft`);
  try {
    const draft = await open(draftPath, 'wx', mode);
    try {
      await draft.writeFile(text, 'utf8');
      // Some file systems store the rename before the data; after a power cut the file would be empty.
      await draft.sync();
    } finally {
      await draft.close();
    }
    await rename(draftPath, target);
  } catch (error) {
    await rm(draftPath, { force: true });
    throw error;
  }
}
