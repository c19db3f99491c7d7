import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { HttpCall } from '../../contracts/http-client.ts';
import { MillraceError } from '../../shared/errors.ts';

/** Reads an answer's body, unpacked, and no more of it than the call allows. */
export async function readBody(
  answer: IncomingMessage,
  { maxBytes, onProgress }: Pick<HttpCall, 'maxBytes' | 'onProgress'>,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly bytes: number }> {
  const announced = Number(answer.headers['content-length'] ?? Number.NaN);
  const total = Number.isFinite(announced) ? announced : undefined;
  if (total !== undefined && total > maxBytes) {
    answer.destroy();
    throw tooLarge(maxBytes);
  }
  let received = 0;
  let unpacked = 0;
  const chunks: Uint8Array[] = [];
  answer.on('data', (chunk: Uint8Array) => {
    received += chunk.byteLength;
    onProgress?.(received, total);
  });
  const body = unpack(answer);
  const onAbort = (): void => void body.destroy(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      unpacked += chunk.byteLength;
      // A small packed body can unpack to a very large one.
      if (unpacked > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    answer.destroy();
  }
  return { text: decode(Buffer.concat(chunks), answer.headers['content-type']), bytes: received };
}

/** Errors travel from the connection into the unpacker, which would wait for more otherwise. */
function unpack(answer: IncomingMessage): Readable {
  const packing = answer.headers['content-encoding']?.toLowerCase();
  const unpacker =
    packing === 'gzip' || packing === 'x-gzip'
      ? createGunzip()
      : packing === 'deflate'
        ? createInflate()
        : packing === 'br'
          ? createBrotliDecompress()
          : undefined;
  if (unpacker === undefined) return answer;
  answer.on('error', (error) => unpacker.destroy(error));
  return answer.pipe(unpacker);
}

function decode(bytes: Uint8Array, contentType = ''): string {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function tooLarge(maxBytes: number): MillraceError {
  return new MillraceError('http_too_large', `The answer is larger than ${maxBytes} bytes.`, {
    action: 'Ask for less, or raise the size limit of the request.',
  });
}
