import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { longestFlightLine } from '../../exports/flight/flight-line.ts';
import { MillraceError } from '../../shared/errors.ts';

/** What a file may ask of the machine that reads it. */
export interface ReadLimits {
  /** Bytes once unpacked; 16 GB by default. */
  readonly mostBytes?: number;
  /** How many times larger than itself a packed file may become, beyond its first 16 MB; 200 by default. */
  readonly mostRatio?: number;
}

/** Escapes may make six characters of one. */
const longestLine = longestFlightLine * 6 + 1_000;
const ratioFromBytes = 16 * 1024 * 1024;

/**
 * The lines of a file, plain or packed with gzip, read as they are taken. Throws `file_unreadable`, and `flight_invalid` for
 * what is no text, has endless lines or unpacks without end.
 */
export async function* readLines(path: string, limits: ReadLimits = {}): AsyncGenerator<string> {
  const file = await openFile(path);
  try {
    yield* splitLines(unpack(file, limits));
  } catch (error) {
    if (error instanceof MillraceError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_') === true)
      throw invalid('the packed file is damaged or cut off', error);
    throw unreadable(path, error);
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (error) {
    throw unreadable(path, error);
  }
  throw unreadable(path, new Error('It is no file.'));
}

async function* unpack(file: FileHandle, limits: ReadLimits): AsyncGenerator<Uint8Array> {
  const { mostBytes = 16 * 1024 ** 3, mostRatio = 200 } = limits;
  const start = new Uint8Array(2);
  const { bytesRead } = await file.read(start, 0, 2, 0);
  const isPacked = bytesRead === 2 && start[0] === 0x1f && start[1] === 0x8b;
  const packed = file.createReadStream({ start: 0, autoClose: false });
  let received = 0;
  packed.on('data', (chunk) => (received += chunk.length));
  packed.pause();
  const gunzip = isPacked ? createGunzip() : undefined;
  if (gunzip !== undefined) packed.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  let unpacked = 0;
  try {
    for await (const chunk of (gunzip ?? packed) as AsyncIterable<Uint8Array>) {
      unpacked += chunk.byteLength;
      if (unpacked > mostBytes) throw invalid('it is too large', undefined);
      if (unpacked > ratioFromBytes && unpacked > received * mostRatio)
        throw invalid('it unpacks to far more than a run holds', undefined);
      yield chunk;
    }
  } finally {
    gunzip?.destroy();
    packed.destroy();
  }
}

async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let count = 0;
  for await (const chunk of chunks) {
    rest += decode(decoder, chunk);
    let start = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      count += 1;
      yield rest.slice(start, end);
      start = end + 1;
    }
    rest = rest.slice(start);
    if (rest.length > longestLine) throw invalid(`line ${count + 1} does not end`, undefined);
  }
  if (rest !== '') yield rest;
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw invalid('it is no text', error);
  }
}

function invalid(why: string, cause: unknown): MillraceError {
  return new MillraceError('flight_invalid', `The file cannot be opened: ${why}.`, {
    action: 'Choose a file that Millrace exported as a flight recording.',
    cause,
  });
}

function unreadable(path: string, cause: unknown): MillraceError {
  return new MillraceError('file_unreadable', `${path} cannot be read.`, {
    action: 'Check the path and your rights to the file.',
    cause,
  });
}
