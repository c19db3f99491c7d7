import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DocumentSource, SkippedDocument } from '../../contracts/document-indexes.ts';
import { MillraceError } from '../../shared/errors.ts';
import { findFile } from '../files/find-file.ts';
import { isReadable, whyUnreadable } from './read-document.ts';

/** A file that shall be in a collection. */
interface ListedFile {
  /** The path within the folder, with slashes. */
  readonly name: string;
  /** The real path. */
  readonly path: string;
  /** Changes whenever the file does, as far as the file system tells. */
  readonly stamp: string;
}

export interface FileListing {
  /** The real path of the file or folder. */
  readonly root: string;
  readonly files: readonly ListedFile[];
  readonly skipped: readonly SkippedDocument[];
}

type FilesSource = Extract<DocumentSource, { readonly kind: 'files' }>;

const mostFiles = 20_000;

/**
 * The files behind a path, in the order of their names. Links, hidden files and installed packages are left out of
 * folders. Throws `not_granted`, `path_refused`, `file_missing`, `document_unsupported`, `too_many_documents`.
 */
export async function listDocuments(
  source: FilesSource,
  signal: AbortSignal,
): Promise<FileListing> {
  const { path: root, exists } = await findFile(source);
  if (!exists) {
    throw new MillraceError('file_missing', `There is no file or folder "${source.path}".`, {
      action: 'Check the path; it starts in a folder that is allowed to the flow.',
    });
  }
  const facts = await lstat(root, { bigint: true });
  if (!facts.isDirectory()) {
    const why = whyUnreadable(root);
    if (why !== undefined) throw unsupported(source.path, why);
    return {
      root,
      files: [{ name: basename(root), path: root, stamp: stampOf(facts) }],
      skipped: [],
    };
  }
  const files: ListedFile[] = [];
  const skipped: SkippedDocument[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      signal.throwIfAborted();
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(name);
      if (!entry.isFile() || !isWanted(name, source.endings)) continue;
      const why = whyUnreadable(name);
      if (why !== undefined) {
        skipped.push({ name, reason: why });
        continue;
      }
      if (files.length >= mostFiles) throw tooMany(source.path);
      const path = join(root, name);
      files.push({ name, path, stamp: stampOf(await lstat(path, { bigint: true })) });
    }
  }
  const inOrder = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { root, files: inOrder, skipped };
}

/** The error for a document that no text can be taken from. */
export function unsupported(name: string, why: string): MillraceError {
  return new MillraceError('document_unsupported', `"${name}" cannot be searched: ${why}.`, {
    action: 'Save it as text, Markdown, HTML, JSON or CSV, and name that file.',
  });
}

/** Unnamed endings are those that can be read, and those that people would miss. */
function isWanted(name: string, endings: readonly string[]): boolean {
  if (endings.length === 0) return isReadable(name) || whyUnreadable(name) !== undefined;
  const lower = name.toLowerCase();
  return endings.some((ending) => lower.endsWith(ending));
}

function stampOf({ size, mtimeNs }: { readonly size: bigint; readonly mtimeNs: bigint }): string {
  return `${size}:${mtimeNs}`;
}

function tooMany(path: string): MillraceError {
  return new MillraceError(
    'too_many_documents',
    `"${path}" holds more than ${mostFiles} documents.`,
    { action: 'Name a smaller folder, or fewer endings.' },
  );
}
