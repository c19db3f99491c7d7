import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { FilePlace } from '../../contracts/file-access.ts';
import { MillraceError } from '../../shared/errors.ts';
import { checkPath } from './check-path.ts';

/** A path inside a granted folder, with all links resolved. */
export interface FoundFile {
  readonly path: string;
  readonly exists: boolean;
}

/**
 * Where a flow's path really leads. Links are resolved before it is compared with the folders, also those of folders
 * that exist above a file that does not. Throws `path_refused` or `not_granted`.
 */
export async function findFile({ path, grantedFolders }: FilePlace): Promise<FoundFile> {
  checkPath(path);
  const folders = await resolveFolders(grantedFolders);
  const [first] = folders;
  if (first === undefined) throw notGranted(path, 'no folder of this machine is allowed to it');
  const candidates = isAbsolute(path) ? [path] : folders.map((folder) => join(folder, path));
  let missing: FoundFile | undefined;
  for (const candidate of candidates) {
    const found = await resolveLinks(resolve(candidate));
    if (found === undefined || !folders.some((folder) => isInside(folder, found.path))) continue;
    if (found.exists) return found;
    missing ??= found;
  }
  if (missing) return missing;
  throw notGranted(path, 'it leads out of every folder that is allowed to it');
}

/** Whether a real path lies in a folder, or is it. */
function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

async function resolveFolders(folders: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => undefined)));
  return real.filter((folder) => folder !== undefined);
}

/** The real path, whose last parts need not exist; undefined where a link leads nowhere. */
async function resolveLinks(path: string): Promise<FoundFile | undefined> {
  const rest: string[] = [];
  for (let known = path; ; known = dirname(known)) {
    try {
      return { path: join(await realpath(known), ...rest), exists: rest.length === 0 };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' || dirname(known) === known) return undefined;
    }
    // A link without a target would be followed by whoever writes there.
    if (await lstat(known).catch(() => undefined)) return undefined;
    rest.unshift(basename(known));
  }
}

function notGranted(path: string, why: string): MillraceError {
  return new MillraceError(
    'not_granted',
    `The flow may not reach "${path.slice(0, 200)}": ${why}.`,
    {
      action:
        'Allow the folder that it lies in, if you trust the flow: --allow-folder PATH on the command line.',
    },
  );
}
