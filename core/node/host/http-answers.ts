import type { IncomingMessage, ServerResponse } from 'node:http';
import { MillraceError, toPlainErrorInfo } from '../../shared/errors.ts';
import { contentSecurityPolicy } from './page-files.ts';

/** Sets the headers that every answer carries: who may load, frame or read it. */
export function setSafetyHeaders(response: ServerResponse): void {
  response.setHeader('content-security-policy', contentSecurityPolicy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('cache-control', 'no-store');
}

export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}

/** Answers with `{ error }`; the status follows from the error's code. */
export function answerError(response: ServerResponse, error: unknown): void {
  const info = toPlainErrorInfo(error);
  answerJson(response, { error: info }, statuses[info.code] ?? 500);
}

const statuses: Readonly<Record<string, number>> = {
  not_found: 404,
  bad_request: 400,
  body_too_large: 413,
  unknown_handle: 403,
  file_changed: 409,
  not_allowed: 405,
};

/** A page with one sentence, for people; `continueTo` moves the browser on by itself. */
export function answerPage(
  response: ServerResponse,
  status: number,
  sentence: string,
  continueTo?: string,
): void {
  const refresh =
    continueTo === undefined ? '' : `<meta http-equiv="refresh" content="0;url=${continueTo}">`;
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Millrace</title>${refresh}
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32em;margin:20vh auto;padding:0 1.5em;color-scheme:light dark}</style>
</head><body><h1>Millrace</h1><p>${sentence}</p></body></html>
`);
}

/** The body as JSON; throws `bad_request`, or `body_too_large` above the limit. */
export async function readJsonBody(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  // Refused before it is read: breaking off a body later also breaks the connection for the answer.
  if (Number(request.headers['content-length']) > limitBytes) throw bodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw bodyTooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    throw new MillraceError('bad_request', 'The request holds no JSON.', { cause: error });
  }
}

function bodyTooLarge(): MillraceError {
  return new MillraceError('body_too_large', 'The file is too large to be saved here.');
}
