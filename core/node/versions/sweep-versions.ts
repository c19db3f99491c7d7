import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readVersionHead } from './version-file.ts';

interface Found {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

/** Removes the oldest versions of all flows, but never those with a name, until all take no more than so many bytes. */
export async function sweepVersions(folder: string, mostBytes: number): Promise<void> {
  const found = await findAll(folder);
  let bytes = found.reduce((sum, file) => sum + file.bytes, 0);
  // A version's name begins with its time.
  for (const file of found.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (bytes <= mostBytes) break;
    const head = await readVersionHead(file.path, '');
    if (head === undefined || (head !== 'damaged' && head.name !== undefined)) continue;
    await rm(file.path, { force: true });
    bytes -= file.bytes;
  }
}

async function findAll(folder: string): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const flow of await readdir(folder).catch(() => [])) {
    const names = await readdir(join(folder, flow)).catch(() => []);
    // What an earlier sweep has emptied.
    if (names.length === 0) await rmdir(join(folder, flow)).catch(() => undefined);
    for (const name of names) {
      const path = join(folder, flow, name);
      const size = await stat(path).then(
        (file) => file.size,
        () => 0,
      );
      found.push({ path, name, bytes: size });
    }
  }
  return found;
}
