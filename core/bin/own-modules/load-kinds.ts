import type { ModuleProblem } from '../../contracts/own-modules.ts';
import { kindId } from '../../module/kind-names.ts';
import { moduleBrand } from '../../module/module-base.ts';
import { KindRegistry, type ModuleKind } from '../../module/kind-registry.ts';
import { isModuleFile } from '../../node/modules/read-module-folder.ts';
import type { ModuleSnapshot } from '../../node/modules/read-module-folder.ts';
import { serveModules, type LentLibraries } from '../../node/modules/serve-modules.ts';
import { describeLoadError } from './describe-load-error.ts';

/** What a folder brings: kinds by the file they stand in, and what is wrong. */
export interface LoadedFolder {
  readonly byFile: ReadonlyMap<string, readonly ModuleKind[]>;
  readonly problems: readonly ModuleProblem[];
}

export const nothingLoaded: LoadedFolder = { byFile: new Map(), problems: [] };

/**
 * Runs the files of a folder and takes the modules that they export. A file that fails keeps the kinds that it gave
 * `before`: what runs goes on with them, and what starts is told what is wrong. Never rejects.
 */
export async function loadKinds(
  snapshot: ModuleSnapshot,
  libraries: LentLibraries,
  before: LoadedFolder,
  isTaken: (kind: string) => boolean,
): Promise<LoadedFolder> {
  const addressOf = serveModules(snapshot, libraries);
  const byFile = new Map<string, readonly ModuleKind[]>();
  const problems: ModuleProblem[] = [];
  const own = new Set<string>();
  for (const path of [...snapshot.texts.keys()].filter(isModuleFile)) {
    try {
      const found = takeKinds(await importInTime(addressOf(path)));
      for (const kind of found) {
        checkKind(kind, (id) => isTaken(id) || own.has(id));
        own.add(kindId(kind));
      }
      byFile.set(path, found);
      if (found.length === 0 && /\bModuleBase\b/.test(snapshot.texts.get(path) ?? ''))
        problems.push(empty(path));
    } catch (error) {
      const former = before.byFile.get(path) ?? [];
      byFile.set(path, former);
      for (const kind of former) own.add(kindId(kind));
      const kinds = former.length > 0 ? former.map(kindId) : [stemOf(path)];
      problems.push(describeLoadError(error, snapshot.folder, path, kinds));
    }
  }
  return { byFile, problems };
}

/** A file that waits for something at its top must not keep all others from loading. */
const loadLimitMs = 10_000;

async function importInTime(address: string): Promise<Readonly<Record<string, unknown>>> {
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => tooLate.reject(new Error(`It took longer than ${loadLimitMs / 1000} seconds to load`)),
    loadLimitMs,
  );
  try {
    return (await Promise.race([import(address), tooLate.promise])) as Record<string, unknown>;
  } finally {
    clearTimeout(timer);
  }
}

/** The modules among the exports; a base class that has no work of its own is none. */
function takeKinds(exported: Readonly<Record<string, unknown>>): readonly ModuleKind[] {
  const found = Object.values(exported).filter(
    (value): value is ModuleKind =>
      typeof value === 'function' &&
      (value as { [moduleBrand]?: unknown })[moduleBrand] === true &&
      typeof (value.prototype as Partial<Record<'forward', unknown>>)?.forward === 'function' &&
      Object.getPrototypeOf(value) !== Function.prototype,
  );
  return [...new Set(found)];
}

/** Throws what is wrong with a kind's statics: nothing of it must fail later, when all kinds are listed. */
function checkKind(kind: ModuleKind, isTaken: (kind: string) => boolean): void {
  const id = kindId(kind);
  if (isTaken(id)) throw new Error(`There is a kind with the id "${id}" already: rename this one`);
  if (!/^[^.\s]{1,100}$/.test(id)) throw new Error(`"${id}" cannot be the id of a kind`);
  const [described] = new KindRegistry([kind]).list();
  if (described === undefined || kind.settings.safeParse({}).success) return;
  throw new Error(`The settings of "${id}" have no defaults: a new node cannot start with them`);
}

function empty(file: string): ModuleProblem {
  return {
    file,
    code: 'module_empty',
    message: 'It exports no class that extends ModuleBase and implements forward.',
    action: 'Write “export” before the class.',
    kinds: [],
  };
}

function stemOf(path: string): string {
  return path.replace(/\.m?[tj]s$/, '');
}
