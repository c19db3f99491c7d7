import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { findPageFile } from './page-files.ts';

/** Answers with a file of the folder; false, with nothing sent, when the path names none. */
export async function answerStaticFile(
  root: string,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const file = findPageFile(root, pathname);
  if (file === undefined) return false;
  const found = await stat(file.path).catch(() => undefined);
  if (found === undefined || !found.isFile()) return false;
  response.writeHead(200, {
    'content-type': file.contentType,
    'content-length': found.size,
    'cache-control': isHashed(pathname) ? 'private, max-age=31536000, immutable' : 'no-store',
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file.path), response);
  return true;
}

/** Vite puts a hash of the content into the name of everything under assets/. */
function isHashed(pathname: string): boolean {
  return pathname.startsWith('/assets/');
}
