import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import type { TrafficPiece } from '../../contracts/run-traffic.ts';
import { MillraceError } from '../../shared/errors.ts';

// A recording is a row of blocks: the length of each as four bytes, little end first, then its lines deflated. A stream
// of events says the same over and over, so it shrinks to a tenth or less. Beside it stand, until they are deflated, the
// newest blocks as plain text, each with its number in the row and its length; what stands in the row too does not count.
// A block that a crash cut off is left out.

const lengthBytes = 4;
const pendingHeadBytes = 8;
const pieceCharacters = 1024 * 1024;

/** Where the blocks of a recording stand that are not yet deflated. */
export function pendingPathOf(path: string): string {
  return `${path}.pending`;
}

/** A deflated block as it stands in its recording. */
export function frameBlock(deflated: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(lengthBytes + deflated.length);
  bytes.writeUInt32LE(deflated.length);
  bytes.set(deflated, lengthBytes);
  return bytes;
}

/** A block that is not yet deflated; `index` counts the blocks of its recording. */
export function framePending(index: number, text: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(pendingHeadBytes + text.length);
  bytes.writeUInt32LE(index);
  bytes.writeUInt32LE(text.length, lengthBytes);
  bytes.set(text, pendingHeadBytes);
  return bytes;
}

/** A piece of a recording from `offset` on; undefined when there is none. Throws `traffic_unreadable`. */
export function readTrafficPiece(path: string, offset: number): TrafficPiece | undefined {
  // Before the row: a block that enters it meanwhile is then read there, and not missed.
  const pending = readFile(pendingPathOf(path));
  const file = openForReading(path);
  if (file === undefined && pending === undefined) return undefined;
  try {
    const size = file === undefined ? 0 : fstatSync(file).size;
    const piece = file === undefined ? { text: '' } : readBlocks(file, size, offset);
    if (piece.nextOffset !== undefined || pending === undefined) return piece;
    const count = file === undefined ? 0 : countBlocks(file, size);
    return { text: piece.text + readPending(pending, count) };
  } catch (error) {
    throw unreadable(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readFile(path: string): Buffer | undefined {
  const file = openForReading(path);
  if (file === undefined) return undefined;
  try {
    return readFileSync(file);
  } catch (error) {
    throw unreadable(error);
  } finally {
    closeSync(file);
  }
}

function openForReading(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(error);
  }
}

function readBlocks(file: number, size: number, offset: number): TrafficPiece {
  let at = offset;
  let text = '';
  while (at + lengthBytes <= size) {
    if (text.length >= pieceCharacters) return { text, nextOffset: at };
    const length = readAt(file, at, lengthBytes).readUInt32LE();
    const end = at + lengthBytes + length;
    if (end > size) return { text };
    text += inflateRawSync(readAt(file, at + lengthBytes, length)).toString('utf8');
    at = end;
  }
  return { text };
}

function countBlocks(file: number, size: number): number {
  let count = 0;
  for (let at = 0; at + lengthBytes <= size; count += 1) {
    at += lengthBytes + readAt(file, at, lengthBytes).readUInt32LE();
    if (at > size) return count;
  }
  return count;
}

/** The text of the blocks from number `first` on. */
function readPending(pending: Buffer, first: number): string {
  let text = '';
  for (let at = 0; at + pendingHeadBytes <= pending.length;) {
    const index = pending.readUInt32LE(at);
    const start = at + pendingHeadBytes;
    const end = start + pending.readUInt32LE(at + lengthBytes);
    if (end > pending.length) break;
    if (index >= first) text += pending.toString('utf8', start, end);
    at = end;
  }
  return text;
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
