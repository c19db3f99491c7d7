import { closeSync, copyFileSync, openSync, readSync } from 'node:fs';

const headerBytes = 32;
/** As SQLite's file format has it: https://www.sqlite.org/fileformat2.html#walformat */
const magicNumbers: ReadonlySet<number> = new Set([0x377f0682, 0x377f0683]);
const pauseMs = 50;

/**
 * Keeps a copy of a write-ahead log that SQLite would take for none at all, and says where; what was committed into
 * it cannot be read. Undefined when the log is sound or there is none.
 */
export function keepDamagedLog(path: string): string | undefined {
  const log = `${path}-wal`;
  if (isSound(log)) return undefined;
  // Another process may just be writing it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  if (isSound(log)) return undefined;
  const copy = `${log}.damaged-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  copyFileSync(log, copy);
  return copy;
}

function isSound(log: string): boolean {
  const header = Buffer.alloc(headerBytes);
  let file: number;
  try {
    file = openSync(log, 'r');
  } catch {
    return true;
  }
  const length = readSync(file, header, 0, headerBytes, 0);
  closeSync(file);
  if (length === 0) return true;
  return (
    length === headerBytes &&
    magicNumbers.has(header.readUInt32BE(0)) &&
    header.readUInt32BE(24) === sumOf(header)[0] &&
    header.readUInt32BE(28) === sumOf(header)[1]
  );
}

/** The checksum of the header's first 24 bytes; the magic number says in which order their bytes are read. */
function sumOf(header: Buffer): readonly [number, number] {
  const isBigEndian = (header.readUInt32BE(0) & 1) === 1;
  const read = (at: number): number =>
    isBigEndian ? header.readUInt32BE(at) : header.readUInt32LE(at);
  let first = 0;
  let second = 0;
  for (let at = 0; at < 24; at += 8) {
    first = (first + read(at) + second) >>> 0;
    second = (second + read(at + 4) + first) >>> 0;
  }
  return [first, second];
}
