import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Replaces the file's text, at once and readable by its owner only: after a crash or a full disk it holds the old text or the new, never a part. */
export function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Renaming over a symbolic link would replace the link instead of what it names.
  const target = existsSync(path) ? realpathSync(path) : path;
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}.draft`);
  try {
    // Addresses and header values are nobody else's business.
    const descriptor = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(descriptor, text);
      // Some file systems store the rename before the data; after a power cut the file would be empty.
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
