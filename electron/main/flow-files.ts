import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { HostFile } from '../../core/api/host-bridge.ts';
import type { FilePlaces } from '../../core/node/host/file-places.ts';
import { stampOf, writeUnlessChanged } from '../../core/node/host/write-unless-changed.ts';
import { MillraceError } from '../../core/shared/errors.ts';
import { fileReadError, fileWriteError } from './file-errors.ts';

const maxFileBytes = 64 * 1024 * 1024;

/** Reads and writes flow files; the page holds opaque handles, the paths stay here. */
export class FlowFiles {
  readonly #places: FilePlaces;
  readonly #pathOf = new Map<string, string>();
  readonly #handleOf = new Map<string, string>();

  constructor(places: FilePlaces) {
    this.#places = places;
  }

  /** The path behind a handle that this process gave out. */
  findPath(handle: string | undefined): string | undefined {
    return handle === undefined ? undefined : this.#pathOf.get(handle);
  }

  /** Throws MillraceError `file_unreadable` or `file_too_large`. */
  async read(path: string): Promise<HostFile> {
    const file = await readTextFile(path);
    return { ...file, ...this.#namesFor(path), stamp: stampOf(file.text) };
  }

  /**
   * Replaces the file all at once. Throws MillraceError `file_unwritable`, or `file_changed` when it holds another text
   * than that of the stamp; the old content stays then.
   */
  async write(path: string, text: string, stamp?: string): Promise<HostFile> {
    const name = basename(path);
    try {
      await writeUnlessChanged(path, text, stamp);
    } catch (error) {
      throw error instanceof MillraceError ? error : fileWriteError(name, error);
    }
    return { name, text, ...this.#namesFor(path), stamp: stampOf(text) };
  }

  /** The flows that ship with the app, sorted by name; they have no handle, so saving one asks for a place. */
  async readExamples(folder: string): Promise<readonly HostFile[]> {
    const names = await readdir(folder).catch((error: unknown) => {
      throw fileReadError(basename(folder), error);
    });
    const flows = names.filter((name) => name.endsWith('.flow.json')).toSorted();
    return Promise.all(
      flows.map(async (name) => {
        const path = join(folder, name);
        return { ...(await readTextFile(path)), place: this.#places.seal(path) };
      }),
    );
  }

  #namesFor(path: string): Required<Pick<HostFile, 'handle' | 'place'>> {
    return { handle: this.#handleFor(path), place: this.#places.seal(path) };
  }

  #handleFor(path: string): string {
    const known = this.#handleOf.get(path);
    if (known !== undefined) return known;
    const handle = randomUUID();
    this.#handleOf.set(path, handle);
    this.#pathOf.set(handle, path);
    return handle;
  }
}

async function readTextFile(path: string): Promise<HostFile> {
  const name = basename(path);
  try {
    if ((await stat(path)).size > maxFileBytes) {
      throw new MillraceError('file_too_large', `“${name}” is larger than 64 MB.`, {
        action: 'Choose a flow file, which ends in .flow.json.',
      });
    }
    return { name, text: await readFile(path, 'utf8') };
  } catch (error) {
    throw error instanceof MillraceError ? error : fileReadError(name, error);
  }
}
