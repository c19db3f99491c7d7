import { isAbsolute, extname, join, relative, sep } from 'node:path';

/** The page's policy in every host: only our own files, no inline scripts, no other address. */
export const contentSecurityPolicy = [
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
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** A file of the built page. */
export interface PageFile {
  readonly path: string;
  readonly contentType: string;
}

/**
 * The file that a URL's path names below `root`; undefined when it leaves the folder or is of no kind that a page has.
 * Whether it exists is not looked at.
 */
export function findPageFile(root: string, pathname: string): PageFile | undefined {
  const path = resolveInside(root, pathname === '/' ? '/index.html' : pathname);
  const contentType = path === undefined ? undefined : contentTypes[extname(path)];
  return path === undefined || contentType === undefined ? undefined : { path, contentType };
}

function resolveInside(root: string, pathname: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0')) return undefined;
  const path = join(root, decoded);
  const inside = relative(root, path);
  const leaves = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return leaves ? undefined : path;
}
