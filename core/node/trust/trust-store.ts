import { readFileSync, statSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { TrustGrant, TrustStore } from '../../contracts/trust.ts';
import { reachKey, reachKinds, type Reach } from '../../model/reach.ts';
import { MillraceError } from '../../shared/errors.ts';
import { replaceFile } from '../host/replace-file.ts';

/** A folder of modules that the person trusts. */
export interface TrustedFolder {
  /** Its real path. */
  readonly folder: string;
  /** The content that was agreed to; '' for any, while the person works on it. */
  readonly digest: string;
  /** Loaded in every engine, not only where it is asked for. */
  readonly always: boolean;
}

/** What the person agreed to: flows' reaches, and folders of modules. */
export interface PersonalTrust extends TrustStore {
  readonly folders: {
    list(): readonly TrustedFolder[];
    /** Replaces the entry of the same folder. Throws `trust_unwritable`. */
    put(folder: TrustedFolder): void;
    /** Whether it was there. Throws `trust_unwritable`. */
    remove(folder: string): boolean;
  };
}

const format = 'millrace/trust';

const reach = z.object({ what: z.enum(reachKinds), name: z.string(), to: z.string() });
const grant = z.object({
  id: z.string(),
  name: z.string(),
  grantedMs: z.number(),
  reaches: z.array(reach),
  folders: z.array(z.string()),
});
const moduleFolder = z.object({ folder: z.string(), digest: z.string(), always: z.boolean() });
const trustFile = z.object({
  format: z.literal(format),
  formatVersion: z.literal(1),
  grants: z.array(grant),
  modules: z.array(moduleFolder),
});
type TrustFile = z.output<typeof trustFile>;

const nothing: TrustFile = { format, formatVersion: 1, grants: [], modules: [] };

/** Where the person's word is kept: beside the record. */
export function trustPathBeside(recordPath: string): string {
  return join(dirname(recordPath), 'trust.json');
}

/** Opens the file of what the person agreed to, which need not exist; one that cannot be read grants nothing. */
export function openTrustStore(path: string): PersonalTrust {
  let readFor = '';
  let current = nothing;
  const read = (): TrustFile => {
    const stamp = stampOf(path);
    if (stamp === readFor) return current;
    current = readFile(path);
    readFor = stamp;
    return current;
  };
  const write = (change: Partial<TrustFile>): void => {
    try {
      replaceFile(path, `${JSON.stringify({ ...read(), ...change }, undefined, 2)}\n`);
    } catch (error) {
      throw new MillraceError('trust_unwritable', `The file ${path} cannot be written.`, {
        action: 'Check the rights of its folder and the space on the disk.',
        cause: error,
      });
    }
    readFor = '';
  };
  return {
    list: () => read().grants,
    add: (added) => {
      const whole: TrustGrant = { ...added, id: randomUUID(), grantedMs: Date.now() };
      const same = keysOf(whole.reaches);
      const others = read().grants.filter(({ reaches }) => keysOf(reaches) !== same);
      write({ grants: [...others, whole] as TrustFile['grants'] });
      return whole;
    },
    remove: (id) => {
      const { grants } = read();
      const rest = grants.filter((entry) => entry.id !== id);
      if (rest.length === grants.length) return false;
      write({ grants: rest });
      return true;
    },
    folders: {
      list: () => read().modules,
      put: (folder) => {
        const others = read().modules.filter((entry) => entry.folder !== folder.folder);
        write({ modules: [...others, folder] });
      },
      remove: (folder) => {
        const { modules } = read();
        const rest = modules.filter((entry) => entry.folder !== folder);
        if (rest.length === modules.length) return false;
        write({ modules: rest });
        return true;
      },
    },
  };
}

function keysOf(reaches: readonly Reach[]): string {
  return reaches.map(reachKey).toSorted().join('\n');
}

function readFile(path: string): TrustFile {
  try {
    const parsed = trustFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : nothing;
  } catch {
    // Missing, or damaged: what nobody can read, nobody agreed to.
    return nothing;
  }
}

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? 'missing' : `${found.mtimeNs}-${found.size}-${found.ino}`;
}
