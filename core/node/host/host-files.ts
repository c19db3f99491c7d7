import { randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import type { HostFile } from '../../api/host-bridge.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { FilePlaces } from './file-places.ts';
import { stampOf, writeUnlessChanged } from './write-unless-changed.ts';

const saveRequest = z.object({
  handle: z.string(),
  text: z.string(),
  stamp: z.string().max(100).optional(),
});

/** The flow files that a host gives out and takes back. A page knows a file by an opaque handle, never by a path. */
export interface HostFiles {
  /** The file that the host was started with, as it stands on disk now. */
  initialFile(): Promise<HostFile | undefined>;
  /** The examples, sorted by name; they have no handle, so they cannot be overwritten. */
  examples(): Promise<readonly HostFile[]>;
  /** Saves `{ handle, text, stamp? }`; throws `bad_request`, `unknown_handle` or `file_changed`. */
  save(request: unknown): Promise<HostFile>;
}

/** Gives out one flow file and a folder of examples. */
export function createHostFiles(options: {
  readonly flowFile?: string;
  readonly examplesRoot: string;
  readonly places: FilePlaces;
}): HostFiles {
  const { flowFile, examplesRoot, places } = options;
  const handle = randomUUID();
  const describe = (path: string, text: string): HostFile => ({
    name: basename(path),
    text,
    handle,
    place: places.seal(path),
    stamp: stampOf(text),
  });
  return {
    async initialFile() {
      if (flowFile === undefined) return undefined;
      const text = await readFlowFile(flowFile);
      return describe(flowFile, text);
    },
    async examples() {
      const names = await readdir(examplesRoot).catch(() => []);
      const flows = names.filter((name) => name.endsWith('.flow.json')).toSorted();
      return Promise.all(
        flows.map(async (name) => {
          const path = join(examplesRoot, name);
          return { name, text: await readFlowFile(path), place: places.seal(path) };
        }),
      );
    },
    async save(request) {
      const parsed = saveRequest.safeParse(request);
      if (!parsed.success) {
        throw new MillraceError('bad_request', 'A save request holds a handle and a text.');
      }
      if (flowFile === undefined || parsed.data.handle !== handle) {
        throw new MillraceError('unknown_handle', 'This file was not opened by this host.', {
          action: 'Export the flow instead.',
        });
      }
      const { text, stamp } = parsed.data;
      await writeUnlessChanged(flowFile, text, stamp);
      return describe(flowFile, text);
    },
  };
}

/** The text of a file; throws `file_not_found` or `file_unreadable` with the path named. */
export async function readFlowFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing) {
      throw new MillraceError('file_not_found', `There is no file ${path}.`, {
        action: 'Check the path; it is taken from the current folder.',
        cause: error,
      });
    }
    throw new MillraceError('file_unreadable', `The file ${path} cannot be read.`, {
      action: 'Check that it is a file and that you may read it.',
      cause: error,
    });
  }
}
