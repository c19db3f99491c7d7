import { registerHooks } from 'node:module';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MillraceError } from '../../shared/errors.ts';
import type { ModuleSnapshot } from './read-module-folder.ts';

/** Names that modules import and this program answers with what it runs itself, so that there is one copy of each. */
export type LentLibraries = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Served {
  readonly folderUrl: string;
  readonly source: string;
}

const query = '?millrace=';
const lentScheme = 'millrace-lent:';

/** By address, that of each version its own: Node never loads an address twice. */
const served = new Map<string, Served>();
const lent = new Map<string, Readonly<Record<string, unknown>>>();
/** Where the source of a lent library finds it. */
const lentKey = Symbol.for('millrace.lent');
let versions = 0;
let isHooked = false;

/**
 * Makes the files of a folder importable as they are in memory, whatever happens to them on the disk meanwhile; answers
 * how a file is addressed. They may import each other, packages, and what is lent.
 */
export function serveModules(
  { folder, texts }: ModuleSnapshot,
  libraries: LentLibraries,
): (path: string) => string {
  hookOnce();
  for (const [name, library] of Object.entries(libraries)) lent.set(name, library);
  const version = ++versions;
  const folderUrl = `${pathToFileURL(folder).href}/`;
  const addressOf = (path: string): string =>
    `${pathToFileURL(join(folder, path)).href}${query}${version}`;
  for (const [path, source] of texts) served.set(addressOf(path), { folderUrl, source });
  return addressOf;
}

function hookOnce(): void {
  if (isHooked) return;
  isHooked = true;
  Object.defineProperty(globalThis, lentKey, { value: lent });
  registerHooks({
    resolve: (specifier, context, next) => {
      const parent = context.parentURL ?? '';
      const url = served.has(specifier) ? specifier : resolveFrom(parent, specifier);
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
    },
    load: (url, context, next) => {
      if (url.startsWith(lentScheme)) {
        const source = writeLent(decodeURIComponent(url.slice(lentScheme.length)));
        return { format: 'module', source, shortCircuit: true };
      }
      const found = served.get(url);
      if (found === undefined) return next(url, context);
      return { format: formatOf(url), source: found.source, shortCircuit: true };
    },
  });
}

/** Where an import of a served file leads; undefined for what Node finds itself: packages and its own modules. */
function resolveFrom(parent: string, specifier: string): string | undefined {
  const importer = served.get(parent);
  if (importer === undefined) return undefined;
  if (lent.has(specifier)) return lentScheme + encodeURIComponent(specifier);
  if (!/^(?:\.{0,2}\/|file:)/.test(specifier)) return undefined;
  const [plain = '', version = ''] = parent.split(query);
  const { href } = new URL(specifier, plain);
  const url = [href, href.replace(/\.(m?)js$/, '.$1ts')]
    .map((wanted) => wanted + query + version)
    .find((wanted) => served.has(wanted));
  if (url !== undefined) return url;
  const isInside = href.startsWith(importer.folderUrl);
  throw new MillraceError(
    isInside ? 'module_broken' : 'module_outside',
    isInside ? `There is no file "${specifier}".` : `"${specifier}" lies outside the folder.`,
    {
      action: isInside
        ? 'Check the path, with the file’s ending.'
        : 'Move it into the folder: only what lies there was looked at when it was trusted.',
    },
  );
}

function formatOf(url: string): string {
  const ending = extname(new URL(url).pathname);
  if (ending === '.json') return 'json';
  return ending === '.ts' || ending === '.mts' ? 'module-typescript' : 'module';
}

/** A module that gives out the very values of a library that runs already. */
function writeLent(name: string): string {
  const names = Object.keys(lent.get(name) ?? {});
  const lines = names.map(
    (key, index) =>
      `const v${index} = lib[${JSON.stringify(key)}]; export { v${index} as ${JSON.stringify(key)} };`,
  );
  return [
    `const lib = globalThis[Symbol.for('millrace.lent')].get(${JSON.stringify(name)});`,
    ...lines,
  ].join('\n');
}
