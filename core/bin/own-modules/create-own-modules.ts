import { existsSync, watch, type FSWatcher } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ModuleFolder, ModuleFolderState } from '../../contracts/own-modules.ts';
import { kindId } from '../../module/kind-names.ts';
import type { OwnKinds, OwnModules } from '../../module/own-modules.ts';
import { builtInKinds } from '../../modules/index.ts';
import { readModuleFolder } from '../../node/modules/read-module-folder.ts';
import type { ModuleSnapshot } from '../../node/modules/read-module-folder.ts';
import type { LentLibraries } from '../../node/modules/serve-modules.ts';
import type { PersonalTrust, TrustedFolder } from '../../node/trust/trust-store.ts';
import { MillraceError } from '../../shared/errors.ts';
import { loadKinds, nothingLoaded, type LoadedFolder } from './load-kinds.ts';

export interface OwnModulesOptions {
  /** Folders to look at, besides those that the person always loads. One that is missing is left out. */
  readonly folders: readonly string[];
  readonly store: PersonalTrust;
  /** What modules get when they import certain names; called before the first folder is loaded. */
  readonly loadLibraries: () => Promise<LentLibraries>;
  /** Whether folders are watched and loaded again when they change. Default: yes. */
  readonly watches?: boolean;
}

/** Editors write a file in several steps. */
const quietMs = 120;

/** Opens the person's own modules: loads what is trusted, and follows the folders. */
export function createOwnModules(options: OwnModulesOptions): OwnModules {
  return new FolderModules(options);
}

interface Watched {
  snapshot: ModuleSnapshot | undefined;
  /** The content that was loaded last; '' for none. */
  loadedDigest: string;
  loaded: LoadedFolder;
  readonly watcher: FSWatcher | undefined;
}

class FolderModules implements OwnModules {
  readonly ready: Promise<void>;
  readonly #options: OwnModulesOptions;
  readonly #folders = new Map<string, Watched>();
  readonly #listeners = new Set<() => void>();
  readonly #looked = new Set<string>();
  #kinds: OwnKinds = { kinds: [], problems: [] };
  /** One at a time: a load that waits on a slow import must not overtake the one after it. */
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: OwnModulesOptions) {
    this.#options = options;
    const always = options.store.folders.list().filter((entry) => entry.always);
    for (const folder of [...options.folders, ...always.map((entry) => entry.folder)])
      this.#open(folder);
    this.ready = this.#queue();
  }

  current(): OwnKinds {
    return this.#kinds;
  }

  list(): readonly ModuleFolder[] {
    return [...this.#folders.keys()].map((folder) => this.#describe(folder));
  }

  add(folder: string): ModuleFolder {
    const { folder: real } = readModuleFolder(resolve(folder));
    this.#open(real);
    void this.#queue();
    return this.#describe(real);
  }

  lookBeside(flowFile: string): void {
    const beside = join(dirname(flowFile), 'modules');
    if (this.#looked.has(beside) || !existsSync(beside)) return;
    this.#looked.add(beside);
    this.#open(beside);
    void this.#queue().then(() => this.#tell());
  }

  async trust({ folder, digest, whileEdited, always }: ModuleTrustOf): Promise<ModuleFolder> {
    const snapshot = readModuleFolder(folder);
    if (snapshot.digest !== digest) {
      throw new MillraceError('modules_changed', 'The folder holds something else by now.', {
        action: 'Look at its files again.',
      });
    }
    const { folder: real } = snapshot;
    this.#options.store.folders.put({
      folder: real,
      digest: whileEdited ? '' : digest,
      always,
    });
    this.#open(real);
    await this.#queue();
    this.#tell();
    return this.#describe(real);
  }

  remove(folder: string): boolean {
    const watched = this.#folders.get(folder);
    watched?.watcher?.close();
    this.#folders.delete(folder);
    const wasTrusted = this.#options.store.folders.remove(folder);
    this.#gather();
    this.#tell();
    return wasTrusted || watched !== undefined;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    for (const { watcher } of this.#folders.values()) watcher?.close();
    this.#listeners.clear();
  }

  #open(path: string): void {
    const snapshot = tryRead(path);
    const folder = snapshot?.folder ?? resolve(path);
    const known = this.#folders.get(folder);
    if (known) known.snapshot = snapshot;
    else if (snapshot)
      this.#folders.set(folder, {
        snapshot,
        loadedDigest: '',
        loaded: nothingLoaded,
        watcher: this.#watch(folder),
      });
  }

  #watch(folder: string): FSWatcher | undefined {
    if (this.#options.watches === false) return undefined;
    let timer: NodeJS.Timeout | undefined;
    try {
      const watcher = watch(folder, { recursive: true, persistent: false }, () => {
        clearTimeout(timer);
        timer = setTimeout(() => this.#handleChange(folder), quietMs).unref();
      });
      // A folder that goes away: what was loaded stays until it is taken away.
      watcher.on('error', () => undefined);
      return watcher;
    } catch {
      return undefined;
    }
  }

  #handleChange(folder: string): void {
    const watched = this.#folders.get(folder);
    if (this.#isClosed || watched === undefined) return;
    const before = watched.snapshot?.digest;
    watched.snapshot = tryRead(folder);
    if (watched.snapshot?.digest === before) return;
    void this.#queue().then(() => this.#tell());
  }

  #queue(): Promise<void> {
    this.#work = this.#work.then(() => this.#loadChanged());
    return this.#work;
  }

  async #loadChanged(): Promise<void> {
    for (const [folder, watched] of this.#folders) {
      const { snapshot } = watched;
      if (snapshot === undefined || this.#isClosed) continue;
      const isDue = this.#stateOf(folder) === 'trusted' && snapshot.digest !== watched.loadedDigest;
      if (!isDue) continue;
      watched.loadedDigest = snapshot.digest;
      const isTaken = (kind: string): boolean => this.#isTaken(kind, folder);
      const libraries = await this.#options.loadLibraries();
      watched.loaded = await loadKinds(snapshot, libraries, watched.loaded, isTaken);
      this.#gather();
      this.#tell();
    }
  }

  #isTaken(kind: string, except: string): boolean {
    if (builtInKinds.some((shipped) => kindId(shipped) === kind)) return true;
    return [...this.#folders].some(
      ([folder, { loaded }]) =>
        folder !== except && [...loaded.byFile.values()].flat().some((own) => kindId(own) === kind),
    );
  }

  #gather(): void {
    const loaded = [...this.#folders.values()].map((folder) => folder.loaded);
    this.#kinds = {
      kinds: loaded.flatMap(({ byFile }) => [...byFile.values()].flat()),
      problems: loaded.flatMap(({ problems }) => problems),
    };
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #describe(folder: string): ModuleFolder {
    const watched = this.#folders.get(folder);
    const trusted = this.#trustOf(folder);
    return {
      folder,
      state: this.#stateOf(folder),
      digest: watched?.snapshot?.digest ?? '',
      whileEdited: trusted?.digest === '',
      always: trusted?.always === true,
      files: watched?.snapshot?.files ?? [],
      kinds: [...(watched?.loaded.byFile.values() ?? [])].flat().map(kindId),
      problems: watched?.loaded.problems ?? [],
    };
  }

  #stateOf(folder: string): ModuleFolderState {
    const snapshot = this.#folders.get(folder)?.snapshot;
    if (snapshot === undefined) return 'unreadable';
    const trusted = this.#trustOf(folder);
    if (trusted === undefined) return 'untrusted';
    return trusted.digest === '' || trusted.digest === snapshot.digest ? 'trusted' : 'changed';
  }

  #trustOf(folder: string): TrustedFolder | undefined {
    return this.#options.store.folders.list().find((entry) => entry.folder === folder);
  }
}

type ModuleTrustOf = Parameters<OwnModules['trust']>[0];

function tryRead(folder: string): ModuleSnapshot | undefined {
  try {
    return readModuleFolder(folder);
  } catch {
    return undefined;
  }
}
