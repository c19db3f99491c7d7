import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { ModuleFile } from '../../contracts/own-modules.ts';
import { MillraceError } from '../../shared/errors.ts';

/** The files of a folder of modules as they were at one moment: what is trusted is what is loaded. */
export interface ModuleSnapshot {
  /** The real path of the folder. */
  readonly folder: string;
  /** SHA-256 of all names and contents, in hexadecimal. */
  readonly digest: string;
  readonly files: readonly ModuleFile[];
  /** By path from the folder, with `/`. */
  readonly texts: ReadonlyMap<string, string>;
}

const mostFiles = 500;
const mostBytes = 20 * 1024 * 1024;
const deepest = 8;

const codeEndings: ReadonlySet<string> = new Set(['.ts', '.mts', '.js', '.mjs', '.json']);

/** Whether a file brings kinds: those at the top of the folder, but for tests and declarations. */
export function isModuleFile(path: string): boolean {
  return (
    !path.includes('/') && /(?<!\.d|\.test|\.spec)\.m?[tj]s$/.test(path) && !path.startsWith('.')
  );
}

/** Reads all code of a folder and of those in it, but for packages and hidden ones. Throws `modules_unreadable`. */
export function readModuleFolder(path: string): ModuleSnapshot {
  try {
    const folder = realpathSync(path);
    const texts = new Map<string, string>();
    const files: ModuleFile[] = [];
    const hash = createHash('sha256');
    let total = 0;
    for (const name of listCode(folder)) {
      const { size } = statSync(join(folder, name));
      total += size;
      if (files.length >= mostFiles || total > mostBytes) throw tooLarge(folder);
      const text = readFileSync(join(folder, name), 'utf8');
      texts.set(name, text);
      files.push({ path: name, bytes: size });
      // Lengths keep names and contents apart: no two folders give the same bytes.
      hash.update(`${name.length}:${name}${text.length}:${text}`);
    }
    return { folder, digest: hash.digest('hex'), files, texts };
  } catch (error) {
    if (error instanceof MillraceError) throw error;
    throw new MillraceError('modules_unreadable', `The folder ${path} cannot be read.`, {
      action: 'Check the path, and that you may read it.',
      cause: error,
    });
  }
}

function listCode(root: string): readonly string[] {
  const found: string[] = [];
  const visit = (below: string, depth: number): void => {
    for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      // Links are left out: what they lead to is not in this folder.
      if (entry.isDirectory() && depth < deepest) visit(path, depth + 1);
      else if (entry.isFile() && codeEndings.has(extname(entry.name))) found.push(path);
    }
  };
  visit('', 0);
  return found.toSorted();
}

function tooLarge(folder: string): MillraceError {
  return new MillraceError(
    'modules_unreadable',
    `The folder ${folder} holds more than ${mostFiles} files or ${mostBytes / 1024 / 1024} MB of code.`,
    { action: 'Choose a folder that holds modules only.' },
  );
}
