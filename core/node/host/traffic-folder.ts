import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { TrafficFile, TrafficPiece, TrafficStore } from '../../contracts/run-traffic.ts';
import { MillraceError } from '../../shared/errors.ts';

// A file is a row of blocks: the length of each as four bytes, little end first, then its lines deflated. A stream of
// events says the same over and over, so it shrinks to a tenth or less; a block that was cut off by a crash is left out.

const extension = '.traffic';
const lengthBytes = 4;
/** Lines are gathered up to here before they are written, so that a turn of many reads needs few writes. */
const blockCharacters = 256 * 1024;
const pieceCharacters = 1024 * 1024;

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
  const open = new Map<string, OpenFile>();
  const pathOf = (runId: string): string => join(folder, `${runId}${extension}`);
  return {
    create(runId) {
      if (!isFileName(runId)) return dropped;
      const file = new OpenFile(pathOf(runId), () => open.delete(runId));
      open.set(runId, file);
      return file;
    },
    read(runId, offset) {
      if (!isFileName(runId)) return undefined;
      open.get(runId)?.flush();
      return readPiece(pathOf(runId), offset);
    },
    prune: (isKept) => pruneFolder(folder, mostBytes, (runId) => open.has(runId) || isKept(runId)),
  };
}

/** A run's id comes from outside; as part of a path it must not lead elsewhere. */
function isFileName(runId: string): boolean {
  return /^[\w-]{1,100}$/.test(runId);
}

const dropped: TrafficFile = { write: () => {}, discard: () => {}, close: () => {} };

class OpenFile implements TrafficFile {
  readonly #path: string;
  readonly #onClose: () => void;
  #file: number | undefined;
  #lines: string[] = [];
  #characters = 0;
  #isOver = false;
  #isFlushDue = false;

  constructor(path: string, onClose: () => void) {
    this.#path = path;
    this.#onClose = onClose;
  }

  write(line: string): void {
    if (this.#isOver) return;
    this.#lines.push(line);
    this.#characters += line.length;
    if (this.#characters >= blockCharacters) return this.flush();
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    // With all that the same turn brings: a crash must not take what has been said.
    queueMicrotask(() => this.flush());
  }

  flush(): void {
    this.#isFlushDue = false;
    if (this.#isOver || this.#lines.length === 0) return;
    const block = deflateRawSync(this.#lines.join(''), { level: 1 });
    this.#lines = [];
    this.#characters = 0;
    try {
      this.#file ??= openNew(this.#path);
      const bytes = Buffer.alloc(lengthBytes + block.length);
      bytes.writeUInt32LE(block.length);
      block.copy(bytes, lengthBytes);
      writeSync(this.#file, bytes);
    } catch {
      // A full disk, say: the run goes on, and half a recording would only mislead.
      this.discard();
    }
  }

  discard(): void {
    this.#end();
    rmSync(this.#path, { force: true });
  }

  close(): void {
    this.flush();
    this.#end();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#lines = [];
    if (this.#file !== undefined) closeSync(this.#file);
    this.#onClose();
  }
}

function openNew(path: string): number {
  // It holds what people typed: other accounts of the machine must not read it.
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return openSync(path, 'w', 0o600);
}

function readPiece(path: string, offset: number): TrafficPiece | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(error);
  }
  try {
    return readBlocks(file, offset);
  } catch (error) {
    throw unreadable(error);
  } finally {
    closeSync(file);
  }
}

function readBlocks(file: number, offset: number): TrafficPiece {
  const { size } = fstatSync(file);
  let at = offset;
  let text = '';
  while (text.length < pieceCharacters && at + lengthBytes <= size) {
    const length = readAt(file, at, lengthBytes).readUInt32LE();
    const end = at + lengthBytes + length;
    if (end > size) return { text };
    text += inflateRawSync(readAt(file, at + lengthBytes, length)).toString('utf8');
    at = end;
  }
  return at < size ? { text, nextOffset: at } : { text };
}

function readAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, at);
  return bytes;
}

function unreadable(cause: unknown): MillraceError {
  return new MillraceError(
    'traffic_unreadable',
    'The recorded model traffic of this run cannot be read.',
    { action: 'Run the flow again to record it anew.', cause },
  );
}

interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly changedMs: number;
}

function pruneFolder(folder: string, mostBytes: number, isKept: (runId: string) => boolean): void {
  const kept: KeptFile[] = [];
  for (const name of listFiles(folder)) {
    const path = join(folder, name);
    if (!isKept(name.slice(0, -extension.length))) {
      rmSync(path, { force: true });
      continue;
    }
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined) kept.push({ path, bytes: stats.size, changedMs: stats.mtimeMs });
  }
  let bytes = 0;
  for (const file of kept.toSorted((a, b) => b.changedMs - a.changedMs)) {
    bytes += file.bytes;
    if (bytes > mostBytes) rmSync(file.path, { force: true });
  }
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(extension));
  } catch {
    // There is none before the first recording.
    return [];
  }
}
