import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { MillraceError } from '../../shared/errors.ts';

/**
 * Writes texts into a file as they come, packed with gzip where its name ends in .gz; the file appears under its name once
 * it is whole, readable to its owner only. Throws `file_unwritable`; what `texts` throws goes on.
 */
export async function writePieces(path: string, texts: Iterable<string>): Promise<void> {
  const draft = `${path}.${crypto.randomUUID()}.draft`;
  let ownFault: unknown;
  function* guarded(): Generator<string> {
    try {
      yield* gather(texts);
    } catch (error) {
      ownFault = error;
      throw error;
    }
  }
  try {
    const file = createWriteStream(draft, { mode: 0o600, flags: 'wx' });
    const source = Readable.from(guarded());
    await (path.endsWith('.gz')
      ? pipeline(source, createGzip({ level: 6 }), file)
      : pipeline(source, file));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    if (ownFault !== undefined) throw ownFault;
    throw new MillraceError('file_unwritable', `${path} cannot be written.`, {
      action: 'Choose another place.',
      cause: error,
    });
  }
}

const pieceCharacters = 64 * 1024;

/** Small texts one by one would cost more than all the rest. */
function* gather(texts: Iterable<string>): Generator<string> {
  let held: string[] = [];
  let length = 0;
  for (const text of texts) {
    held.push(text);
    length += text.length;
    if (length < pieceCharacters) continue;
    yield held.join('');
    held = [];
    length = 0;
  }
  if (length > 0) yield held.join('');
}
