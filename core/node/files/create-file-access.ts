import { constants } from 'node:fs';
import { mkdir, open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type {
  FileAccess,
  FileFacts,
  FileReading,
  FileWriting,
} from '../../contracts/file-access.ts';
import { MillraceError, cancelledCode } from '../../shared/errors.ts';
import { writeFileAtomically } from '../host/write-file-atomically.ts';
import { findFile } from './find-file.ts';

// Windows knows neither: there no link is followed that was not there when the path was resolved.
const noFollow = constants.O_NOFOLLOW ?? 0;
const noWait = constants.O_NONBLOCK ?? 0;

/** Reaches the files of this machine, as far as folders are granted. */
export function createFileAccess(): FileAccess {
  return {
    locate: async (place) => {
      const { path, exists } = await findFile(place);
      if (exists) await requirePlain(path, place.path, false);
      else if (place.mayBeMissing !== true) throw missing(place.path);
      return path;
    },
    readText,
    readBytes,
    writeText,
  };
}

async function readText(reading: FileReading): Promise<FileFacts & { readonly text: string }> {
  const { content, ...facts } = await readBytes(reading);
  return { ...facts, text: decode(content, reading.path) };
}

async function readBytes(
  reading: FileReading,
): Promise<FileFacts & { readonly content: Uint8Array }> {
  const { path, exists } = await findFile(reading);
  stopIfCancelled(reading.signal);
  if (!exists) throw missing(reading.path);
  const file = await openPlain(path, constants.O_RDONLY, reading.path);
  try {
    const content = await readAtMost(file, reading);
    return { path, bytes: content.byteLength, content };
  } finally {
    await file.close();
  }
}

/** A file that grows while it is read, or that does not know its size, must not fill the memory. */
async function readAtMost(file: FileHandle, reading: FileReading): Promise<Uint8Array> {
  const { size } = await file.stat();
  if (size > reading.maxBytes) throw tooLarge(reading.path, reading.maxBytes);
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    stopIfCancelled(reading.signal);
    const { bytesRead, buffer } = await file
      .read({ buffer: Buffer.allocUnsafe(256 * 1024) })
      .catch((error: unknown) => {
        throw unreadable(reading.path, error);
      });
    if (bytesRead === 0) return Buffer.concat(chunks);
    total += bytesRead;
    if (total > reading.maxBytes) throw tooLarge(reading.path, reading.maxBytes);
    chunks.push(buffer.subarray(0, bytesRead));
  }
}

async function writeText(writing: FileWriting): Promise<FileFacts> {
  const bytes = Buffer.from(writing.text);
  const found = await findFile(writing);
  stopIfCancelled(writing.signal);
  if (bytes.byteLength > writing.maxBytes) throw tooLarge(writing.path, writing.maxBytes);
  if (found.exists && writing.mode === 'create') {
    throw new MillraceError('file_exists', `There is a file "${writing.path}" already.`, {
      action: 'Choose another name, or let it be replaced.',
    });
  }
  await makeFolder(found.path, writing.path);
  // A new file would take the place of a pipe or a device.
  if (found.exists) await requirePlain(found.path, writing.path, true);
  const size =
    writing.mode === 'append'
      ? await append(found.path, bytes, writing)
      : await replace(found.path, writing);
  return { path: found.path, bytes: size };
}

async function append(path: string, bytes: Uint8Array, writing: FileWriting): Promise<number> {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
  const file = await openPlain(path, flags, writing.path);
  try {
    const { size } = await file.stat();
    if (size + bytes.byteLength > writing.maxBytes) throw tooLarge(writing.path, writing.maxBytes);
    await file.writeFile(bytes);
    return size + bytes.byteLength;
  } finally {
    await file.close();
  }
}

/** Whoever reads meanwhile sees the old text or the new one. */
async function replace(path: string, writing: FileWriting): Promise<number> {
  try {
    await writeFileAtomically(path, writing.text);
    return Buffer.byteLength(writing.text);
  } catch (error) {
    throw unwritable(writing.path, error);
  }
}

async function makeFolder(path: string, shown: string): Promise<void> {
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw unwritable(shown, error);
  }
  // Somebody may have put a link in its place since the path was resolved.
  if ((await realpath(folder)) !== folder) throw moved(shown);
}

/** Opens a regular file, never a link, a pipe or a device. */
async function openPlain(path: string, flags: number, shown: string): Promise<FileHandle> {
  const writes = (flags & constants.O_WRONLY) !== 0;
  const file = await open(path, flags | noFollow | noWait, 0o666).catch((error: unknown) => {
    throw writes ? unwritable(shown, error) : unreadable(shown, error);
  });
  try {
    if (!(await file.stat()).isFile()) throw notPlain(shown, writes);
    if ((await realpath(path)) !== path) throw moved(shown);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function requirePlain(path: string, shown: string, writes: boolean): Promise<void> {
  const facts = await stat(path).catch((error: unknown) => {
    throw writes ? unwritable(shown, error) : unreadable(shown, error);
  });
  if (!facts.isFile()) throw notPlain(shown, writes);
}

function decode(bytes: Uint8Array, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new MillraceError('not_text', `"${shown}" is not text in UTF-8.`, {
      action: 'Choose a text file.',
      cause: error,
    });
  }
}

function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new MillraceError(cancelledCode, 'The work on the file was cancelled.');
}

function missing(shown: string): MillraceError {
  return new MillraceError('file_missing', `There is no file "${shown}".`, {
    action: 'Check the path; it starts in a folder that is allowed to the flow.',
  });
}

function moved(shown: string): MillraceError {
  return new MillraceError('not_granted', `"${shown}" was moved while it was opened.`, {
    action: 'Try again when nobody works on its folder.',
  });
}

function tooLarge(shown: string, maxBytes: number): MillraceError {
  return new MillraceError('file_too_large', `"${shown}" is larger than ${maxBytes} bytes.`, {
    action: 'Raise the node’s size limit, or choose a smaller file.',
  });
}

function notPlain(shown: string, writes: boolean): MillraceError {
  const code = writes ? 'file_unwritable' : 'file_unreadable';
  return new MillraceError(code, `"${shown}" is not a plain file.`, { action: 'Choose a file.' });
}

function unreadable(shown: string, error: unknown): MillraceError {
  return new MillraceError('file_unreadable', `"${shown}" cannot be read (${codeOf(error)}).`, {
    action: 'Check that it is a file that you may read.',
    cause: error,
  });
}

function unwritable(shown: string, error: unknown): MillraceError {
  if (error instanceof MillraceError) return error;
  return new MillraceError('file_unwritable', `"${shown}" cannot be written (${codeOf(error)}).`, {
    action: 'Check that you may write there, and that the disk has room.',
    cause: error,
  });
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
