import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TrafficFile, TrafficStore } from '../../contracts/run-traffic.ts';
import { OpenTrafficFile } from './open-traffic-file.ts';
import { pendingPathOf, readTrafficPiece } from './traffic-blocks.ts';

const extension = '.traffic';

interface TrafficFolderOptions {
  /** The oldest recordings go when all together are larger, bytes. */
  readonly mostBytes?: number;
}

/** Where recordings are kept for a record: the folder `traffic` beside it. */
export function trafficFolderBeside(recordPath: string): string {
  return join(dirname(recordPath), 'traffic');
}

/** Keeps recordings in a folder, which is made with the first of them; one file each, named by its run. */
export function openTrafficFolder(
  folder: string,
  { mostBytes = 1024 ** 3 }: TrafficFolderOptions = {},
): TrafficStore {
  const open = new Map<string, OpenTrafficFile>();
  const pathOf = (runId: string): string => join(folder, `${runId}${extension}`);
  return {
    create(runId) {
      if (!isFileName(runId)) return dropped;
      const file = new OpenTrafficFile(pathOf(runId), () => open.delete(runId));
      open.set(runId, file);
      return file;
    },
    read(runId, offset) {
      if (!isFileName(runId)) return undefined;
      open.get(runId)?.settle();
      return readTrafficPiece(pathOf(runId), offset);
    },
    prune: (isKept) => pruneFolder(folder, mostBytes, (runId) => open.has(runId) || isKept(runId)),
  };
}

/** A run's id comes from outside; as part of a path it must not lead elsewhere. */
function isFileName(runId: string): boolean {
  return /^[\w-]{1,100}$/.test(runId);
}

const dropped: TrafficFile = { write: () => {}, discard: () => {}, close: () => {} };

interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly changedMs: number;
}

function pruneFolder(folder: string, mostBytes: number, isKept: (runId: string) => boolean): void {
  const kept: KeptFile[] = [];
  for (const name of listRecordings(folder)) {
    const path = join(folder, name);
    if (!isKept(name.slice(0, -extension.length))) {
      remove(path);
      continue;
    }
    const parts = [path, pendingPathOf(path)].flatMap((part) => {
      const stats = statSync(part, { throwIfNoEntry: false });
      return stats === undefined ? [] : [stats];
    });
    kept.push({
      path,
      bytes: parts.reduce((sum, { size }) => sum + size, 0),
      changedMs: parts.reduce((last, { mtimeMs }) => Math.max(last, mtimeMs), 0),
    });
  }
  let bytes = 0;
  for (const file of kept.toSorted((a, b) => b.changedMs - a.changedMs)) {
    bytes += file.bytes;
    if (bytes > mostBytes) remove(file.path);
  }
}

function remove(path: string): void {
  rmSync(path, { force: true });
  rmSync(pendingPathOf(path), { force: true });
}

/** By the names of their files; of some there is only what was not yet deflated. */
function listRecordings(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).map((name) => name.replace(/\.pending$/, ''));
    return [...new Set(names)].filter((name) => name.endsWith(extension));
  } catch {
    // There is none before the first recording.
    return [];
  }
}
