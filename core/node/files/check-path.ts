import { posix, win32 } from 'node:path';
import { MillraceError } from '../../shared/errors.ts';

/** Names that Windows takes for devices, with any ending: https://learn.microsoft.com/windows/win32/fileio/naming-a-file. */
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/**
 * Refuses what is no plain path: on every system what Windows reads in a way of its own, so that a flow means the same
 * file everywhere. Throws `path_refused`.
 */
export function checkPath(path: string, platform: string = process.platform): void {
  const isWindows = platform === 'win32';
  const { sep } = isWindows ? win32 : posix;
  if (path.trim() === '') throw refused(path, 'it is empty');
  if (path.includes('\0')) throw refused(path, 'it holds a character that ends texts');
  if (/^[\\/]{2}/.test(path)) throw refused(path, 'it names another machine or a device');
  const withoutDrive = isWindows ? path.replace(/^[a-z]:[\\/]/i, sep) : path;
  if (withoutDrive.includes(':')) throw refused(path, 'it holds a colon');
  if (!isWindows && path.includes('\\')) throw refused(path, 'it holds a backslash');
  for (const part of withoutDrive.split(/[\\/]/)) {
    const name = part.split('.')[0]?.trim() ?? '';
    if (deviceName.test(name)) throw refused(path, `${part} is a device on Windows`);
    if (part !== '.' && part !== '..' && /[. ]$/.test(part))
      throw refused(path, 'a part of it ends with a dot or a space');
  }
}

function refused(path: string, why: string): MillraceError {
  return new MillraceError(
    'path_refused',
    `The path "${path.slice(0, 200)}" cannot be used: ${why}.`,
    { action: 'Write it with / between plain names, such as notes/today.md.' },
  );
}
