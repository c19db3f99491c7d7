import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Grants } from '../contracts/grants.ts';
import { MillraceError } from '../shared/errors.ts';

/** Options that let flows reach something; each may be given several times. */
export interface GrantOptions {
  readonly allowFolder: readonly string[];
  readonly allowHost: readonly string[];
  readonly allowCommand: readonly string[];
}

/** A host, its port if it matters, or a pattern: `example.com`, `[::1]:8080`, `*.example.com`, `*`. */
const hostPattern =
  /^(?:\*|(?:\*\.)?[\p{L}\p{N}._-]+(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?|[0-9a-f:.]+)$/iu;

/** What the options grant. Throws `invalid_argument` for a folder that is none and a host that cannot be one. */
export function readGrants({ allowFolder, allowHost, allowCommand }: GrantOptions): Grants {
  return {
    folders: allowFolder.map(readFolder),
    hosts: allowHost.map(readHost),
    commands: allowCommand,
  };
}

function readFolder(path: string): string {
  const folder = resolve(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new MillraceError('invalid_argument', `There is no folder ${folder}.`, {
    action: 'Give --allow-folder a folder that exists.',
  });
}

function readHost(text: string): string {
  const host = text.trim().toLowerCase();
  if (!hostPattern.test(host)) {
    throw new MillraceError('invalid_argument', `"${text}" is no host.`, {
      action: 'Give --allow-host a name such as example.com, without https:// and without a path.',
    });
  }
  return host.replace(/^\[([^\]]*)\]$/, '$1');
}
