import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import type { Protocol } from 'electron';

const scheme = 'app';
const host = 'millrace';

/** Where the page comes from; nothing else is trusted. */
export const appOrigin = `${scheme}://${host}`;

/** The page's policy: only our own files, no inline scripts, no network; the engine does all requests. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

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

/** The file that an address names inside `root`; undefined when it names anything else. */
function resolveAppFile(root: string, address: string): string | undefined {
  if (!isAppUrl(address)) return undefined;
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(address).pathname);
  } catch {
    return undefined;
  }
  if (pathname.includes('\0')) return undefined;
  const file = join(root, pathname === '/' ? 'index.html' : pathname);
  const inside = relative(root, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? undefined : file;
}

/** Serves the built page from `root` with the policy on every answer. */
export function serveApp(protocol: Protocol, root: string): void {
  protocol.handle(scheme, async (request) => {
    if (request.method !== 'GET') return answer(405);
    const file = resolveAppFile(root, request.url);
    if (file === undefined) return answer(404);
    try {
      return answer(200, await readFile(file), contentTypes[extname(file)]);
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
