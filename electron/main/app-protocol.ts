import { readFile } from 'node:fs/promises';
import type { Protocol } from 'electron';
import { contentSecurityPolicy, findPageFile } from '../../core/node/host/page-files.ts';

const scheme = 'app';
const host = 'millrace';

/** Where the page comes from; nothing else is trusted. */
export const appOrigin = `${scheme}://${host}`;

/** Must run before the app is ready, and once. */
export function registerAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Whether an address belongs to our own page. */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${scheme}:` && url.host === host;
}

/** Serves the built page from `root` with the policy on every answer. */
export function serveApp(protocol: Protocol, root: string): void {
  protocol.handle(scheme, async (request) => {
    if (request.method !== 'GET') return answer(405);
    const file = isAppUrl(request.url)
      ? findPageFile(root, new URL(request.url).pathname)
      : undefined;
    if (file === undefined) return answer(404);
    try {
      return answer(200, await readFile(file.path), file.contentType);
    } catch {
      return answer(404);
    }
  });
}

function answer(
  status: number,
  body: Uint8Array<ArrayBuffer> | null = null,
  contentType = 'application/octet-stream',
): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': contentType,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    },
  });
}
