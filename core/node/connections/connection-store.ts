import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConnectionFile, ConnectionFileFinding } from '../../contracts/connection.ts';
import type { ConnectionSettings } from '../../model/connection-settings.ts';
import { MillraceError } from '../../shared/errors.ts';
import { emptyConnectionFile, readConnectionFile, writeConnectionFile } from './connection-file.ts';
import type { ReadConnectionFile } from './connection-file.ts';
import { replaceFile } from '../host/replace-file.ts';

/** The connections that a person made, in one JSON file. */
export interface ConnectionStore {
  /** In the order of the file. What another process wrote meanwhile is there at once. */
  list(): readonly ConnectionSettings[];
  file(): ConnectionFile;
  /** Adds a connection, or replaces the one of the same id. Throws `connections_unwritable`, `connections_newer`. */
  put(settings: ConnectionSettings): void;
  /** Whether there was such a connection. Throws as `put`. */
  remove(id: string): boolean;
}

/** Where connections lie: beside the record. */
export function connectionsPathBeside(recordPath: string): string {
  return join(dirname(recordPath), 'connections.json');
}

/** Opens the file of connections, which need not exist yet. `builtIn` are ids that no entry can have. */
export function openConnectionStore(path: string, builtIn: ReadonlySet<string>): ConnectionStore {
  let readFor = '';
  let current = emptyConnectionFile;

  // Asked of the file system each time: cheaper than a watcher, and no change can be missed.
  const read = (): ReadConnectionFile => {
    const stamp = stampOf(path);
    if (stamp === readFor) return current;
    current = stamp === 'missing' ? emptyConnectionFile : readFile(path, builtIn);
    readFor = stamp;
    return current;
  };

  const write = (connections: readonly ConnectionSettings[]): void => {
    const { state, kept } = read();
    if (state === 'newer') {
      const [finding] = read().findings as readonly [ConnectionFileFinding];
      throw MillraceError.fromInfo({ ...finding });
    }
    try {
      if (state === 'broken') setAside(path);
      replaceFile(path, writeConnectionFile(connections, kept));
    } catch (error) {
      throw new MillraceError('connections_unwritable', `The file ${path} cannot be written.`, {
        action: 'Check the rights of its folder and the space on the disk.',
        cause: error,
      });
    }
    readFor = '';
  };

  return {
    list: () => read().connections,
    file: () => ({ path, findings: read().findings }),
    put(settings) {
      const { connections } = read();
      const isKnown = connections.some(({ id }) => id === settings.id);
      write(
        isKnown
          ? connections.map((one) => (one.id === settings.id ? settings : one))
          : [...connections, settings],
      );
    },
    remove(id) {
      const { connections } = read();
      const rest = connections.filter((one) => one.id !== id);
      if (rest.length === connections.length) return false;
      write(rest);
      return true;
    },
  };
}

/** Changes whenever the file does: every write of ours makes a new file. */
function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'missing' : `${found.ino}:${found.size}:${found.mtimeMs}`;
}

function readFile(path: string, builtIn: ReadonlySet<string>): ReadConnectionFile {
  try {
    return readConnectionFile(readFileSync(path, 'utf8'), builtIn);
  } catch {
    const message = `The file ${path} cannot be opened, so none of your connections is there.`;
    return {
      ...emptyConnectionFile,
      findings: [{ code: 'connections_unreadable', message, action: 'Check its rights.' }],
      // Not ours to overwrite: what it holds is unknown.
      state: 'newer',
    };
  }
}

function setAside(path: string): void {
  let aside = `${path}.bak`;
  for (let count = 2; existsSync(aside); count += 1) aside = `${path}.bak-${count}`;
  renameSync(path, aside);
}
